"""Screens of a trial's hall: the faces' own client in a process of node's, see screens.ts."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from queue_server.live.rooms import Place

NODE = Path(sys.executable).with_name("node")
UNTOLD = {"seq", "at", "speed", "rehearsal", "forecast"}  # of a view: when it was made, and what is guessed


class Screens:
    """`shown` is the last thing that each has shown: {link, refused, view}."""

    def __init__(self, url: str, hall: str) -> None:
        self.hall = hall
        self.places: dict[str, Place] = {}
        self.shown: dict[str, dict[str, Any]] = {}
        self._changed = threading.Condition()
        program = [NODE, "--experimental-transform-types", "--no-warnings", Path(__file__).with_name("screens.ts"), url]
        self._process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._read, daemon=True).start()

    def open(self, view: str, subject: str = "", token: str | None = None) -> None:
        """`subject`: a window's counter, a ticket's id; `token`: the ticket's."""
        name = f"{view} {subject}".strip()
        self.places[name] = Place(view, self.hall, subject)
        asked = {"name": name, "hall": self.hall, "view": view}
        if view == "window":
            asked["counter"] = subject
        if token is not None:
            asked["token"] = token
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            with self._changed:
                self.shown[said["name"]] = said
                self._changed.notify_all()

    def wrong(self, truth: dict[str, Any]) -> dict[str, str]:
        """What is not so on a screen, by its name: `truth` is what each must show."""
        found = {}
        for name, wanted in truth.items():
            said = self.shown.get(name)
            if said is None or said["view"] is None:
                found[name] = "shows nothing"
            elif (seen := told(said["view"])) != wanted:
                differing = [key for key in wanted if seen.get(key) != wanted[key]]
                found[name] = "; ".join(f"{key}: {seen.get(key)} and not {wanted[key]}" for key in differing)[:2000]
            elif said["link"] != "live" or said["refused"]:
                found[name] = f"believes itself {said['link']}, {said['refused']}"
        return found

    def right_within(self, truth: Callable[[], dict[str, Any]], patience_s: float) -> dict[str, str]:
        """Waits until every screen shows the truth; what is still wrong after that time."""
        deadline = time.monotonic() + patience_s
        with self._changed:
            while (wrong := self.wrong(truth())) and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(min(left, 0.1))
            return wrong

    def all_show_something(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.shown.keys() == self.places.keys(), 30), "a screen stays dark"

    def sleep(self) -> None:
        """They read nothing any more, and do not say so."""
        self._process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def told(view: Any) -> Any:
    """What a view says of the hall."""
    if isinstance(view, dict):
        return {key: told(value) for key, value in view.items() if key not in UNTOLD}
    return [told(value) for value in view] if isinstance(view, list) else view
