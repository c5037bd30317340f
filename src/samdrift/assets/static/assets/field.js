/* Work in the field: a thing is seen and changed from what the phone has with it, and sent when there is coverage. */
import * as store from "./field-store.js";
import { canScan, scan, tagIn } from "./field-scan.js";

const page = document.querySelector("[data-field]");
const part = (name) => page.querySelector(`[data-${name}]`);
const words = page.dataset;
const form = part("do");
const AGAIN_MS = 30_000;
const WEEK_MS = 7 * 24 * 3_600_000;
let seen = null;
let isSending = false;

const say = (text) => { part("say").textContent = text; };
const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");

const show = async (tag) => {
  const pocket = await store.told("pocket");
  const known = await store.thing(tag);
  seen = { tag, known };
  form.hidden = false;
  form.querySelector("h2").textContent = tag;
  const state = known ? pocket?.states[known.state] : "";
  part("about").textContent = known ? [known.words, state, known.holder, known.where].filter(Boolean).join(", ") : words.unknown;
  const ways = known ? (pocket.ways[`${known.kind} ${known.state}`] ?? []) : every(pocket);
  form.elements.act.replaceChildren(...ways.map((way) => new Option(way.label, way.act)));
  part("link").href = words.thing.replace("TAG", encodeURIComponent(tag));
  signs();
  form.querySelector("h2").focus();
};

const every = (pocket) => {
  const found = new Map();
  for (const ways of Object.values(pocket?.ways ?? {})) for (const way of ways) found.set(way.act, way);
  return [...found.values()];
};

/* Whoever is handed a thing signs for it; nobody else is asked to. */
const signs = () => { part("sign").hidden = !form.elements.holder.value.trim(); };

const save = async () => {
  const told = Object.fromEntries(new FormData(form));
  const before = (await store.waiting()).some((each) => each.tag === seen.tag);
  const entry = { ...told, key: key(), tag: seen.tag, by: words.user, at: Date.now() };
  entry.label = form.elements.act.selectedOptions[0]?.textContent ?? "";
  if (seen.known && !before) entry.seen = seen.known.version;
  if (!told.holder.trim()) { delete entry.signed_name; delete entry.signature; }
  await store.keep(entry);
  if (seen.known) await store.forgetThing(seen.tag);
  form.reset();
  page.querySelector("[data-pen-clear]").click();
  form.hidden = true;
  say(words.saved.replace("TAG", entry.tag));
  await list();
  await send();
};

const sent = async (entry, token) => {
  const answer = await fetch(words.send, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(entry),
  });
  if (answer.ok) return store.drop(entry.key);
  if (answer.status !== 422) throw new Error(String(answer.status));
  return store.keep({ ...entry, why: (await answer.json()).why });
};

const send = async () => {
  const mine = (await store.waiting()).filter((each) => each.by === words.user && !each.why);
  if (isSending || !mine.length) return;
  isSending = true;
  try {
    const answer = await fetch(words.standing, { headers: { Accept: "application/json" } });
    if (!answer.headers.get("Content-Type")?.includes("json")) { say(words.signIn); return; }
    const { by, token } = await answer.json();
    if (by !== words.user) { say(words.signIn); return; }
    for (const entry of mine.sort((one, other) => one.at - other.at)) await sent(entry, token);
    const left = (await store.waiting()).length;
    say(left ? words.some : words.all);
  } catch {
    say(words.offline);
  } finally {
    isSending = false;
    await list();
  }
};

const line = (entry) => {
  const shown = part("line").content.cloneNode(true);
  const put = (name, text) => { shown.querySelector(`[data-${name}]`).textContent = text; };
  put("tag", entry.tag);
  put("what", [entry.label, entry.day, entry.holder, entry.location].filter(Boolean).join(", "));
  put("why", entry.why ?? "");
  shown.querySelector("[data-anyway]").hidden = !entry.why;
  shown.querySelector("[data-anyway]").addEventListener("click", async () => {
    const { why, seen: _seen, ...rest } = entry;
    await store.keep(rest);
    await send();
  });
  shown.querySelector("[data-drop]").addEventListener("click", async () => {
    await store.drop(entry.key);
    await list();
  });
  return shown;
};

const list = async () => {
  const waiting = await store.waiting();
  part("queue").replaceChildren(...waiting.map(line));
  part("none").hidden = waiting.length > 0;
  part("number").textContent = String(waiting.length);
};

const pocketWords = async () => {
  const pocket = await store.told("pocket");
  part("pocket").textContent = pocket ? words.taken.replace("N", pocket.number).replace("WHEN", new Date(pocket.at).toLocaleString("sv-SE").slice(0, 16)) + (pocket.isWhole ? "" : ` ${words.notWhole}`) : words.nothing;
};

const take = async () => {
  try {
    const answer = await fetch(`${words.things}?organisation=${encodeURIComponent(part("take").elements.organisation.value)}`);
    await store.takeAlong(await answer.json());
    await store.keepPage(page);
    say(words.took);
  } catch {
    say(words.offline);
  }
  await pocketWords();
};

const begin = async () => {
  const pocket = await store.told("pocket");
  const isOld = pocket && Date.now() - Date.parse(pocket.at) > WEEK_MS;
  if (isOld || (pocket && pocket.by !== words.user)) await store.empty();
  for (const each of page.querySelectorAll("[data-script]")) each.hidden = false;
  await Promise.all([pocketWords(), list()]);
  await navigator.serviceWorker?.register(words.worker);
  await store.keepPage(page).catch(() => {});
  await send();
  page.dataset.ready = "yes";
};

part("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const tag = tagIn(event.target.elements.q.value);
  if (tag) show(tag);
});
form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
form.elements.holder.addEventListener("input", signs);
part("take").addEventListener("submit", (event) => { event.preventDefault(); take(); });
part("again").addEventListener("click", send);
part("empty").addEventListener("click", async () => { await store.empty(); await pocketWords(); });
part("scan").hidden = !canScan();
part("scan").addEventListener("click", () => scan(page.querySelector("video"), show).catch(() => say(words.noCamera)));
window.addEventListener("online", send);
setInterval(send, AGAIN_MS);
begin();
