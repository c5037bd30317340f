// O opens the focused figure, Backspace goes one step up the trail, J and K go down and up the rows
// of a list. Never while somebody writes.

function isWriting(target) {
  return target.closest("input, select, textarea, [contenteditable]") !== null;
}

function step(by) {
  const rows = [...document.querySelectorAll(".tbl-list tbody tr")];
  const doors = rows.map((row) => row.querySelector("a")).filter((door) => door !== null);
  const at = doors.findIndex((door) => door.closest("tr").contains(document.activeElement));
  const next = doors[at < 0 ? (by > 0 ? 0 : doors.length - 1) : at + by];
  if (next) next.focus();
}

export function followKeys(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || isWriting(event.target)) return;
  if (event.key === "o" || event.key === "O") {
    const link =
      event.target.closest("a") ??
      event.target.querySelector(":scope > a.fig") ??
      document.querySelector(":target a");
    if (link) link.click();
  }
  if (event.key === "j" || event.key === "J") step(1);
  if (event.key === "k" || event.key === "K") step(-1);
  if (event.key === "Backspace") {
    const steps = document.querySelectorAll(".descent a");
    const up = steps[steps.length - 1] ?? document.querySelector("[data-up]");
    if (up) {
      event.preventDefault();
      up.click();
    }
  }
}
