"""Nobody starves: how far anybody can be passed, over whole random days (docs/architecture.md, "Who goes first")."""

from __future__ import annotations

from collections import Counter as Tally
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import HallError
from queue_server.hall.instants import MINUTE
from queue_server.hall.plan import Counter, Plan

from .halls import CITIZEN, KIOSK, MANAGER, PLAN, Stage, clerk, plan_with

SERVICES = ("household", "exit-entry", "traffic")
LANES = ("ordinary", "ordinary", "green", "other", "appointment")
COUNTERS = (
    {"id": "1", "serves": ["household"]},
    {"id": "2", "serves": ["household", "exit-entry"]},
    {"id": "3", "serves": ["traffic"], "support": [{"service": "household", "after_min": 10}]},
    {"id": "4", "serves": ["exit-entry", "household"], "lanes": ["green"]},
)
ROUNDING_US = 10  # claims are floating-point numbers of microseconds


@dataclass
class Waits:
    """A number as this test follows it, from the facts alone."""

    lane: str
    service: str
    counted_from: int
    waiting: bool = True
    only: str | None = None
    behind: set[str] = field(default_factory=set)  # who goes first, since it reported again
    marks: set[str] = field(default_factory=set)  # what has become of it
    passed_by: list[tuple[Waits, int]] = field(default_factory=list)  # in this turn: whom, and when


