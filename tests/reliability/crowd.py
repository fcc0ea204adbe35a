"""The crowd of a trial: load.py as a process, and what it was answered."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from .evidence import Press
from .sites import Site

KIOSKS = 32


class Crowd:
    """32 kiosks and a clerk at each of the 16 counters. `presses` are those answered so far.

    `numbers_s`: how long a kiosk waits between two numbers on average; `serving_s` the same for a clerk's presses.
    `numbers`: how many each kiosk gives; without it, until `end`.
    """

    def __init__(
        self, site: Site, *, numbers_s: float, serving_s: float, numbers: int | None = None, seed: int = 0
    ) -> None:
        self.presses: list[Press] = []
        self._heard: dict[str, float] = {}
        self._news = threading.Condition()
        program = [sys.executable, "-S", Path(__file__).with_name("load.py")]
        self._process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._read, daemon=True).start()
        self._say(
            json.dumps(
                {
                    "url": site.url, "hall": site.hall, "kiosks": KIOSKS, "token": site.terminal_token,
                    "cookies": site.cookies, "numbers_s": numbers_s, "serving_s": serving_s, "numbers": numbers,
                    "seed": seed,
                }
            )
        )  # fmt: skip

    def _say(self, word: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said: dict[str, Any] = json.loads(line)
            with self._news:
                if "word" in said:
                    self._heard[said["word"]] = said["at"]
                else:
                    self.presses.append(said)
                self._news.notify_all()
        with self._news:
            self._heard.setdefault("gone", 0.0)
            self._news.notify_all()

    def answered(self, count: int, patience_s: float = 60) -> None:
        """Waits until so many presses have been answered in all."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.presses) >= count, patience_s), "nobody is answered"

    def given(self) -> list[dict[str, Any]]:
        """The numbers given so far, as they were answered."""
        return [press["answer"] for press in list(self.presses) if press["do"] == "issue" and press["status"] == 201]

    def rest(self) -> float:
        """Everybody gets the answer to what they have begun, and begins nothing; when that was, monotonic seconds."""
        return self._wait("rest")

    def go(self) -> None:
        self._say("go")

    def end(self) -> float:
        """No more numbers are taken, and nobody waits any more."""
        return self._wait("end")

    def _wait(self, word: str, patience_s: float = 150) -> float:
        with self._news:
            self._heard.pop(word, None)
        self._say(word)
        with self._news:
            self._news.wait_for(lambda: word in self._heard or "gone" in self._heard, patience_s)
            assert word in self._heard, f"the crowd did not come to its {word}"
            return self._heard[word]

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
