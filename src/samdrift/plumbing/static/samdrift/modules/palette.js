// Ctrl K goes anywhere: the nearest hits while somebody writes, the arrows choose, Enter goes there.
// Without it the field in the top bar leads to the search page, which finds the same.

const PAUSE_MS = 60;

export function openPalette(dialog, field) {
  if (!dialog || typeof dialog.showModal !== "function") return;
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const count = dialog.querySelector("[data-count]");
  let waiting = 0;
  let asked = null;

  const options = () => [...list.querySelectorAll("[data-href]")];

  const choose = (chosen) => {
    for (const option of options()) {
      option.setAttribute("aria-selected", String(option === chosen));
    }
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const show = (html) => {
    const page = new DOMParser().parseFromString(`<ul>${html}</ul>`, "text/html");
    list.replaceChildren(...page.querySelectorAll("li"));
    const found = options();
    input.setAttribute("aria-expanded", String(list.children.length > 0));
    const hits = found.filter((option) => option.id !== "palette-all").length;
    count.textContent = hits
      ? `${hits} ${count.dataset.some}`
      : input.value.trim() && count.dataset.none;
    choose(found[0]);
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(dialog.dataset.source, location.href);
    address.search = new URLSearchParams({ q: input.value, ar: dialog.dataset.year, del: "1" });
    try {
      const answer = await fetch(address, { signal: asked.signal, redirect: "error" });
      if (answer.ok) show(await answer.text());
    } catch {
      // A later question took over, or the network is away: what is shown stays.
    }
  };

  const askSoon = () => {
    clearTimeout(waiting);
    if (input.value.trim()) waiting = setTimeout(ask, PAUSE_MS);
    else show("");
  };

  const open = (words = "") => {
    if (!dialog.open) dialog.showModal();
    input.value = words;
    input.focus();
    askSoon();
  };

  const go = (option) => {
    if (option) location.assign(option.dataset.href);
  };

  const move = (step) => {
    const found = options();
    if (!found.length) return;
    const at = found.findIndex((option) => option.getAttribute("aria-selected") === "true");
    choose(found[(at + step + found.length) % found.length]);
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  field?.addEventListener("input", () => {
    open(field.value);
    field.value = "";
  });
  input.addEventListener("input", askSoon);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      move(step);
    }
    if (event.key === "Enter") go(list.querySelector("[aria-selected=true]"));
  });
  list.addEventListener("click", (event) => go(event.target.closest("[data-href]")));
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
