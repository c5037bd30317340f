// A chapter is written: what is typed is kept as a draft at once, and seen beside as it will be.

const PAUSE_MS = 900;
const HERE_MS = 45_000;

export function startWriting(editor) {
  if (!editor) return;
  const form = editor.querySelector("form.write");
  const body = form.elements.body;
  const state = form.querySelector("[data-state]");
  let [waiting, going, next] = [];
  let [isUnkept, isTouched] = [false, false];

  const send = async (act) => {
    if (body.value.length > Number(editor.dataset.most)) {
      state.textContent = editor.dataset.tooLong;
      return;
    }
    isUnkept = false;
    try {
      const answer = await post(editor, form, act, isTouched);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.getElementById("told")) throw new Error("no answer");
      if (next || isUnkept) return;
      show(editor, page);
      state.textContent = "";
    } catch {
      isUnkept = true;
      state.textContent = editor.dataset.offline;
      waiting ??= setTimeout(() => keep(act), 10 * PAUSE_MS);
    }
  };

  // One at a time, so that what was typed first is never kept last.
  const sendAll = async () => {
    while (next) {
      const act = next;
      next = undefined;
      await send(act);
    }
    going = undefined;
  };
  const keep = (act) => {
    waiting = clearTimeout(waiting);
    next = next === "draft" ? next : act;
    going ??= sendAll();
  };

  form.addEventListener("input", () => {
    [isUnkept, isTouched] = [true, true];
    state.textContent = editor.dataset.unsaved;
    clearTimeout(waiting);
    waiting = setTimeout(() => keep("draft"), PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    const act = event.submitter?.value;
    if (act === "preview") {
      event.preventDefault();
      keep("draft");
    } else if (act === "insert") {
      event.preventDefault();
      choose(editor, editor.dataset.choose);
    } else {
      waiting = clearTimeout(waiting);
      next = undefined;
      isUnkept = false;
      if (!going) return;
      event.preventDefault();
      going.then(() => form.requestSubmit(event.submitter));
    }
  });
  addEventListener("pagehide", () => {
    if (isUnkept && editor.isConnected) post(editor, form, "ping", true, { keepalive: true }).catch(() => {});
  });
  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      form.querySelector("button[value=save]").click();
    }
  });
  editor.addEventListener("click", (event) => follow(editor, body, event));
  editor.querySelector("[data-chooser]").addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(event.target.action);
    address.search = new URLSearchParams(new FormData(event.target));
    choose(editor, address);
  });
  const here = setInterval(() => {
    if (!editor.isConnected) clearInterval(here);
    else if (!document.hidden) keep("ping");
  }, HERE_MS);
  keep("draft");
}

// An untouched page never takes the place of what was typed in another.
function post(editor, form, act, isTouched, told = {}) {
  const sent = new FormData(form);
  sent.set("act", act);
  if (!isTouched) sent.set("untouched", "1");
  return fetch(editor.dataset.keep, { method: "POST", body: sent, ...told });
}

function show(editor, page) {
  for (const fresh of page.querySelectorAll("[data-live]")) {
    const old = editor.querySelector(`#${fresh.id}`);
    if (old && old.innerHTML !== fresh.innerHTML) old.replaceWith(document.adoptNode(fresh));
  }
}

async function choose(editor, address) {
  const chooser = editor.querySelector("[data-chooser]");
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const choices = page.getElementById("choose");
  if (!answer.ok || !choices) {
    location.assign(address);
    return;
  }
  chooser.replaceChildren(...choices.children);
  chooser.dataset.address = new URL(address, location.href);
  const isOpened = chooser.hidden;
  chooser.hidden = false;
  if (isOpened) chooser.scrollIntoView({ block: "nearest" });
  chooser.querySelector("a, input")?.focus();
}

function follow(editor, body, event) {
  const line = event.target.closest("[data-line]");
  if (line) {
    event.preventDefault();
    goToLine(body, Number(line.dataset.line));
  }
  const link = event.target.closest("[data-chooser] a");
  if (!link) return;
  event.preventDefault();
  if (link.dataset.insert) insert(editor, body, link);
  else choose(editor, new URL(link.getAttribute("href"), link.closest("[data-chooser]").dataset.address));
}

function insert(editor, body, link) {
  const isBlock = "block" in link.dataset;
  const before = body.value.slice(0, body.selectionStart);
  const after = body.value.slice(body.selectionEnd);
  const lead = isBlock && before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
  const trail = isBlock && !after.startsWith("\n") ? "\n\n" : "";
  body.setRangeText(`${lead}${link.dataset.insert}${trail}`, body.selectionStart, body.selectionEnd, "end");
  body.focus();
  body.dispatchEvent(new Event("input", { bubbles: true }));
  const state = editor.querySelector("[data-state]");
  state.textContent = `${editor.dataset.inserted}: ${link.textContent.trim()}`;
}

function goToLine(body, line) {
  const lines = body.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, words) => sum + words.length + 1, 0);
  body.focus();
  body.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
}
