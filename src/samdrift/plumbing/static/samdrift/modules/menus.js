// A menu that is open closes when somebody presses Escape, or goes on elsewhere.

const OPEN = "details:is(.menu-more, .menu-small)[open]";

export function closeMenus(event) {
  for (const menu of document.querySelectorAll(OPEN)) {
    const isElsewhere = event.type !== "keydown" && !menu.contains(event.target);
    const isEscape = event.key === "Escape";
    if (isEscape && menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    if (isElsewhere || isEscape) menu.open = false;
  }
}
