// Words are looked for in the report while they are typed, and marked where they stand.

const FEWEST_SIGNS = 2;
const PAUSE_MS = 200;
const MOST_MARKS = 1000;

export function findInReport(form, report) {
  if (!form || !report) return;
  const input = form.querySelector("input[type=search]");
  const count = form.querySelector("[data-count]");
  let marks = [];
  let here = -1;
  let waiting;

  const tell = () => {
    const isAsked = input.value.trim().length >= FEWEST_SIGNS;
    if (!isAsked) count.textContent = "";
    else if (marks.length === 0) count.textContent = form.dataset.none;
    else count.textContent = `${here + 1} ${form.dataset.of} ${marks.length}`;
  };
  const go = (to) => {
    marks[here]?.classList.remove("is-here");
    here = (to + marks.length) % marks.length;
    marks[here].classList.add("is-here");
    marks[here].closest("details")?.setAttribute("open", "");
    marks[here].scrollIntoView({ block: "center" });
    tell();
  };
  const look = () => {
    unmark(report);
    const words = input.value.trim().toLowerCase();
    marks = words.length < FEWEST_SIGNS ? [] : mark(report, words);
    here = -1;
    if (marks.length) go(0);
    else tell();
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && marks.length) {
      event.preventDefault();
      go(here + (event.shiftKey ? -1 : 1));
    }
    if (event.key === "Escape") {
      input.value = "";
      look();
    }
  });
}

function mark(report, words) {
  const walker = document.createTreeWalker(report, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("svg, .to-here, .edit, .visually-hidden, .editor")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  const marks = [];
  for (const node of found) {
    if (marks.length >= MOST_MARKS) break;
    markIn(node, words, marks);
  }
  return marks;
}

function markIn(node, words, marks) {
  let rest = node;
  let at = lowered(rest).indexOf(words);
  while (at !== -1 && marks.length < MOST_MARKS) {
    const match = rest.splitText(at);
    rest = match.splitText(words.length);
    const element = document.createElement("mark");
    match.replaceWith(element);
    element.append(match);
    marks.push(element);
    at = lowered(rest).indexOf(words);
  }
}

function lowered(node) {
  return node.data.replaceAll("\u00a0", " ").toLowerCase();
}

function unmark(report) {
  for (const element of report.querySelectorAll("mark")) {
    const parent = element.parentNode;
    element.replaceWith(...element.childNodes);
    parent.normalize();
  }
}
