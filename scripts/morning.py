"""The sample hall in the middle of a working morning, for pictures: `morning.py play`, then `morning.py serve PORT`.

The morning is played through the hall's own commands with a clock that steps from event to event; then the same
server as always serves it from there on. Unlike a rehearsal it does not say 演练, so it is for pictures only.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import heapq  # noqa: E402
import random  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402
from datetime import datetime  # noqa: E402
from itertools import count  # noqa: E402

from queue_server.access.tokens import new_ticket_id  # noqa: E402
from queue_server.clock import Clock  # noqa: E402
from queue_server.config import read_settings  # noqa: E402
from queue_server.hall import commands as c  # noqa: E402
from queue_server.hall.forecast import Outlook  # noqa: E402
from queue_server.hall.hall import Hall  # noqa: E402
from queue_server.hall.instants import SECOND, from_datetime  # noqa: E402
from queue_server.hall.plan import Plan  # noqa: E402
from queue_server.journal import Journal, open_database  # noqa: E402
from queue_server.registers import MODULES  # noqa: E402


def at(clock: str) -> int:
    return from_datetime(datetime.fromisoformat(f"2026-11-25T{clock}:00+08:00"))


END = at("10:24")
EVERY_S = {  # seconds between two who come for a service
    "household": 165, "exit-entry": 250, "vehicles": 330, "violations": 185, "public-order": 1500,
    "institutions": 4000, "cyber": 2800, "narcotics": 5000, "collection": 210,
}  # fmt: skip
GREEN = ("elderly", "elderly", "elderly", "pregnant", "disabled", "sick")
NOBODY_AT, PAUSED = "8", "6"


class Morning:
    """Everything that happens until END, in order of time."""

    def __init__(self, journal: Journal, plan: Plan) -> None:
        self.now = at("08:50")
        journal.clock = lambda: self.now
        self.journal, self.plan = journal, plan
        self.chance = random.Random(7)
        self.forecasts = random.Random(7)  # chance of their own: the morning is the same with them as without
        self._events: list[tuple[int, int, Callable[[], None]]] = []
        self._order = count()

    def later(self, seconds: float, event: Callable[[], None]) -> None:
        heapq.heappush(self._events, (self.now + round(seconds * SECOND), next(self._order), event))

    def until_opening(self) -> float:
        return (at("09:00") - self.now) / SECOND

    def do(self, command: c.Command, actor: c.Actor) -> bool:
        """Whether it changed anything."""
        return bool(self.journal.command(self.plan.hall, command, actor).facts)

    def play(self) -> None:
        for service, every_s in EVERY_S.items():
            self.later(self.until_opening() + self.chance.expovariate(1 / every_s), self.come(service))
        for counter in self.plan.counters:
            if counter.id != NOBODY_AT:
                self.later(self.chance.uniform(60, 500), self.arrive(counter.id, c.Actor("staff", counter.a or "")))
        while self._events and self._events[0][0] < END:
            self.now, _, event = heapq.heappop(self._events)
            event()
        self.now = END

    def outlook(self, hall: Hall, now: int) -> Outlook:
        outlook = Outlook(hall, now)
        for _ in outlook.play(self.forecasts.random):
            pass
        return outlook

    def come(self, service: str) -> Callable[[], None]:
        def event() -> None:
            lane = self.chance.choice(GREEN) if self.chance.random() < 0.18 else None
            persons = 3 if self.chance.random() < 0.05 else 1
            told = self.journal.ask(self.plan.hall, self.outlook).newcomers(service)
            self.do(c.IssueTicket(new_ticket_id(), service, lane, persons, told=told), c.Actor("device", "kiosk-1"))
            self.later(self.chance.expovariate(1 / EVERY_S[service]), event)

        return event

    def arrive(self, counter: str, clerk: c.Actor) -> Callable[[], None]:
        def event() -> None:
            self.do(c.SignIn(counter, "A"), clerk)
            self.later(self.until_opening() + self.chance.uniform(5, 60), call)

        def call() -> None:
            if counter == PAUSED and self.now > at("10:10"):
                self.do(c.Pause(counter, "核对材料", 15), clerk)
            elif not self.do(c.CallNext(counter), clerk):
                self.later(20, call)
            elif self.chance.random() < 0.04:
                self.later(75, miss)
            else:
                self.later(self.chance.uniform(12, 40), start)

        def miss() -> None:
            self.do(c.NoShow(counter), clerk)
            self.later(5, call)

        def start() -> None:
            self.do(c.StartServing(counter), clerk)
            ticket = self.journal.ask(self.plan.hall, lambda h, now: h.current_of(counter))
            typical = self.plan.service_by_id[ticket.service].typical_s
            self.later(self.chance.gammavariate(4, typical / 4), finish)

        def finish() -> None:
            self.do(c.Finish(counter, "done"), clerk)
            self.later(self.chance.uniform(5, 25), call)

        return event


class Onwards(Clock):
    """Goes on from a moment at normal speed."""

    def __init__(self, start: int) -> None:
        super().__init__()
        self._ahead = start - super().__call__()

    def __call__(self) -> int:
        return super().__call__() + self._ahead


def play() -> None:
    journal = Journal(open_database(read_settings().database), Clock(), MODULES)
    [hall] = journal.hall_ids()
    Morning(journal, journal.ask(hall, lambda h, now: h.plan)).play()
    journal.close()


def main() -> None:
    if sys.argv[1] == "play":
        play()
    else:
        # playing needs no faces
        from queue_server.app import Server
        from queue_server.serving import listen, serve

        server = Server(read_settings(), lambda database: Onwards(END))
        serve(server.app, listen("127.0.0.1", int(sys.argv[2])), stopping=server.close)


if __name__ == "__main__":
    main()
