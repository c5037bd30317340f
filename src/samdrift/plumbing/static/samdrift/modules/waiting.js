// How much waits for the reader, told in the frame: asked for when the page is shown, and again
// while it is looked at. Without it the number stands on the page that the link leads to.

const EVERY_MS = 60_000;

export function tellWaiting(links) {
  const ask = async (link) => {
    try {
      const answer = await fetch(link.dataset.waiting, { redirect: "error" });
      if (!answer.ok) return;
      const { count } = await answer.json();
      link.querySelector(".num").textContent = count;
      link.hidden = !count;
    } catch {
      // The network is away: what is shown stays.
    }
  };
  const askAll = () => {
    if (!document.hidden) links.forEach(ask);
  };

  if (!links.length) return;
  askAll();
  setInterval(askAll, EVERY_MS);
  document.addEventListener("visibilitychange", askAll);
}
