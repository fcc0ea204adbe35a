/** A page on a phone that opens without the network. Only over https (or on this machine): elsewhere browsers have
 * neither service workers nor caches, and nothing changes. */

import { BASE } from "./api.ts";
import { language } from "./words.ts";

const KEPT_IN = "ticket-page"; // as in ./worker.ts
const PAGE = "/t/"; // without the token: one page for all tickets

/** Puts the page and its files aside as the server has them now, and removes those of an older version. */
export async function keepPage(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  try {
    await navigator.serviceWorker.register(`${PAGE}worker.js`, { scope: PAGE, updateViaCache: "none" });
    const answer = await fetch(location.pathname, { cache: "no-cache" });
    if (!answer.ok) return;
    const html = await answer.text();
    const wanted = [...filesOf(html), ...wordsHere()].map((address) => new URL(address, location.origin).href);
    const kept = await caches.open(KEPT_IN);
    await kept.addAll(wanted); // all or none; the page that names them comes last
    await kept.put(PAGE, new Response(html, { headers: unpacked(answer.headers) }));
    const older = (await kept.keys()).filter(({ url }) => new URL(url).pathname !== PAGE && !wanted.includes(url));
    await Promise.all(older.map((one) => kept.delete(one)));
  } catch {
    // no network, a full phone, a private window: what was put aside before stays, if anything
  }
}

/** With its policy, as what the server says of the page holds without it too. */
function unpacked(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const one of ["Content-Encoding", "Content-Length"]) kept.delete(one);
  return kept;
}

function filesOf(html: string): string[] {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("script[src], link[href]")].map(
    (one) => one.getAttribute("src") ?? one.getAttribute("href") ?? "",
  );
}

/** The words of a further language are no file of the page's. */
function wordsHere(): string[] {
  const further = language.value !== "zh" && language.value !== "en";
  return [`${BASE}/languages`, ...(further ? [`${BASE}/languages/${encodeURIComponent(language.value)}`] : [])];
}
