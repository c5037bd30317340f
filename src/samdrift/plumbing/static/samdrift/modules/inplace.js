// A chapter is written where it stands in the report; without this the link leads to its own page.

import { startWriting } from "./writing.js";

export function writeInPlace(report) {
  if (!report) return;
  report.addEventListener("click", (event) => {
    const link = event.target.closest("a.edit");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
}

async function open(link) {
  const answer = await fetch(link.href).catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const editor = page?.getElementById("editor");
  if (!editor || document.getElementById("editor")) {
    location.assign(link.href);
    return;
  }
  const headed = link.closest(".headed");
  const stood = standing(headed);
  editor.classList.add("is-in-place");
  headed.after(document.adoptNode(editor));
  for (const element of [headed, ...stood]) element.hidden = true;
  editor.querySelector("[data-close]").addEventListener("click", (event) => {
    event.preventDefault();
    editor.remove();
    for (const element of [headed, ...stood]) element.hidden = false;
    link.focus();
  });
  startWriting(editor);
  editor.querySelector("textarea").focus();
}

// What stands under a heading of a chapter, up to the next that has a text of its own.
function standing(headed) {
  const found = [];
  let next = headed.nextElementSibling;
  while (next && !next.classList.contains("headed-text")) {
    found.push(next);
    next = next.nextElementSibling;
  }
  return found;
}
