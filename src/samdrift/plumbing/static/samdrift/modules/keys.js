// O opens the focused figure, Backspace goes one step up the trail. Never while somebody writes.

function isWriting(target) {
  return target.closest("input, select, textarea, [contenteditable]") !== null;
}

export function followKeys(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || isWriting(event.target)) return;
  if (event.key === "o" || event.key === "O") {
    const link = event.target.closest("a") ?? event.target.querySelector(":scope > a.fig");
    if (link) link.click();
  }
  if (event.key === "Backspace") {
    const steps = document.querySelectorAll(".descent a");
    const up = steps[steps.length - 1] ?? document.querySelector("[data-up]");
    if (up) {
      event.preventDefault();
      up.click();
    }
  }
}
