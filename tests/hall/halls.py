"""A small hall for rule tests, driven as the journal drives it: time first, then the command, then time again."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date as Date
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import HallError
from queue_server.hall.hall import Hall
from queue_server.hall.instants import MINUTE, from_datetime
from queue_server.hall.plan import Plan
from queue_server.hall.plan_reading import read_plan
from queue_server.hall.tickets import Ticket, Turn

MONDAY = Date(2026, 10, 12)  # an ordinary open day
SHANGHAI = ZoneInfo("Asia/Shanghai")

MANAGER = c.Actor("staff", "manager")
KIOSK = c.Actor("device", "kiosk-1")
CITIZEN = c.Actor("citizen")

PLAN: dict[str, Any] = {
    "hall": "h",
    "name": {"zh": "测试大厅", "en": "Test hall"},
    "kind": "service-centre",
    "timezone": "Asia/Shanghai",
    "hours": {
        "week": {day: ["09:00-12:00", "14:00-17:30"] for day in ("mon", "tue", "wed", "thu", "fri")},
        "prepare_min": 10,
        "last_ticket_min": 10,
    },
    "services": [
        {"id": "household", "name": {"zh": "户政", "en": "Household"}, "series": "A"},
        {"id": "exit-entry", "name": {"zh": "出入境", "en": "Exit-entry"}, "series": "B"},
        {"id": "traffic", "name": {"zh": "交通违法", "en": "Traffic fines"}, "series": "C"},
    ],
    "lanes": [
        {
            "id": "elderly",
            "name": {"zh": "老年人", "en": "Elderly"},
            "green": True,
            "rate": 4,
            "head_start_min": 15,
            "from_age": 60,
        },
        {"id": "appointment", "name": {"zh": "预约", "en": "Appointment"}, "head_start_min": 10},
        {"id": "urgent", "name": {"zh": "急事急办", "en": "Urgent"}, "head_start_min": "all-day", "approval": True},
    ],
    "counters": [
        {"id": "1", "name": {"zh": "1号", "en": "One"}, "serves": ["household"]},
        {"id": "2", "name": {"zh": "2号", "en": "Two"}, "serves": ["household", "exit-entry"]},
        {
            "id": "3",
            "name": {"zh": "3号", "en": "Three"},
            "serves": ["traffic"],
            "support": [{"service": "household", "after_min": 20}],
        },
    ],
}


def plan_with(**changes: Any) -> Plan:
    """The hall's plan with some top-level keys changed; a mapping is merged, not replaced."""
    document = dict(PLAN)
    for key, value in changes.items():
        old = document.get(key)
        document[key] = old | value if isinstance(old, dict) and isinstance(value, dict) else value
    return read_plan(document)


def at(clock: str, date: Date = MONDAY) -> int:
    """The instant of a local time of day: "09:00", "09:00:30" or "09:00:30.25"."""
    return from_datetime(datetime.fromisoformat(f"{date.isoformat()}T{clock}").replace(tzinfo=SHANGHAI))


def clerk(name: str) -> c.Actor:
    return c.Actor("staff", name)


@contextmanager
def refused(error: type[HallError], **data: Any) -> Iterator[None]:
    """What is inside is refused with this error, and says at least these data."""
    with pytest.raises(error) as caught:
        yield
    assert {key: caught.value.data.get(key) for key in data} == data


