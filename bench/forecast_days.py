"""Synthetic days with strict lanes: three services, 12 counters, 600 numbers a day, a peak in the morning.

Fifteen in a hundred come by the green channel, and forty-five on pension days. Times of serving are lognormal with
a coefficient of variation of 0.8, and not quite what the plan says. Nothing but the hall's own history is told.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import log, sqrt
from random import Random
from typing import Any

from queue_server.hall import commands as c
from queue_server.hall.hall import Hall
from queue_server.hall.instants import MINUTE, SECOND, from_datetime
from queue_server.hall.learned import JUDGED_KEPT, VARIATION, Told
from queue_server.hall.plan import Plan
from queue_server.hall.plan_reading import read_plan
from queue_server.simulate import Arrival
from queue_server.simulate.run import Run

from .asking import Asked, Asking

FIRST = date(2026, 10, 12)
DAYS = 6  # the first of them only to learn from
NUMBERS = 600
GREEN, PENSION_DAY = 0.15, 0.45
SERVICES = {"household": (0.5, 420), "vehicles": (0.3, 540), "permits": (0.2, 700)}  # share, mean serving in seconds
POSTS = {"household": 5, "vehicles": 4, "permits": 3}
HALF_HOURS = (1.6, 1.6, 1.5, 1.3, 1.1, 0.9, 0.7, 0.8, 1.0, 1.0, 0.9, 0.8, 0.8, 0.7, 0.6, 0.4)
NAME = {"zh": "例", "en": "Case"}


def plan() -> Plan:
    posts = [service for service, count in POSTS.items() for _ in range(count)]
    return read_plan(
        {
            "hall": "days", "name": NAME, "kind": "service-centre",
            "hours": {"week": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat")}},
            "services": [
                {"id": service, "name": NAME, "series": series, "typical_s": 540}
                for service, series in zip(SERVICES, "ABC", strict=True)
            ],
            "lanes": [{"id": "green", "name": NAME, "green": True, "head_start_min": "all-day"}],
            "counters": [{"id": str(n), "name": NAME, "serves": [service]} for n, service in enumerate(posts, 1)],
        }
    )  # fmt: skip


def arrivals(random: Random) -> list[Arrival]:
    spread = sqrt(log(1 + VARIATION**2))
    found = []
    for offset in range(DAYS):
        day = FIRST + timedelta(days=offset)
        opens = from_datetime(datetime.fromisoformat(f"{day}T09:00:00+08:00"))
        green = PENSION_DAY if offset % 3 == 1 else GREEN
        for place, weight in enumerate(HALF_HOURS):
            gap_s = 1800 * sum(HALF_HOURS) / (NUMBERS * weight)
            at_s = random.expovariate(1 / gap_s)
            while at_s < 1800:
                service = random.choices(list(SERVICES), [share for share, _ in SERVICES.values()])[0]
                serving_s = random.lognormvariate(log(SERVICES[service][1]) - spread**2 / 2, spread)
                lane = "green" if random.random() < green else "ordinary"
                at = opens + place * 30 * MINUTE + round(at_s * SECOND)
                found.append(Arrival(at, service, lane, round(serving_s * SECOND)))
                at_s += random.expovariate(1 / gap_s)
    return found


class _Days(Run):
    """A simulated day on which everybody who comes is told a wait first."""

    def __init__(self, plan: Plan, arrivals: list[Arrival], asking: Asking) -> None:
        self.asking = asking
        super().__init__(plan, arrivals)

    def _issue(self, number: str, arrival: Arrival, now: int) -> c.IssueTicket:
        told = self.asking.ask(self.hall, number, arrival.service, arrival.lane, now)
        return c.IssueTicket(number, arrival.service, arrival.lane, told={arrival.lane: told} if told else None)

    def _call(self, counter: str, now: int) -> None:
        was = self.hall.counters[counter].current
        super()._call(counter, now)
        current = self.hall.current_of(counter)
        if current is not None and current.id != was:
            self.asking.last_s[current.service] = (now - current.issued_at) / SECOND


def asked(seed: int = 1) -> Asking:
    asking = Asking(average_s=_average_s, counters=lambda hall, service: POSTS[service], queues=lambda hall, s: [s])
    days = _Days(plan(), arrivals(Random(seed)), asking)
    for ticket in days.tickets:
        if ticket.id in asking.asked and ticket.first_called_at is not None:
            asking.asked[ticket.id].waited_s = (ticket.first_called_at - ticket.issued_at) / SECOND
    return asking


def _average_s(hall: Hall, service: str) -> float:
    known = hall.learned.holds.get(service)
    return sum(known) / len(known) / SECOND if known else hall.plan.service_by_id[service].typical_s


def judged(asking: Asking) -> list[Asked]:
    return [one for one in asking.asked.values() if one.day != FIRST.isoformat()]


def crowded(plan: Plan, waiting: int) -> tuple[Hall, int]:
    """A hall with so many waiting, all its counters at work and a long history, in the middle of a busy morning."""
    now = from_datetime(datetime.fromisoformat(f"{FIRST}T09:00:00+08:00"))
    hall, _ = Hall.founded(plan, now)
    hall.advance(now)
    random = Random(1)
    green = [lane.id for lane in plan.lanes if lane.green]
    asked_for = [service for counter in plan.counters for service in counter.serves[:1]]  # as the counters are spread
    staff: dict[str, Any] = {counter.id: c.Actor("staff", counter.id) for counter in plan.counters}
    for counter, clerk in staff.items():
        hall.do(c.SignIn(counter), clerk, now)
    number = 0
    while len(hall.waiting) < waiting:
        number += 1
        now += 30 * SECOND
        lane = random.choice(green) if random.random() < GREEN else None
        hall.do(c.IssueTicket(str(number), random.choice(asked_for), lane), c.SYSTEM, now)
        for counter, clerk in staff.items():
            if hall.counters[counter].current is None and hall.upcoming(counter, 1, now):
                hall.do(c.CallNext(counter), clerk, now)
    for _ in range(JUDGED_KEPT):
        mid, spread, waited = (random.randrange(30 * MINUTE) for _ in range(3))
        for of in plan.lane_by_id:
            hall.learned.happened(of, Told(0, mid, 0, mid, spread), waited)
        for service in plan.services:
            hall.learned.held(service.id, round(random.expovariate(1 / service.typical_s) * SECOND))
    return hall, now
