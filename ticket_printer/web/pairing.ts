/** The kiosk's token: comes once in the address, is kept on the device, and is never shown. */

import { decoded } from "@queue/client";

const TOKEN = /[#&]token=([^&\s]+)/;

function place(hall: string): string {
  return `queue.kiosk.${hall}.token`;
}

/** The hall of an address such as /kiosk/wanzhou-centre. */
export function hallOf(path: string): string {
  return decoded(/^\/kiosk\/([^/]+)/.exec(path)?.[1] ?? "");
}

/** What somebody typed or pasted: a token, or the whole address with it. */
export function tokenIn(typed: string): string {
  const found = TOKEN.exec(typed)?.[1];
  return (found ? decoded(found) : typed).trim();
}

/** Takes the token out of the address, keeps it, and leaves no trace of it in the address bar or the history. */
export function takeFromAddress(hall: string, page: Window = window): void {
  if (!TOKEN.test(page.location.hash)) return;
  keep(hall, tokenIn(page.location.hash));
  page.history.replaceState(null, "", page.location.pathname + page.location.search);
}

let here: Record<string, string> = {}; // for a browser that keeps nothing: paired until it is closed

export function keep(hall: string, token: string): void {
  here = { ...here, [hall]: token };
  try {
    localStorage.setItem(place(hall), token);
  } catch {
    // `here` has it
  }
}

export function kept(hall: string): string | null {
  try {
    return localStorage.getItem(place(hall)) ?? here[hall] ?? null;
  } catch {
    return here[hall] ?? null;
  }
}
