// A figure that is copied can be calculated with: the minus sign becomes a hyphen.

const MINUS = "\u2212";

export function copyWithHyphens(event) {
  const text = String(document.getSelection() ?? "");
  if (!text.includes(MINUS) || !event.clipboardData) return;
  event.clipboardData.setData("text/plain", text.replaceAll(MINUS, "-"));
  event.preventDefault();
}
