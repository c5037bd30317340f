// The search page while somebody types: what is found so far, in place, with the address kept.
// Without it the button does the same.

const PAUSE_MS = 200;

export function seekWhileTyping(form) {
  if (!form) return;
  const field = form.querySelector("input[type=search]");
  let waiting = 0;
  let asked = null;

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(form.action, location.href);
    address.search = new URLSearchParams(new FormData(form));
    const typing = new URL(address);
    typing.searchParams.set("skriver", "1");
    try {
      const answer = await fetch(typing, { signal: asked.signal, redirect: "error" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of ["[data-seek-found]", "nav.seek-tabs"]) {
        const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
        if (old && fresh) old.replaceChildren(...fresh.childNodes);
      }
      history.replaceState(null, "", address);
    } catch {
      // A later question took over, or the network is away: what is shown stays.
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });
  form.addEventListener("change", (event) => {
    if (event.target !== field) form.requestSubmit();
  });
}
