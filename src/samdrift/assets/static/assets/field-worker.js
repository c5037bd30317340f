/* Shows the page for work in the field where there is no coverage; it stores nothing itself, and sees no other page. */
const SHELF = "field";
const PATIENCE = 4000;

self.addEventListener("install", () => { self.skipWaiting(); });
self.addEventListener("activate", (event) => { event.waitUntil(self.clients.claim()); });

const kept = async (request) =>
  (await caches.match(request, { ignoreSearch: request.mode === "navigate", ignoreVary: true })) ?? Response.error();
const late = () => new Promise((_done, fail) => { setTimeout(fail, PATIENCE); });

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isPage = request.mode === "navigate" && new URL(request.url).pathname === new URL(self.registration.scope).pathname;
  const isPart = ["script", "style", "font", "image"].includes(request.destination);
  if (request.method !== "GET" || !(isPage || isPart)) return;
  event.respondWith(Promise.race([fetch(request), late()]).catch(() => kept(request)));
});
