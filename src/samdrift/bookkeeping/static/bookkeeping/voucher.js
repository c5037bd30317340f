// A voucher being written: its balance told while somebody types, and a new row where the last is used.
// Without it "Räkna ihop" and "Fler rader" do the same.
const lines = document.querySelector(".voucher-lines");

const ore = (field) => {
  const plain = field.value.replace(/\s/g, "").replace("\u2212", "-").replace(",", ".");
  return /^-?\d{1,13}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : 0;
};
const kronor = (amount) =>
  (amount / 100).toLocaleString("sv-SE", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const tell = () => {
  const sum = (name) => [...lines.querySelectorAll(`[name=${name}]`)].reduce((all, each) => all + ore(each), 0);
  const debit = sum("debit");
  const credit = sum("credit");
  const told = lines.querySelector("[data-left]");
  lines.querySelector("[data-debit]").textContent = kronor(debit);
  lines.querySelector("[data-credit]").textContent = kronor(credit);
  const left = Math.abs(debit - credit);
  told.textContent = left ? `${told.dataset.differs} ${kronor(left)}` : told.dataset.balances;
};

const grow = () => {
  const rows = lines.tBodies[0].rows;
  const last = rows[rows.length - 1];
  if (![...last.querySelectorAll("input")].some((each) => each.value)) return;
  const row = last.cloneNode(true);
  for (const each of row.querySelectorAll("input")) {
    each.value = "";
    each.removeAttribute("aria-invalid");
    each.removeAttribute("aria-describedby");
    each.setAttribute("aria-label", each.getAttribute("aria-label").replace(/\d+$/, String(rows.length + 1)));
  }
  row.querySelector(".wrong-words")?.remove();
  last.after(row);
};

if (lines) {
  lines.addEventListener("input", () => {
    tell();
    grow();
  });
  // Enter goes to the next field, as in a finance system; Ctrl and Enter books.
  lines.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      lines.closest("form").querySelector("button[value=post]").click();
      return;
    }
    const fields = [...lines.querySelectorAll("input")];
    fields[fields.indexOf(event.target) + 1]?.focus();
  });
  tell();
}
