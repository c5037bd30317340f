// The keyboard in the calendar: arrows go between days, Page Up and Page Down between months.
const table = document.querySelector("[data-month]");
const days = [...table.querySelectorAll("a.day")];
const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const turns = { PageUp: "[data-before]", PageDown: "[data-after]" };

table.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const at = days.indexOf(event.target);
  const turn = turns[event.key];
  if (turn) {
    event.preventDefault();
    document.querySelector(turn).click();
  } else if (at >= 0 && event.key in steps) {
    event.preventDefault();
    days[at + steps[event.key]]?.focus();
  }
});
