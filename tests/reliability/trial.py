"""Faults happen to a hall at work, and what is said of it afterwards.

The crowd works; a fault comes, holds and goes; the crowd rests, and every screen must show what the journal says;
the crowd works on, and after the last fault comes to its end. Then the journal is held against all that was answered.
"""

from __future__ import annotations

import json
import math
import random
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from .crowd import Crowd
from .evidence import Press, clock, of_log
from .faults import Fault, Scene
from .record import Record
from .screens import Screens
from .sites import Site

SCREENS_S = 5.0  # within which every screen is right again: the promise
PATIENCE_S = 30.0  # to find out how late it is
PHONES = 3
ASKED_AGAIN = 25  # answered presses that are sent again with their keys


@dataclass
class Told:
    """What came of a trial. Seconds; `wrong` is in words, and empty when all is well."""

    site: str
    held_s: float = 0.0
    answered: int = 0
    refused: int = 0  # tries, in words (503)
    silent: int = 0  # tries that nobody answered
    longest_s: float = 0.0  # that one press waited for its answer, from the first fault on
    screens_s: float = 0.0  # until all screens were right, from the end of the fault and the last answer on
    wrong: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)  # of what was wrong

    def whole(self) -> str:
        """All that is known of what was wrong, for whoever looks for the fault."""
        return "\n".join([f"{len(self.wrong)} things were wrong:", *self.wrong, "", *self.evidence])


def trial(site_of: type[Site], faults: Sequence[Fault], *, seed: int, longest_s: float | None = None) -> Told:
    """`longest_s`: a fault lasts as long as in life, and that long at most; without it, seconds have to do.

    Raises DiskNotOurs when one of them cannot happen here.
    """
    needs = {need: value for fault in faults for need, value in fault.needs.items()}
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="queue-trial-")))
        site = site_of(folder / "var", **needs)
        opened.callback(site.close)
        site.start()
        crowd = Crowd(site, numbers_s=0.5, serving_s=0.04, seed=seed)
        opened.callback(crowd.close)
        crowd.answered(100)
        record = Record(site.database_url, site.hall)
        opened.callback(record.close)

        def open_screens() -> Screens:
            screens = Screens(site.url, site.hall)
            opened.callback(screens.close)
            for view in ("board", "kiosk"):
                screens.open(view)
            for counter in ("1", "9", "16"):
                screens.open("window", counter)
            for ticket in crowd.given()[-PHONES:]:
                screens.open("ticket", ticket["id"], ticket["token"])
            screens.all_show_something()
            return screens

        scene = Scene(site, random.Random(seed), longest_s, [open_screens()], open_screens)
        return _Trial(faults, crowd, record, scene).run()


class _Trial:
    def __init__(self, faults: Sequence[Fault], crowd: Crowd, record: Record, scene: Scene) -> None:
        self.faults, self.crowd, self.record, self.scene = faults, crowd, record, scene
        self.site: Site = scene.site
        self.told = Told(self.site.name)
        self.wrong = self.told.wrong
        self.first = math.inf  # when the first fault came
        self.happened: list[str] = []

    def run(self) -> Told:
        work_s = 5.0 if self.scene.longest_s else 0.4
        for fault in self.faults:
            time.sleep(work_s)
            self._happen(fault)
            self._screens_are_right(f"after {fault.name}", self.crowd.rest)
            self.crowd.go()
        time.sleep(work_s)
        self._screens_are_right("at the end", self.crowd.end)
        self._ask_again()
        self.site.stop()
        self._judge()
        return self.told

    def _happen(self, fault: Fault) -> None:
        held_s = fault.held_s[0] if self.scene.longest_s is None else min(fault.held_s[1], self.scene.longest_s)
        happening = fault.happens(self.scene)
        begun = time.monotonic()
        self.first = min(self.first, begun)
        next(happening)
        time.sleep(held_s / 2)
        answered = len(self.crowd.presses)
        time.sleep(held_s / 2)
        if held_s and fault.goes_on:
            if len(self.crowd.presses) == answered:
                self.wrong.append(f"nobody was answered while {fault.name} lasted")
            self.over = time.monotonic()
            self._screens_are_right(f"while {fault.name} lasted", self.crowd.rest)
            self.crowd.go()
        next(happening, None)
        self.over = time.monotonic()
        self.told.held_s = self.over - begun
        self.happened.append(f"{fault.name}, from {clock(begun)} to {clock(self.over)}")
        if fault.within_s is not None and self.scene.longest_s:  # a time is measured on a quiet machine, and no test
            self.crowd.rest()  # so that everybody has an answer
            self.crowd.go()
            waited_s = max(_waited_s(press) for press in self.crowd.presses if press["answered"] > begun)
            if waited_s > fault.within_s:
                self.wrong.append(f"a press waited {waited_s:.1f} s, and not {fault.within_s:.0f} s, in {fault.name}")

    def _screens_are_right(self, when: str, rest: Callable[[], float]) -> None:
        """`rest`: comes back when nothing happens any more, with when that was."""
        self.record.truth({})  # most of the journal is folded before time counts
        quiet = max(rest(), self.over)
        for screens in self.scene.screens:
            wrong = screens.right_within(lambda screens=screens: self.record.truth(screens.places), PATIENCE_S)
            self.wrong += [f"{name}, {when}: {what}" for name, what in wrong.items()]
        late = time.monotonic() - quiet
        self.told.screens_s = max(self.told.screens_s, late)
        if late > SCREENS_S:
            self.wrong.append(f"screens were right only {late:.1f} s {when}")

    def _ask_again(self) -> None:
        """A press that is sent again with its key is answered the same, and nothing is written."""
        presses = [press for press in self.crowd.presses if press["status"] in (200, 201)]
        head = len(self.record.facts())
        for press in self.scene.chance.sample(presses, min(ASKED_AGAIN, len(presses))):
            again = _send(self.site, press)
            if again != (press["status"], press["answer"]):
                self.wrong.append(f"{press['do']} by {press['who']}, sent again, is answered {again}")
        if len(self.record.facts()) != head:
            self.wrong.append("presses that were sent again have written something")

    def _judge(self) -> None:
        presses = self.crowd.presses
        told = self.told
        told.answered = len(presses)
        told.refused = sum(press["refused"] for press in presses)
        told.silent = sum(press["tries"] - press["refused"] - 1 for press in presses)
        told.longest_s = max(_waited_s(press) for press in presses if press["answered"] > self.first)
        self.wrong += [
            f"{press['do']} by {press['who']} was answered {press['status']} {press['answer']}"
            for press in presses
            if not press["fitting"]
        ]
        self.wrong += self.record.wrong(presses)
        if self.wrong:
            told.evidence += [*self.happened, *self.record.evidence(presses), *of_log(self.site.var / "server.log")]
        self.wrong += self.record.rebuilt_otherwise()


def _waited_s(press: Press) -> float:
    return float(press["answered"] - press["begun"])


def _send(site: Site, press: Press) -> tuple[int, object]:
    headers = {"Content-Type": "application/json", "Idempotency-Key": press["key"]}
    if press["who"].startswith("kiosk"):
        headers["Authorization"] = f"Bearer {site.terminal_token}"
    else:
        headers["Cookie"] = f"queue_session={site.cookies[press['who']]}"
    request = urllib.request.Request(f"{site.api}{press['path']}", json.dumps(press["body"]).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())