class Watched:
    """A day that is played, and every call of it held against the bound."""

    def __init__(self, plan: Plan) -> None:
        self.stage = Stage(plan)
        self.plan = plan
        self.numbers: dict[str, Waits] = {}
        self.bookings = 0
        self.seen = 0  # facts
        self.passes: Tally[str] = Tally()
        for n in range(1, 5):
            self.attempt(c.SignIn(str(n)), clerk(f"clerk-{n}"))

    def attempt(self, command: c.Command, actor: c.Actor) -> None:
        staffed = {counter for counter in self.plan.counter_by_id if self.stage.hall.staffed(counter)}
        with suppress(HallError):
            self.stage.do(command, actor)
        for fact in self.stage.facts[self.seen :]:
            self.follow(fact, staffed)
        self.seen = len(self.stage.facts)

    def follow(self, fact: f.Fact, staffed: set[str]) -> None:
        if isinstance(fact, f.TicketIssued):
            self.numbers[fact.ticket] = Waits(fact.lane, fact.service, fact.counted_from)
        elif isinstance(fact, f.TicketCalled):
            if fact.reason["rule"] not in ("by_label", "unparked"):
                self.hold_against_the_others(fact, staffed)
            self.leaves(fact.ticket)
        elif isinstance(fact, f.TicketTransferred):
            number = self.comes_back(fact.ticket, "transferred")
            number.service, number.only = fact.service, fact.to_counter
        elif isinstance(fact, f.TicketRejoined):
            waiting = {name for name, number in self.numbers.items() if number.waiting}
            self.comes_back(fact.ticket, "rejoined").behind = waiting & set(fact.behind)
        elif isinstance(fact, f.TicketUnparked):
            self.comes_back(fact.ticket, "parked").only = fact.counter
        elif isinstance(fact, f.TicketEnded):
            self.leaves(fact.ticket)

    def comes_back(self, ticket: str, mark: str) -> Waits:
        number = self.numbers[ticket]
        number.waiting = True
        number.behind = set()
        number.marks.add(mark)
        number.passed_by.clear()
        return number

    def leaves(self, ticket: str) -> None:
        self.numbers[ticket].waiting = False
        for number in self.numbers.values():
            number.behind.discard(ticket)

    def hold_against_the_others(self, call: f.TicketCalled, staffed: set[str]) -> None:
        counter, first = self.plan.counter_by_id[call.counter], self.numbers[call.ticket]
        rank = self.rank(first, counter, staffed, call.at)
        for other in self.numbers.values():
            if other is first or not other.waiting:
                continue
            others_rank = self.rank(other, counter, staffed, call.at)
            assert rank is not None
            assert others_rank is None or others_rank >= rank
            if others_rank == rank:
                assert first.counted_from <= self.bound(first, other, call.at) + ROUNDING_US
                if first.counted_from > other.counted_from:
                    other.passed_by.append((first, call.at))
        self.at_the_end_of_the_wait(first, call.at)

    def at_the_end_of_the_wait(self, number: Waits, now: int) -> None:
        """All who passed it in this turn, against the whole wait: what a hall can promise before it is over."""
        for other, at in number.passed_by:
            faster = self.plan.lane_by_id[other.lane].rate >= self.plan.lane_by_id[number.lane].rate
            assert other.counted_from <= self.bound(other, number, now if faster else at) + ROUNDING_US
            self.passes.update(
                {f"{number.lane} by {other.lane}", *number.marks, *(f"by {mark}" for mark in other.marks)}
            )

    def bound(self, first: Waits, other: Waits, at: int) -> float:
        """The latest that `first` may be counted from to go before `other`, which has counted as waiting since its
        own and until `at`."""
        mine, theirs = self.plan.lane_by_id[other.lane], self.plan.lane_by_id[first.lane]
        waited = at - other.counted_from
        ahead = (theirs.rate - mine.rate) * waited + theirs.head_start_us - mine.head_start_us
        return other.counted_from + ahead / theirs.rate

    def rank(self, number: Waits, counter: Counter, staffed: set[str], now: int) -> tuple[bool, bool] | None:
        """How early the counter may call it, the smaller the earlier; None: not now."""
        if number.behind or (number.only not in (None, counter.id) and number.only in staffed):
            return None
        here = number.only == counter.id
        if not here and not counter.open_for(number.lane):
            return None
        if here or number.service in counter.serves:
            return (False, not counter.first_for(number.lane))
        after = next((one.after_min for one in counter.support if one.service == number.service), None)
        if after is None or not self.ripe(number.service, counter, staffed, now - after * MINUTE):
            return None
        return (True, not counter.first_for(number.lane))

    def ripe(self, service: str, counter: Counter, staffed: set[str], since: float) -> bool:
        return any(
            number.waiting and number.service == service and number.counted_from <= since and not number.behind
            and (number.only is None or number.only not in staffed) and counter.open_for(number.lane)
            for number in self.numbers.values()
        )  # fmt: skip

    # what happens on a day

    def play(self, what: str, n: int) -> None:
        hall, counter = self.stage.hall, str(n % 4 + 1)
        at_work = clerk(f"clerk-{counter}")
        if what == "come":
            self.attempt(c.IssueTicket(f"t{len(self.numbers)}", SERVICES[n % 3], LANES[n % 5]), KIOSK)
        elif what == "booked":
            self.who_booked(SERVICES[n % 3], early=n % 2 == 0)
        elif what == "rejoin" and hall.missed:
            self.attempt(c.RejoinTicket(list(hall.missed)[n % len(hall.missed)]), CITIZEN)
        elif what == "unpark" and hall.parked:
            self.attempt(c.Unpark(counter, hall.tickets[list(hall.parked)[n % len(hall.parked)]].label), at_work)
        elif what == "by label" and hall.by_label:
            self.attempt(c.CallLabel(counter, list(hall.by_label)[n % len(hall.by_label)], "a reason"), at_work)
        elif what == "post":
            self.attempt(c.SignOut(counter) if hall.staffed(counter) else c.SignIn(counter), at_work)
        elif what in ("call", "miss", "park", "transfer", "send"):
            self.serve(counter, at_work, what, n)

    def serve(self, counter: str, at_work: c.Actor, ending: str, n: int) -> None:
        """Whoever is there is done, the next one is called, and something becomes of them."""
        self.attempt(c.Finish(counter, "done"), at_work)
        self.attempt(c.CallNext(counter), at_work)
        if ending == "miss":
            self.attempt(c.NoShow(counter), at_work)
            return
        self.attempt(c.StartServing(counter), at_work)
        if ending == "park":
            self.attempt(c.Park(counter, "a form"), at_work)
        elif ending in ("transfer", "send"):
            to = str(n // 4 % 4 + 1) if ending == "send" else None
            service = self.plan.counter_by_id[to].serves[0] if to else SERVICES[n % 3]
            self.attempt(c.Transfer(counter, service, to), at_work)

    def who_booked(self, service: str, early: bool) -> None:
        """Somebody booked the next time, and comes for it early or late."""
        slots = self.stage.hall.slots(service, self.stage.now).get(self.stage.today, [])
        slot = next((slot for slot in slots if slot.left), None)
        if slot is None:
            return
        self.bookings += 1
        self.attempt(c.BookAppointment(f"a{self.bookings}", service, slot.starts_at), MANAGER)
        self.stage.wait(max(0, slot.starts_at - self.stage.now) / MINUTE + (-5 if early else 12))
        self.attempt(c.IssueTicket(f"t{len(self.numbers)}", service, appointment=f"a{self.bookings}"), KIOSK)


def lane(name: str, rate: float, head_start_min: Any) -> dict[str, Any]:
    return {"id": name, "name": {"zh": name, "en": name}, "rate": rate, "head_start_min": head_start_min}


rates, starts = st.sampled_from([0.5, 1, 1, 2, 4]), st.sampled_from([0, 0, 5, 15, 90, "all-day"])
plans = st.builds(
    lambda *ways: plan_with(
        lanes=[lane(name, *way) for name, way in zip(("ordinary", "green", "other", "appointment"), ways, strict=True)],
        counters=[{"name": PLAN["counters"][0]["name"]} | counter for counter in COUNTERS],
        appointments={"services": [{"service": name, "slot_min": 10, "each": 3} for name in SERVICES]},
    ),
    *[st.tuples(rates, starts)] * 4,
)
happenings = st.lists(
    st.tuples(
        st.sampled_from(
            [*["come"] * 6, "booked", *["call"] * 3, "miss", "rejoin", "park", "unpark", "transfer", "send", "by label",
             "post"]
        ),
        st.integers(0, 59),
        st.sampled_from([0, 0.2, 1, 3, 8]),  # minutes before it
    ),
    min_size=80, max_size=220,
)  # fmt: skip


def test_whoever_waits_is_passed_only_by_those_whom_the_bound_lets_pass() -> None:
    seen: Tally[str] = Tally()

    @given(plans, happenings)
    @settings(
        max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # to make a failing day smaller would take minutes
    )  # fmt: skip
    def whole_days(plan: Plan, day: list[tuple[str, int, float]]) -> None:
        watched = Watched(plan)
        for what, n, minutes in day:
            watched.stage.wait(minutes)
            watched.play(what, n)
        seen.update(watched.passes)

    whole_days()

    pairs = {f"{mine} by {theirs}" for mine in set(LANES) for theirs in set(LANES) if mine != theirs}
    assert pairs <= set(seen)  # else the days would prove nothing
    assert {"transferred", "rejoined", "by transferred", "by rejoined", "by parked"} <= set(seen)
