// The desk by keyboard, drafts kept while somebody writes, and a queue that keeps up by itself.

const PULSE = 10_000;
const PAUSE = 800;
const LONGEST_WAIT = 3_000;
const desk = document.querySelector("[data-desk]");

function isWriting(target) {
  return target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]") !== null;
}

function keysAreOn() {
  return document.documentElement.dataset.keys !== "off";
}

// --- The queue by keyboard -------------------------------------------------------------------

function rows() {
  return [...document.querySelectorAll(".queue a")];
}

function step(by) {
  const all = rows();
  if (all.length === 0) return;
  const focused = all.indexOf(document.activeElement);
  const current = all.findIndex((row) => row.hasAttribute("aria-current"));
  const from = focused >= 0 ? focused : current;
  const next = all[Math.min(Math.max(from + by, 0), all.length - 1)];
  next.focus();
}

function go(key) {
  const place = document.querySelector(`[data-key="${key}"]`);
  if (!place) return false;
  const fold = place.closest("details");
  if (fold) fold.open = true;
  if (["A", "BUTTON"].includes(place.tagName)) place.click();
  else if (place.tagName === "SUMMARY") fold.querySelector("textarea, select, a, button").focus();
  else place.focus();
  return true;
}

function mark() {
  const row = document.activeElement.closest(".queue li");
  const box = row?.querySelector("input[type=checkbox]");
  if (box) box.checked = !box.checked;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isWriting(event.target)) {
    event.target.blur();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (event.altKey || event.ctrlKey || event.metaKey || isWriting(event.target) || !keysAreOn()) {
    return;
  }
  const key = event.key.toLowerCase();
  const acts = {
    j: () => step(1),
    k: () => step(-1),
    x: mark,
    "?": () => document.querySelector("[data-key-sheet]")?.showModal(),
  };
  if (key in acts) {
    event.preventDefault();
    acts[key]();
  } else if (event.key === "/" ? search() : "rnacstwl".includes(key) && go(key)) {
    event.preventDefault();
  }
});

function search() {
  const field = document.querySelector("#desk-find");
  field?.focus();
  return Boolean(field);
}

// The latest words are what one reads first.
const talk = document.querySelector(".talk");
if (talk && talk.scrollHeight > talk.clientHeight) talk.scrollTop = talk.scrollHeight;

// --- Drafts ----------------------------------------------------------------------------------

const typed = new Map();
let going = Promise.resolve(true);
let [isWaiting, isReady] = [false, false];

function send(form, told = {}) {
  const body = new FormData(form);
  body.delete("files");
  body.set("kind", form.dataset.kind);
  body.set("ticket", form.dataset.ticket);
  const signal = AbortSignal.timeout(LONGEST_WAIT);
  return fetch(form.dataset.draft, { method: "POST", body, redirect: "manual", signal, ...told }).catch(() => null);
}

// Whoever has signed in again meanwhile has a new key, which the forms of this page are given.
async function renewKeys() {
  const answer = await fetch(window.location.href).catch(() => null);
  const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
  const fresh = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh ?? field.value;
}

// Keep what is written in a form; false where nobody is signed in any more.
async function keep(form) {
  let answer = await send(form);
  if (answer?.status === 403) {
    await renewKeys();
    answer = await send(form);
  }
  const told = form.querySelector("[data-saved]");
  const saved = answer?.ok ? (await answer.json()).saved : "";
  if (told) told.textContent = answer?.ok ? `${told.dataset.words} ${saved}` : told.dataset.unsaved;
  return answer?.type !== "opaqueredirect" && answer?.status !== 403;
}

// One after another, so that what was written first never comes last.
function keepNext(form) {
  clearTimeout(typed.get(form));
  typed.delete(form);
  going = going.then(() => keep(form));
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  form.addEventListener("input", () => {
    clearTimeout(typed.get(form));
    typed.set(form, setTimeout(keepNext, PAUSE, form));
  });
}

// Before anything is sent all that is written has been kept: nothing is lost where the session is
// over, and no draft comes after the words that were sent.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (isReady || (!form.dataset.draft && typed.size === 0)) return;
  event.preventDefault();
  if (isWaiting) return;
  isWaiting = true;
  if (form.dataset.draft && !typed.has(form)) typed.set(form, 0);
  for (const each of [...typed.keys()]) keepNext(each);
  isReady = (await going) || !form.dataset.draft;
  if (isReady) form.requestSubmit(event.submitter);
  [isWaiting, isReady] = [false, false];
});

