/** HTTP to the ticket server: JSON in and out, every failure a Problem, every press answered once. */

import type { Problem as Refusal } from "./contract.ts";
import { text } from "./clientWords.ts";
import { language, type Said } from "./words.ts";

export const BASE = "/api/v1"; // also of the sounds that a page plays by their address

const TRIES = 3;
const PAUSES_MS = [400, 1200]; // a Wi-Fi hand-over takes about a second
const PATIENCE_MS = 10_000; // per try; a clerk has long pressed again after that

/** A refusal of the contract (problem+json), or `offline` when the server could not be reached. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    /** For people, where a page has none of its own that say more. */
    readonly words: Said,
    readonly status: number,
    readonly data: Record<string, unknown> = {},
  ) {
    super(code);
    this.name = "Problem";
  }

  /** Nothing was answered. */
  static offline(): Problem {
    return new Problem("offline", text("offline"), 0);
  }

  /** Whatever went wrong; what the contract has no word for is a server that could not be reached. */
  static of(failure: unknown): Problem {
    return failure instanceof Problem ? failure : Problem.offline();
  }

  /** Reads the problem+json of an answer or of a join's acknowledgement. */
  static read(document: unknown, status: number): Problem {
    if (!isRefusal(document)) return new Problem("unreadable-answer", text("unreadable"), status);
    const { code, words, status: told, title: _title, type: _type, ...data } = document;
    return new Problem(code, words, told, data);
  }
}

function isRefusal(document: unknown): document is Refusal {
  return typeof document === "object" && document !== null && "code" in document && "words" in document;
}

export interface ApiOptions {
  /** A device's token; staff are known by their cookie, citizens by the address of their ticket. */
  token?: () => string | null;
  language?: () => string;
  base?: string;
}

export interface Api {
  /** `fresh`: from the server, whatever the browser keeps; else what it keeps, when the server says that it still holds. */
  get<T>(path: string, options?: { fresh?: boolean }): Promise<T>;
  /** One press. All tries of it carry the same key, so the server does it once; an answer 204 is null. */
  post<T>(path: string, body?: unknown, options?: { key?: string }): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  delete<T>(path: string): Promise<T>;
}

export function createApi(options: ApiOptions = {}): Api {
  const base = options.base ?? BASE;

  async function once<T>(
    method: string,
    path: string,
    body: unknown,
    key: string | null,
    cache: RequestCache,
  ): Promise<T> {
    const headers: Record<string, string> = {
      Accept: "application/json",
      "Accept-Language": options.language?.() ?? spokenHere(),
    };
    const token = options.token?.();
    if (token) headers.Authorization = `Bearer ${token}`;
    if (key) headers["Idempotency-Key"] = key;
    if (body !== undefined) headers["Content-Type"] = "application/json";

    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(base + path, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        credentials: "same-origin",
        cache,
        signal: patience.signal,
      });
      if (answer.status === 204) return null as T;
      const text = await answer.text();
      const document = parse(text);
      if (!answer.ok || document === undefined) throw Problem.read(document, answer.status);
      return document as T;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Only a request that may safely reach the server twice is sent again. */
  async function send<T>(
    method: string,
    path: string,
    body: unknown,
    key: string | null,
    tries: number,
    cache: RequestCache = "no-store",
  ): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await once<T>(method, path, body, key, cache);
      } catch (failure) {
        if (failure instanceof Problem) throw failure;
        if (tried >= tries) throw Problem.offline();
        await pause(PAUSES_MS[tried - 1] ?? 0);
      }
    }
  }

  return {
    get: (path, { fresh = true } = {}) =>
      send("GET", path, undefined, null, TRIES, fresh ? "no-store" : "no-cache"),
    post: (path, body, { key = newKey() } = {}) => send("POST", path, body, key, TRIES),
    put: (path, body) => send("PUT", path, body, null, 1),
    delete: (path) => send("DELETE", path, undefined, null, 1),
  };
}

/** The languages of the page: what the server says in one language, it has in Chinese and English. */
function spokenHere(): string {
  if (language.value === "zh") return "zh-CN";
  return language.value === "en" ? "en" : `${language.value}, en;q=0.5`;
}

/** crypto.randomUUID exists only on https pages, and a hall's network is often plain http. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
