// Guides offered while somebody types; without scripts they are offered on the next page.

const form = document.querySelector("form[data-suggest]");
if (form) {
  const place = form.querySelector("[data-suggested]");
  let timer;
  form.querySelector("input").addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const asked = new URLSearchParams({ q: event.target.value });
      const answer = await fetch(`${form.dataset.suggest}?${asked}`).catch(() => null);
      if (!answer?.ok) return;
      const { guides } = await answer.json();
      if (guides.length === 0) {
        place.replaceChildren();
        return;
      }
      const words = document.createElement("p");
      words.className = "hint";
      words.textContent = place.dataset.words;
      const list = document.createElement("ul");
      list.className = "guides";
      for (const guide of guides) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = `${guide.href}?fran=anmalan`;
        link.textContent = guide.title;
        item.append(link);
        list.append(item);
      }
      place.replaceChildren(words, list);
    }, 200);
  });
}

// What is written is kept in this browser, for whoever writes it, until it has come to us.
const keyOf = (person) => `samdrift-report-${person}`;
const report = document.querySelector("form[data-keep]");
if (report) {
  const key = keyOf(report.dataset.keep);
  const text = report.querySelector("textarea");
  if (!text.value) text.value = localStorage.getItem(key) ?? "";
  text.addEventListener("input", () => localStorage.setItem(key, text.value));
}
const sent = document.querySelector("[data-sent]");
if (sent) localStorage.removeItem(keyOf(sent.dataset.sent));
