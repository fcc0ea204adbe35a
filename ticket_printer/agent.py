"""The print agent: asks the server for slips, prints them one after another, and tells what became of each.

Never lost: a slip stays on the server until this agent has said "printed" or "failed", however long the server is
away. Never printed twice: it is reserved before the first byte goes out, and one that was found reserved (this agent,
or the machine, was stopped in the middle) is reported as interrupted; a person decides whether to print again.
"""

from __future__ import annotations

import logging
import math
import random
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from . import escpos
from .fonts import FontMissing
from .job import JobUnreadable, Listed, PrintJob
from .printer import UNREACHABLE, Printer, PrinterTrouble
from .server import POLL_S, Refused, ServerAway, TicketServer
from .stopping import Stop, Stopped

log = logging.getLogger("ticket_printer")

PAUSE_S, PAUSE_MOST_S = 0.5, 30.0
LOOK_S = 4.0  # between two looks at the printer
TELL_S = 60.0  # between two reports of the same
TROUBLED_POLL_S = 5
LATE_S = 120  # by now whoever asked has left the kiosk, and the next person would take the slip for theirs

# by status: what somebody has to mend before this printer can work
_ADVICE = {
    401: "the server does not know this token; give this printer a new one with `queue-server device token`",
    403: "this token is no printer's of this hall; look at --hall, or pair one with `queue-server device add`",
}

_CALM = (escpos.WELL, escpos.UNKNOWN)

T = TypeVar("T")


class Agent:
    def __init__(
        self, server: TicketServer, printer: Printer, commands: Callable[[PrintJob], bytes], stop: Stop
    ) -> None:  # fmt: skip
        """`commands`: what is sent to the printer for a job. Raises FontMissing."""
        self._server = server
        self._printer = printer
        self._commands = commands
        self._stop = stop
        self._state = escpos.UNKNOWN
        self._told: str | None = None  # what the server knows of the printer
        self._told_at = self._looked_at = -math.inf

    def run(self) -> None:
        """Until somebody asks to stop."""
        try:
            while True:
                self._round()
        except Stopped:
            log.info("stopped")

    def _round(self) -> None:
        self._look()
        try:
            jobs = self._until_answered("asking for slips", self._ask_for_work)
        except Refused as refused:  # an address or a version that does not fit: a person mends it, and we go on
            log.error("asking for slips: %s", refused)
            self._stop.pause(PAUSE_MOST_S)
            return
        done = [self._handle(job, jobs) for job in jobs]
        if jobs and not any(done):  # the server would answer the same again at once
            self._stop.pause(PAUSE_S * 4)

    def _ask_for_work(self) -> list[Listed]:
        wait_s = POLL_S if self._state in _CALM else TROUBLED_POLL_S  # who mends it wants to see that it is mended
        with self._stop.waiting():
            return self._server.work(wait_s)

    def _look(self) -> None:
        """How is the printer? Between slips, so that everybody knows before somebody waits for paper."""
        if time.monotonic() - self._looked_at >= LOOK_S:
            self._state = self._printer.look()
            self._looked_at = time.monotonic()
        self._tell()

    def _tell(self) -> None:
        """What is new, at once; the rest now and then, for the server forgets with the day. Work matters more, so a
        server that is away is told in the next round."""
        if self._state == self._told and time.monotonic() - self._told_at < TELL_S:
            return
        if self._state != self._told:
            log.log(logging.INFO if self._state in _CALM else logging.WARNING, "the printer is: %s", self._state)
        try:
            with self._stop.waiting():
                self._server.report(self._state)
        except ServerAway:
            return
        except Refused as refused:  # an older server does not want to know; a wrong token is told elsewhere
            log.debug("telling how the printer is: %s", refused)
        self._told, self._told_at = self._state, time.monotonic()

    def _handle(self, job: Listed, jobs: list[Listed]) -> bool:
        """Whether the slip has moved on. Raises Stopped when that was asked while the one before was printed."""
        self._stop.pause(0)
        if job.trouble:
            log.error("slip %s: %s", job.slip, job.trouble)
            return self._report(job.slip, "job-unreadable")
        if job.state == "printing":
            return self._report(job.slip, "interrupted")
        if job.state != "requested":
            return False
        if any(_supersedes(other, job) for other in jobs):
            return self._report(job.slip, "superseded")
        return self._print(job.slip)

    def _print(self, slip: str) -> bool:
        key = uuid.uuid4().hex
        try:
            document = self._until_answered("taking a slip", lambda: self._server.take(slip, key))
        except Refused as refused:  # printed elsewhere or withdrawn since it was listed
            log.warning("slip %s was not given: %s", slip, refused)
            return False
        return self._report(slip, self._make(slip, document))

    def _make(self, slip: str, document: dict[str, Any]) -> str | None:
        """Print it; the code of what went wrong, or None."""
        try:
            job = PrintJob.read(document)
            if job.waited_s > LATE_S:
                log.warning("slip %s: asked for %d s ago, not printed", slip, job.waited_s)
                return "too-late"
            self._is(self._printer.print(self._commands(job)))
        except PrinterTrouble as trouble:
            log.warning("slip %s: %s", slip, trouble)
            if trouble.code in (*escpos.TROUBLES, UNREACHABLE):
                self._is(trouble.code)
            return trouble.code
        except FontMissing as error:
            log.error("%s", error)
            return "font-missing"
        except JobUnreadable as error:
            log.error("slip %s: %s", slip, error)
            return "job-unreadable"
        except Exception:  # whatever it is, the citizen must hear that no slip comes
            log.exception("slip %s could not be made", slip)
            return "agent-fault"
        log.info("slip %s: %s printed", slip, job.label)
        return None

    def _is(self, state: str) -> None:
        """The printer has said how it is."""
        self._state, self._looked_at = state, time.monotonic()

    def _report(self, slip: str, why: str | None) -> bool:
        try:
            if why is None:
                self._until_answered("reporting", lambda: self._server.printed(slip))
            else:
                self._until_answered("reporting", lambda: self._server.failed(slip, why))
        except Refused as refused:
            log.warning("slip %s: the report %s was refused: %s", slip, why or "printed", refused)
            return False
        return True

    def _until_answered(self, doing: str, ask: Callable[[], T]) -> T:
        """The server's answer, however long it takes. Raises Refused for a plain no, Stopped."""
        for pause in _pauses():
            try:
                return ask()
            except ServerAway as away:
                log.warning("%s: the server is away, next try in %.1f s: %s", doing, pause, away)
            except Refused as refused:
                if not refused.pairing:
                    raise
                log.error("%s: %s (%s)", doing, _ADVICE[refused.status], refused)
            self._stop.pause(pause)
        raise AssertionError("pauses never end")


def _supersedes(other: Listed, job: Listed) -> bool:
    """Whether the same number was asked for again meanwhile: one slip is enough."""
    return other.ticket == job.ticket and other.state == "requested" and other.copy_number > job.copy_number


def _pauses() -> Iterator[float]:
    """0.5, 1, 2 … 30 s, each shortened by chance, so that a hall of printers does not come back at one moment."""
    longest = PAUSE_S
    while True:
        yield longest * random.uniform(0.5, 1.0)
        longest = min(longest * 2, PAUSE_MOST_S)