class Stage:
    """A hall with a clock that only the test moves, and the journal of what happened."""

    def __init__(self, plan: Plan | None = None, now: int | None = None) -> None:
        self.now = at("09:00") if now is None else now
        self.hall, first = Hall.founded(plan or plan_with(), self.now)
        self.facts: list[f.Fact] = [first]
        self._tickets = 0
        self._advance()

    # time

    def at(self, clock: str, date: Date | None = None) -> Stage:
        """Let the hall's time go on to this moment."""
        self.now = at(clock, date or self.today)
        self._advance()
        return self

    def wait(self, minutes: float) -> Stage:
        self.now += round(minutes * MINUTE)
        self._advance()
        return self

    @property
    def today(self) -> Date:
        return datetime.fromtimestamp(self.now / 1_000_000, SHANGHAI).date()

    def _advance(self) -> None:
        while facts := self.advanced():
            self.facts += facts

    # commands

    def decided(self, command: c.Command, actor: c.Actor) -> list[f.Fact]:
        return self.hall.do(command, actor, self.now)

    def advanced(self) -> list[f.Fact]:
        return self.hall.advance(self.now)

    def do(self, command: c.Command, actor: c.Actor = c.SYSTEM) -> list[f.Fact]:
        self._advance()
        facts = self.decided(command, actor)
        self.facts += facts
        self._advance()
        return facts

    def issue(self, service: str = "household", lane: str | None = None, **more: Any) -> Ticket:
        self._tickets += 1
        name = more.pop("ticket", f"t{self._tickets}")
        actor = more.pop("actor", KIOSK)
        self.do(c.IssueTicket(name, service, lane, **more), actor)
        return self.hall.tickets[name]

    def sign_in(self, *counters: str, role: Any = "A") -> None:
        """Clerk "clerk-N" takes the post at counter N."""
        for counter in counters:
            self.do(c.SignIn(counter, role), clerk(f"clerk-{counter}"))

    def press(self, command: c.CounterCommand) -> list[f.Fact]:
        """A press by who is on post at the counter."""
        post = self.hall.counter(command.counter).post
        return self.do(command, clerk(post.clerk if post else f"clerk-{command.counter}"))

    def next(self, counter: str) -> Ticket | None:
        facts = self.press(c.CallNext(counter))
        return self.hall.tickets[facts[0].ticket] if facts else None  # type: ignore[attr-defined]

    def serve(self, counter: str) -> Ticket:
        """Call the next one and start."""
        ticket = self.next(counter)
        assert ticket is not None
        self.press(c.StartServing(counter))
        return ticket

    def finish(self, counter: str, outcome: str = "done", **more: Any) -> None:
        self.press(c.Finish(counter, outcome, **more))

    def order(self, counter: str) -> list[str]:
        """The labels that the counter calls, each served at once, until nobody waits for it or the day is closed."""
        labels = []
        while self.hall.staffed(counter) and (ticket := self.next(counter)) is not None:
            labels.append(ticket.label)
            self.press(c.StartServing(counter))
            self.finish(counter)
        return labels

    # looking

    def last(self, kind: type[f.Fact]) -> Any:
        """The latest fact of a kind."""
        return next(fact for fact in reversed(self.facts) if isinstance(fact, kind))

    def states(self) -> dict[str, str]:
        return {ticket.label: ticket.state for ticket in self.hall.tickets.values()}


def miss(stage: Stage, counter: str) -> Ticket:
    """The counter calls the next one, who does not come."""
    ticket = stage.next(counter)
    assert ticket is not None
    stage.press(c.NoShow(counter))
    return ticket


def rejoin(stage: Stage, ticket: Ticket) -> None:
    stage.do(c.RejoinTicket(ticket.id), CITIZEN)


def everything(value: Any) -> Any:
    """An object and all that it holds as plain values, to compare two halls."""
    if isinstance(value, dict):
        return [(everything(key), everything(item)) for key, item in value.items()]  # the order counts
    if isinstance(value, (list, tuple)) or type(value).__name__ == "deque":
        return [everything(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, BaseModel):  # without what it has cached
        return value.model_dump(mode="json", warnings=False)
    if isinstance(value, Turn):  # the keys of a reason are in no order once they were in the journal
        reason = json.dumps(value.reason, sort_keys=True)
        return [reason if name == "reason" else everything(getattr(value, name)) for name in value.__slots__]
    slots = getattr(value, "__slots__", None) or getattr(value, "__dict__", None)
    if slots and type(value).__module__.startswith("queue_server"):
        return {name: everything(getattr(value, name)) for name in slots}
    return value


def fingerprint(hall: Hall) -> bytes:
    """All of a hall but its plan and the lanes in it, which nothing changes: quick to compare with itself later."""
    own = {name: value for name, value in vars(hall).items() if name not in ("plan", "waiting")}
    waiting = {name: value for name, value in vars(hall.waiting).items() if name != "lanes"}
    return pickle.dumps((own, waiting, id(hall.plan)))
