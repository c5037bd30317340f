// Long work tells how far it has come. Without this the page loads itself anew now and then.

const PAUSE_MS = 1000;

export function followProgress(start) {
  if (!start || !start.dataset.progress) return;
  const address = new URL(start.dataset.progress, location.href);
  const look = async () => {
    const old = document.getElementById("progress");
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("progress");
      if (!answer.ok || answer.redirected || !fresh || !fresh.dataset.progress) {
        location.reload();
        return;
      }
      if (fresh.textContent !== old.textContent) old.replaceWith(document.adoptNode(fresh));
    } catch {
      // The network is away for a while: what is done goes on being done.
    }
    setTimeout(look, PAUSE_MS);
  };
  setTimeout(look, PAUSE_MS);
}
