"""The calls of a bank's telephone desk, January 1999 (Technion, "Anonymous Bank"), replayed through a Hall.

Agents are counters that serve every service; an agent without a call for five minutes has left the post. A call that
found an agent at once is no forecast: only those who queued, and were answered, are judged. Who hung up gave the
number back. Days to 15 January are to learn from and to choose by, those from the 16th are judged and nothing else.

The order of the queue is the desk's own. Callers of priority 2 count as having come 90 s earlier, as the log's
makers say; the 13th to the 15th show it from the 13th on, not before, and new customers (NW, IN: priority 0) let
the others go first by a like step. So the replay begins on the 13th.
"""

from __future__ import annotations

import csv
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from queue_server.hall import commands as c
from queue_server.hall.hall import Hall
from queue_server.hall.instants import MINUTE, SECOND, from_datetime
from queue_server.hall.plan import Plan
from queue_server.hall.plan_reading import read_plan

from .asking import Asked, Asking

FROM, JUDGED_FROM = "990113", "990116"
ABSENT = 5 * MINUTE
NEW = ("NW", "IN")
NAME = {"zh": "例", "en": "Case"}
NOBODY = "X"  # some calls name no agent

Call = dict[str, str]


def plan(calls: list[Call]) -> Plan:
    services = sorted({call["type"].lower() for call in calls})
    agents = sorted({call["agent"] or NOBODY for call in calls})
    week = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    return read_plan(
        {
            "hall": "bank", "name": NAME, "kind": "outstation", "timezone": "UTC",
            "hours": {"week": week, "prepare_min": 0},
            "services": [
                {"id": service, "name": NAME, "series": chr(ord("A") + place), "typical_s": 150}
                for place, service in enumerate(services)
            ],
            "lanes": [
                {"id": lane, "name": NAME, "head_start_min": head_start}
                for lane, head_start in (("new", 0), ("ordinary", 1.5), ("second", 3))
            ],
            "counters": [{"id": agent, "name": NAME, "serves": services} for agent in agents],
        }
    )  # fmt: skip


def _lane(call: Call) -> str:
    """Priority reads 0 for who did not wait, too: of them it is not known, and most callers have priority 2."""
    if call["type"] in NEW or (call["priority"] == "0" and call["queued"] == "1"):
        return "new"
    return "ordinary" if call["priority"] == "1" else "second"


@dataclass(slots=True)
class _Bank:
    hall: Hall
    asking: Asking
    holds: deque[int] = field(default_factory=lambda: deque([150 * SECOND], maxlen=200))  # of all services
    left_at: dict[str, int] = field(default_factory=dict)  # agent -> end of the last call

    def act(self, command: c.CounterCommand, now: int) -> None:
        self.hall.do(command, c.Actor("staff", command.counter), now)

    def end(self, agent: str, now: int) -> None:
        self.holds.append(now - self.hall.counters[agent].since)
        self.act(c.Finish(agent, "done"), now)
        self.left_at[agent] = now

    def day(self, calls: list[Call], begin: int) -> None:
        """One day of calls, and everybody goes home."""
        now = begin
        for at_s, what, place in _events(calls):
            now = begin + at_s * SECOND
            while self.hall.advance(now):
                pass
            call, ticket = calls[place], f"{begin // SECOND}-{place}"
            agent = call["agent"] or NOBODY
            if what == "come":
                self._come(call, ticket, now)
            elif what == "call":
                self._call(agent, ticket, now)
            elif what == "end" and self.hall.counters[agent].current == ticket:
                self.end(agent, now)
            elif what == "hang" and self.hall.tickets[ticket].state == "waiting":
                self.hall.do(c.CancelTicket(ticket), c.SYSTEM, now)
        for agent, counter in self.hall.counters.items():
            if counter.current is not None:
                self.end(agent, now)
            if counter.post is not None:
                self.act(c.SignOut(agent), now)
        for ticket in [ticket.id for ticket in self.hall.open_tickets()]:
            self.hall.do(c.CancelTicket(ticket), c.SYSTEM, now)

    def _come(self, call: Call, ticket: str, now: int) -> None:
        for agent, counter in self.hall.counters.items():
            if counter.post is not None and counter.current is None and now - self.left_at[agent] > ABSENT:
                self.act(c.SignOut(agent), now)
        service, lane = call["type"].lower(), _lane(call)
        asks = call["queued"] == "1" and call["outcome"] == "AGENT"
        told = self.asking.ask(self.hall, ticket, service, lane, now) if asks else None
        self.hall.do(c.IssueTicket(ticket, service, lane, told={lane: told} if told else None), c.SYSTEM, now)

    def _call(self, agent: str, ticket: str, now: int) -> None:
        counter, called = self.hall.counters[agent], self.hall.tickets[ticket]
        if counter.post is None:
            self.act(c.SignIn(agent), now)
        if counter.current is not None:
            self.end(agent, now)
        if called.state == "waiting":
            self.act(c.CallLabel(agent, called.label, "as in the log"), now)
            self.act(c.StartServing(agent), now)
        waited_s = (now - called.issued_at) / SECOND
        if ticket in self.asking.asked:
            self.asking.asked[ticket].waited_s = waited_s
        for service in self.hall.plan.services:  # all queue together
            self.asking.last_s[service.id] = waited_s


_ORDER = {"end": 0, "come": 1, "hang": 2, "call": 3}  # in one second


def _events(calls: list[Call]) -> list[tuple[int, str, int]]:
    """(second of the day, what happens, place of the call)"""
    events: list[tuple[int, str, int]] = []
    for place, call in enumerate(calls):
        come = int(call["arrive_s"])
        leave = come + int(call["wait_s"])
        events.append((come, "come", place))
        if call["outcome"] == "AGENT":
            length = max(1, int(call["end_s"]) - int(call["start_s"]))
            events += [(leave, "call", place), (leave + length, "end", place)]
        else:
            events.append((leave, "hang", place))
    return sorted(events, key=lambda event: (event[0], _ORDER[event[1]], event[2]))


def asked(path: str) -> Asking:
    with open(path, encoding="utf-8") as file:
        calls = [call for call in csv.DictReader(file) if call["day"] >= FROM]
    whole = plan(calls)
    asking = Asking(
        average_s=lambda hall, service: sum(bank.holds) / len(bank.holds) / SECOND,
        counters=lambda hall, service: sum(counter.post is not None for counter in hall.counters.values()),
        queues=lambda hall, service: [each.id for each in whole.services],
    )
    by_day: dict[str, list[Call]] = {}
    for call in calls:
        by_day.setdefault(call["day"], []).append(call)
    hall, _ = Hall.founded(whole, _midnight(min(by_day)))
    bank = _Bank(hall, asking)
    for day, of_day in sorted(by_day.items()):
        bank.day(of_day, _midnight(day))
    return asking


def _midnight(day: str) -> int:
    return from_datetime(datetime.strptime(f"19{day}", "%Y%m%d").replace(tzinfo=UTC))


def judged(asking: Asking) -> list[Asked]:
    first: Any = datetime.strptime(f"19{JUDGED_FROM}", "%Y%m%d").date()  # noqa: DTZ007 - a day, not a moment
    return [one for one in asking.asked.values() if one.day >= first.isoformat() and one.waited_s > 0]
