/* What the phone keeps: the things it took along, and what was done and is not yet sent. */
const NAME = "samdrift-field";
const SHELF = "field";

const opened = new Promise((done, fail) => {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("things", { keyPath: "tag" });
    asked.result.createObjectStore("done", { keyPath: "key" });
    asked.result.createObjectStore("told");
  };
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

const within = async (store, mode, act) => {
  const database = await opened;
  return new Promise((done, fail) => {
    const transaction = database.transaction(store, mode);
    const asked = act(transaction.objectStore(store));
    transaction.oncomplete = () => done(asked?.result);
    transaction.onerror = () => fail(transaction.error);
  });
};

export const thing = (tag) => within("things", "readonly", (store) => store.get(tag));
export const told = (name) => within("told", "readonly", (store) => store.get(name));
export const waiting = () => within("done", "readonly", (store) => store.getAll());
export const keep = (entry) => within("done", "readwrite", (store) => store.put(entry));
export const drop = (key) => within("done", "readwrite", (store) => store.delete(key));
export const forgetThing = (tag) => within("things", "readwrite", (store) => store.delete(tag));

export const takeAlong = async (pocket) => {
  await within("things", "readwrite", (store) => {
    store.clear();
    for (const each of pocket.things) store.put(each);
  });
  const rest = { by: pocket.by, at: pocket.at, ways: pocket.ways, states: pocket.states, number: pocket.things.length, isWhole: pocket.is_whole };
  await within("told", "readwrite", (store) => store.put(rest, "pocket"));
};

export const empty = async () => {
  await within("things", "readwrite", (store) => store.clear());
  await within("told", "readwrite", (store) => store.clear());
};

/* The page itself with all that it shows: read again without coverage. */
export const keepPage = async (page) => {
  const parts = performance.getEntriesByType("resource").map((each) => new URL(each.name));
  const wanted = parts.filter((each) => each.origin === location.origin && each.pathname.startsWith(page.dataset.parts));
  const shelf = await caches.open(SHELF);
  await shelf.addAll([...new Set([location.pathname, ...wanted.map((each) => each.pathname + each.search)])]);
};