window.addEventListener("pagehide", () => {
  for (const form of typed.keys()) send(form, { keepalive: true });
});

// What stands in the answer goes along when a text block is laid into it.
document.querySelector("[data-blocks] form")?.addEventListener("submit", (event) => {
  const told = document.createElement("input");
  told.type = "hidden";
  told.name = "so-far";
  told.value = document.querySelector("#svar").value;
  event.target.append(told);
});

// --- A queue that keeps up -------------------------------------------------------------------

async function renew() {
  const answer = await fetch(window.location.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [old, fresh] = [document.querySelector("[data-queue] .queue"), page.querySelector("[data-queue] .queue")];
  const focused = document.activeElement?.closest?.(".queue a")?.getAttribute("href");
  const marked = new Set([...document.querySelectorAll(".queue input:checked")].map((box) => box.value));
  if (old && fresh) {
    old.replaceWith(fresh);
    for (const box of fresh.querySelectorAll("input")) box.checked = marked.has(box.value);
    if (focused) rows().find((row) => row.getAttribute("href") === focused)?.focus();
  }
  const tabs = [document.querySelector("[data-queue] .tabs"), page.querySelector("[data-queue] .tabs")];
  if (tabs[0] && tabs[1]) tabs[0].replaceWith(tabs[1]);
  desk.dataset.readAt = page.querySelector("[data-desk]")?.dataset.readAt ?? desk.dataset.readAt;
}

async function pulse() {
  if (document.hidden) return;
  const asked = new URLSearchParams({ since: desk.dataset.readAt });
  if (desk.dataset.ticket) {
    asked.set("ticket", desk.dataset.ticket);
    asked.set("writing", document.activeElement?.closest("form[data-draft]") ? "1" : "0");
  }
  const answer = await fetch(`${desk.dataset.pulse}?${asked}`).catch(() => null);
  if (!answer?.ok) return;
  const told = await answer.json();
  const present = document.querySelector("[data-present]");
  const words = told.present.map((each) => `${each}.`).join(" ");
  if (present && present.textContent.trim() !== words) present.textContent = words;
  if (told.changed) await renew();
}

if (desk) {
  setInterval(pulse, PULSE);
  pulse();
}

// --- Calls that ring here ---------------------------------------------------------------------

const RING = 3_000;

async function ring() {
  const box = document.querySelector("[data-ringing]");
  if (!box?.dataset.ringing || document.hidden || box.contains(document.activeElement)) return;
  const asked = new URLSearchParams({ sedd: box.dataset.seen });
  const answer = await fetch(`${box.dataset.ringing}?${asked}`).catch(() => null);
  if (answer?.status !== 200) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-ringing]");
  if (!fresh) return;
  box.replaceChildren(...fresh.childNodes);
  box.dataset.seen = fresh.dataset.seen;
}

if (desk) setInterval(ring, RING);

// --- Who is calling --------------------------------------------------------------------------

const finder = document.querySelector("[data-find-person]");
if (finder) {
  const list = finder.querySelector("[data-found]");
  const field = finder.querySelector("input[type=search]");
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const asked = new URLSearchParams({ q: field.value });
      const answer = await fetch(`${finder.dataset.findPerson}?${asked}`).catch(() => null);
      if (answer?.ok) list.replaceChildren(...(await answer.json()).people.map(told));
    }, 150);
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-person]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(link).catch(() => { window.location.href = link.href; });
  });

  function told(person) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const name = document.createElement("b");
    const where = document.createElement("span");
    link.href = `?vem=${person.id}`;
    link.dataset.person = person.id;
    name.textContent = person.name;
    where.className = "quiet";
    const place = [person.unit, person.organisation].filter(Boolean).join(", ");
    where.textContent = ` ${[place, person.device].filter(Boolean).join(" · ")}`;
    link.append(name, where);
    item.append(link);
    return item;
  }

  // What is known of whoever was chosen comes beside the form; what is written in it stays.
  async function choose(link) {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = document.querySelector("form[data-kind=report]");
    document.querySelector("[data-caller]").replaceWith(page.querySelector("[data-caller]"));
    form.elements.requester.value = link.dataset.person;
    form.elements.organisation.value = page.querySelector("form[data-kind=report]").elements.organisation.value;
    field.value = link.querySelector("b").textContent;
    list.replaceChildren();
    form.elements.subject.focus();
    form.dispatchEvent(new Event("input"));
  }
}
