/**
 * The phone ticket's service worker: lets its page open without the network. The network always comes first, so that an
 * upgrade arrives with the next load and nothing old stays; what `keepPage` has put aside is used only when no answer
 * comes. It keeps nothing itself, and passes over everything that is not the page: answers about tickets, halls and
 * staff are never its business. Bundled alone, without imports.
 */

const KEPT_IN = "ticket-page"; // as in ./offline.ts
const PAGE = "/t/"; // one page for all tickets
const PATIENCE_MS = 4_000; // for the page: a phone that has a network and no answer shows it to be so at last

/** What this file needs of a service worker's global, which the DOM's types lack. */
interface Fetching extends Event {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Extended extends Event {
  waitUntil(done: Promise<unknown>): void;
}
const worker = self as unknown as {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
};

self.addEventListener("install", (event) => (event as Extended).waitUntil(worker.skipWaiting()));
self.addEventListener("activate", (event) => (event as Extended).waitUntil(worker.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event as Fetching;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") (event as Fetching).respondWith(page(request));
  else if (/^\/assets\/display\/|^\/api\/v1\/languages(\/|$)/.test(pathname)) {
    (event as Fetching).respondWith(file(request));
  }
});

async function page(request: Request): Promise<Response> {
  const kept = async () => (await caches.open(KEPT_IN)).match(PAGE);
  const asked = fetch(request).catch(() => null);
  const late = new Promise<null>((give) => setTimeout(() => give(null), PATIENCE_MS));
  const answer = await Promise.race([asked, late]);
  if (answer && answer.status < 500) return answer; // a proxy's 502 says no more than silence
  return (await kept()) ?? (await asked) ?? Response.error();
}

async function file(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await (await caches.open(KEPT_IN)).match(request.url, { ignoreVary: true })) ?? Response.error();
  }
}
