"""A day of arrivals through the same Hall: what would have happened, and how long everybody would have waited.

Every counter of the plan is on post from the day's opening until the day is drained, the lunch break included,
and calls as soon as somebody waits for it. Time jumps from event to event: an arrival, the end of a serving, an
opening, a closing time, the moment at which a support limit ripens. At one instant servings end before arrivals
come, and arrivals come before anybody is called. Of several idle counters those call first who need not support;
among them the one with the fewest services, then the one for some lanes, so that who can do more stays free; then in
the plan's order.

Of a recorded day it may be told who was on post when: those counters come and go as they did then, a serving that
goes on is ended first, and the others are on post all day.

The hall goes on over midnight and into the next business day as a real one does; `after_hours` tells of the last
closing time that had given numbers before it.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..hall import commands as c
from ..hall import facts as f
from ..hall.day import business_day, local_date
from ..hall.errors import HallError
from ..hall.hall import Hall
from ..hall.instants import MINUTE, SECOND, to_datetime
from ..hall.plan import Plan
from ..hall.tickets import Ticket
from .arrivals import Arrival

# what happens first at one instant
END, ARRIVAL, TIME, OPENING, OFF_POST, ON_POST, SUPPORT = range(7)

# counter -> from when to when somebody was on post; None: from the opening, or until the day is drained
Posts = Mapping[str, Sequence[tuple[int | None, int | None]]]


def simulate(plan: Plan, arrivals: Iterable[Arrival]) -> dict[str, Any]:
    """Run the arrivals through the plan's hall; the contract's result, JSON-able."""
    return Run(plan, arrivals).result()


class Run:
    """A day that has been played."""

    def __init__(self, plan: Plan, arrivals: Iterable[Arrival], posts: Posts | None = None) -> None:
        arrivals = sorted(arrivals, key=lambda arrival: arrival.at)
        begins = _opening(plan, arrivals[0].at) if arrivals else 0
        self.hall, _ = Hall.founded(plan, begins)
        self.servings: dict[str, Arrival] = {}  # ticket -> who holds it
        self.refused: list[dict[str, Any]] = []
        self.tickets: list[Ticket] = []
        self.closing: f.ClosingReached | None = None
        self.served_after = 0
        self._posts = {counter: spans for counter, spans in (posts or {}).items() if counter in plan.counter_by_id}
        self._spans = [(counter, *span) for counter, spans in self._posts.items() for span in spans]
        self._since: dict[str, int] = {}  # counter -> since when it is on post
        self._manned_us = self._last_end = 0
        self._leaving: set[str] = set()  # who goes as soon as the serving has ended
        self._issued_since_closing = False
        self._clerks = {counter.id: c.Actor("staff", f"counter-{counter.id}") for counter in plan.counters}
        by_services = sorted(plan.counters, key=lambda counter: (len(counter.serves), not counter.lanes))
        self._place = {counter.id: place for place, counter in enumerate(by_services)}
        self._serves = {counter.id: counter.serves for counter in plan.counters}
        self._serving = {s.id: [x.id for x in plan.counters if s.id in x.serves] for s in plan.services}
        self._ripens: dict[str, dict[int, list[str]]] = {service.id: {} for service in plan.services}
        for counter in plan.counters:
            for support in counter.support:
                self._ripens[support.service].setdefault(support.after_min * MINUTE, []).append(counter.id)
        self._heap: list[tuple[int, int, int, Any]] = [(a.at, ARRIVAL, n, a) for n, a in enumerate(arrivals)]
        self._pushed = len(arrivals)
        if arrivals:
            self._push(begins, TIME, None)
        self._play()

    # time

    def _push(self, at: int, kind: int, what: Any) -> None:
        self._pushed += 1
        heapq.heappush(self._heap, (at, kind, self._pushed, what))

    def _play(self) -> None:
        happen: dict[int, Callable[[Any, int], Iterable[str]]] = {
            END: self._end, ARRIVAL: self._arrive, TIME: lambda _, now: (), OPENING: self._open,
            ON_POST: self._come, OFF_POST: self._go, SUPPORT: lambda counters, now: counters,
        }  # fmt: skip
        heap = self._heap
        while heap:
            now = heap[0][0]
            self._advance(now)
            awake: set[str] = set()
            while heap and heap[0][0] == now:
                _, kind, _, what = heapq.heappop(heap)
                awake.update(happen[kind](what, now))
            in_order = sorted(awake, key=self._place.__getitem__)
            for counter in in_order:
                if any(map(self.hall.waiting_of, self._serves[counter])):
                    self._call(counter, now)
            for counter in in_order:  # support takes who is left by the counters of the service
                self._call(counter, now)

    def _advance(self, now: int) -> None:
        while facts := self.hall.advance(now):
            self._note(facts)
            for fact in facts:
                if isinstance(fact, f.DayStarted):
                    self._start(fact, now)
                elif isinstance(fact, f.ClosingReached) and (self._issued_since_closing or self.closing is None):
                    self.closing, self.served_after, self._issued_since_closing = fact, 0, False

    def _start(self, day: f.DayStarted, now: int) -> None:
        if all(kind in (TIME, OPENING, OFF_POST) for _, kind, *_ in self._heap):
            return  # whoever is left waits for a service that nobody serves, day after day
        opens = max(now, day.sessions[0][0])
        self._push(opens, OPENING, None)
        spans, self._spans = self._spans, []  # of the first day only
        for counter, since, until in spans:
            if until is not None and until <= opens:
                continue
            self._push(max(opens, since or opens), ON_POST, counter)
            if until is not None:
                self._push(until, OFF_POST, counter)
        self._push(day.sessions[-1][1], TIME, None)

    # what happens: each answers which counters look whether somebody waits for them

    def _open(self, _: Any, now: int) -> Iterable[str]:
        for counter in self._clerks:
            if counter not in self._posts:
                self._come(counter, now)
        return self._clerks

    def _come(self, counter: str, now: int) -> Iterable[str]:
        self._leaving.discard(counter)
        if self.hall.counters[counter].post is None and self.hall.phase(now) != "closed":
            self._note(self.hall.do(c.SignIn(counter), self._clerks[counter], now))
        return (counter,)

    def _go(self, counter: str, now: int) -> Iterable[str]:
        state = self.hall.counters[counter]
        if state.current is not None:
            self._leaving.add(counter)
        elif state.post is not None:
            self._note(self.hall.do(c.SignOut(counter), self._clerks[counter], now))
        return ()

    def _note(self, facts: Iterable[f.Fact]) -> None:
        """How long counters were on post; who is left at the end of the day goes when it is drained."""
        for fact in facts:
            if isinstance(fact, f.CounterSignedIn):
                self._since[fact.counter] = fact.at
            elif isinstance(fact, f.CounterSignedOut):
                self._manned_us += self._stayed(self._since.pop(fact.counter), fact.at)

    def _stayed(self, since: int, until: int | None) -> int:
        day = self.hall.day
        if day is not None and (until is None or until >= day.closing_at):
            until = max(day.closing_at, self._last_end)
        return max(0, (until or since) - since)

    @property
    def manned_us(self) -> int:
        """How long the counters were on post, all together."""
        return self._manned_us + sum(self._stayed(since, None) for since in self._since.values())

    def _arrive(self, arrival: Arrival, now: int) -> Iterable[str]:
        number = f"{len(self.tickets) + 1}"
        try:
            self.hall.do(self._issue(number, arrival, now), c.SYSTEM, now)
        except HallError as error:
            self.refused.append(
                {"arrived_at": _time(now), "service": arrival.service, "lane": arrival.lane, "reason": error.code}
            )
            return ()
        self.tickets.append(self.hall.tickets[number])
        self.servings[number] = arrival
        self._issued_since_closing = True
        for after, counters in self._ripens[arrival.service].items():
            self._push(now + after, SUPPORT, counters)
        return self._serving[arrival.service]

    def _issue(self, number: str, arrival: Arrival, now: int) -> c.IssueTicket:
        return c.IssueTicket(
            number, arrival.service, arrival.lane, arrival.persons, reason="simulated", held=(),
            may_approve=True, may_admit=arrival.admitted,
        )  # fmt: skip

    def _end(self, counter: str, now: int) -> Iterable[str]:
        self.hall.do(c.Finish(counter, "done"), self._clerks[counter], now)
        self._last_end = now
        if counter in self._leaving:
            self._leaving.remove(counter)
            return self._go(counter, now)
        return (counter,)

    def _call(self, counter: str, now: int) -> None:
        state = self.hall.counters[counter]
        if state.post is None or state.current is not None:
            return
        clerk = self._clerks[counter]
        if not self.hall.do(c.CallNext(counter), clerk, now):
            return
        self.hall.do(c.StartServing(counter), clerk, now)
        self._push(now + self.servings[state.current or ""].serving_us, END, counter)
        if self.closing is not None:
            self.served_after += 1

    # the result

    def result(self) -> dict[str, Any]:
        by_lane: dict[str, list[int]] = {}
        for ticket in self.tickets:
            waits = by_lane.setdefault(ticket.lane, [])
            if ticket.turn.called_at is not None:
                waits.append(ticket.turn.called_at - ticket.issued_at)
        return {
            "tickets": [_told(ticket) for ticket in self.tickets],
            "lanes": {lane: _waits(sorted(waits)) for lane, waits in by_lane.items()},
            "after_hours": self._after_hours(),
            "timezone": self.hall.plan.timezone,
            "refused": self.refused,
        }

    def _after_hours(self) -> dict[str, Any]:
        last_end = max((ticket.ended_at for ticket in self.tickets if ticket.ended_at is not None), default=None)
        closing_at = self.closing.closing_at if self.closing else None
        late = max(0, last_end - closing_at) if last_end is not None and closing_at is not None else 0
        return {
            "closing_at": _time(closing_at),
            "waiting": len(self.closing.waiting) if self.closing else 0,
            "serving": len(self.closing.serving) if self.closing else 0,
            "served": self.served_after,
            "carried_over": 0,  # a drained day carries nobody over
            "last_end_at": _time(last_end),
            "extended_s": late / SECOND,
        }


def _opening(plan: Plan, first: int) -> int:
    """When the day of the first arrival opens, or that arrival when it comes before."""
    day = business_day(plan, local_date(plan, first))
    return min(first, day.opens_at) if day else first


def _told(ticket: Ticket) -> dict[str, Any]:
    turn = ticket.turn
    return {
        "label": ticket.label,
        "service": ticket.service,
        "lane": ticket.lane,
        "arrived_at": _time(ticket.issued_at),
        "called_at": _time(turn.called_at),
        "ended_at": _time(ticket.ended_at),
        "counter": turn.counter,
        "wait_s": (turn.called_at - ticket.issued_at) / SECOND if turn.called_at is not None else None,
    }


def _waits(waits: list[int]) -> dict[str, Any]:
    """Of sorted waits; the 95 % point lies between two of them as in spreadsheets (linear)."""
    if not waits:
        return {"tickets": 0, "mean_wait_s": None, "p95_wait_s": None, "longest_wait_s": None}
    below, hundredths = divmod(95 * (len(waits) - 1), 100)
    above = min(below + 1, len(waits) - 1)
    p95 = waits[below] + (waits[above] - waits[below]) * hundredths / 100
    return {
        "tickets": len(waits),
        "mean_wait_s": sum(waits) / len(waits) / SECOND,
        "p95_wait_s": p95 / SECOND,
        "longest_wait_s": waits[-1] / SECOND,
    }


def _time(at: int | None) -> str | None:
    return None if at is None else to_datetime(at).isoformat().replace("+00:00", "Z")
