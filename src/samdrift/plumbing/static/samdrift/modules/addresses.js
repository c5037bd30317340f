// The address of a place in the report is copied by its link; a place that is gone says so.

const SHOWN_MS = 2500;

export function shareAddresses(report) {
  if (!report) return;
  report.addEventListener("click", (event) => {
    const link = event.target.closest("a.to-here");
    if (link) copy(link, report.dataset.copied);
  });
  findMoved(report);
  addEventListener("hashchange", () => findMoved(report));
}

async function copy(link, words) {
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return; // The link has still put the address where it can be copied by hand.
  }
  const told = link.querySelector(".to-here-words");
  const before = told.innerHTML;
  told.setAttribute("role", "status");
  told.textContent = words;
  link.classList.add("is-copied");
  setTimeout(() => {
    told.innerHTML = before;
    told.removeAttribute("role");
    link.classList.remove("is-copied");
  }, SHOWN_MS);
}

// The paragraph has been written anew: what shares most of its address is the section it stood in.
function findMoved(report) {
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (!wanted || document.getElementById(wanted)) return;
  const near = [...report.querySelectorAll("[id]")]
    .map((element) => ({ element, shared: shared(element.id.split("-"), wanted.split("-")) }))
    .sort((one, other) => other.shared - one.shared)[0];
  if (!near || near.shared === 0) return;
  const note = document.createElement("p");
  note.className = "moved note note-plain";
  note.setAttribute("role", "status");
  note.textContent = report.dataset.moved;
  near.element.before(note);
  note.scrollIntoView();
}

function shared(one, other) {
  const apart = one.findIndex((word, index) => word !== other[index]);
  return apart === -1 ? one.length : apart;
}
