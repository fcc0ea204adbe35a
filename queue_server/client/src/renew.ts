/**
 * A page that stands for years takes over a newer one by itself: it asks the server for its own address after each join
 * (an upgrade restarts the server) and now and then, and loads again when that names other scripts or styles. The answer
 * has just come, so a screen never ends on a browser's error page; and it waits until nothing is being announced.
 */

const EVERY_MS = 600_000;
const CALM_EVERY_MS = 1_000;
const YOUNG_MS = 10_000; // whatever stands between it and the server, a page does not load again and again

export interface Renewal {
  /** Ask now. */
  look(): void;
  stop(): void;
}

export interface RenewalParts {
  page?: Document;
  /** The page as the server has it; null when it did not answer. */
  fetched?: () => Promise<string | null>;
  reload?: () => void;
}

export function renewing(isCalm: () => boolean, parts: RenewalParts = {}): Renewal {
  const { page = document, fetched = fetchPage, reload = () => location.reload() } = parts;
  const since = performance.now();
  const own = filesOf(page);
  let waiting: ReturnType<typeof setInterval> | undefined;

  async function ask(): Promise<void> {
    const html = await fetched();
    const theirs = html === null ? "" : filesOf(new DOMParser().parseFromString(html, "text/html"));
    if (!theirs || theirs === own || waiting !== undefined) return;
    waiting = setInterval(() => {
      if (performance.now() - since < YOUNG_MS || !isCalm()) return;
      clearInterval(waiting);
      waiting = undefined;
      void again();
    }, CALM_EVERY_MS);
  }

  /** The server may have gone while the page waited. */
  async function again(): Promise<void> {
    if ((await fetched()) !== null) reload();
  }

  const asking = setInterval(() => void ask(), EVERY_MS);
  return {
    look: () => void ask(),
    stop() {
      clearInterval(asking);
      clearInterval(waiting);
    },
  };
}

/** The scripts and styles that a page begins with; their names carry the hash of what is in them. */
function filesOf(page: Document): string {
  const found = page.querySelectorAll("script[type=module][src], link[rel=stylesheet]");
  return [...found].map((one) => one.getAttribute("src") ?? one.getAttribute("href")).sort().join(" "); // prettier-ignore
}

async function fetchPage(): Promise<string | null> {
  try {
    const answer = await fetch(location.href, { cache: "no-cache" });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
