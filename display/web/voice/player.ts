/** Plays sounds on one element for ever, one at a time, each to its end. */

/** blocked: the browser plays nothing before somebody has touched the page. */
export type Outcome = "ended" | "blocked" | "failed";

export interface Player {
  /** Plays a sound; `softly`: so that nobody hears it, to find out whether it would. A sound that plays is ended. */
  play(address: string, softly?: boolean): Promise<Outcome>;
  stop(): void;
}

const PATIENCE_MS = 45_000; // the longest announcement takes a third of it

export function player(element: HTMLAudioElement = new Audio()): Player {
  let leave: (outcome: Outcome) => void = () => undefined; // what is playing

  function stop(): void {
    element.pause();
    leave("ended");
  }

  return {
    stop,
    play(address, softly = false) {
      stop();
      return new Promise((resolve) => {
        const listening = new AbortController();
        const done = (outcome: Outcome) => {
          if (listening.signal.aborted) return;
          listening.abort();
          clearTimeout(patience);
          resolve(outcome);
        };
        const patience = setTimeout(() => {
          element.pause();
          done("failed");
        }, PATIENCE_MS);
        element.addEventListener("ended", () => done("ended"), { signal: listening.signal });
        element.addEventListener("error", () => done("failed"), { signal: listening.signal });
        element.volume = softly ? 0 : 1;
        element.src = address;
        element.play().catch((error: unknown) => {
          done(error instanceof DOMException && error.name === "NotAllowedError" ? "blocked" : "failed");
        });
        leave = done;
      });
    },
  };
}
