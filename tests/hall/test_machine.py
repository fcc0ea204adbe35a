"""The whole Hall under any sequence of commands and any passing of time: what must hold, always holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import HallError
from queue_server.hall.fold import KINDS
from queue_server.hall.hall import Hall
from queue_server.hall.instants import MINUTE
from queue_server.hall.plan import Counter, Plan
from queue_server.hall.tickets import Ticket
from queue_server.journal.chain import Line, check_chain, first_hash, line_of

from .halls import CITIZEN, KIOSK, MANAGER, PLAN, Stage, at, clerk, everything, fingerprint, plan_with

COUNTERS = ("1", "2", "3")
SERVICES = ("household", "exit-entry", "traffic")
LANES = (None, None, "elderly", "appointment", "urgent")
LONG_DAYS = {"week": {day: ["08:00-20:00"] for day in ("mon", "tue", "wed", "thu", "fri")}}
OTHER_THREE = PLAN["counters"][2] | {"serves": ["household", "traffic"], "support": []}
GREEN_ONE = PLAN["counters"][0] | {"lanes": ["elderly"], "other_lanes": "never"}
FEW = [PLAN["services"][0] | {"quota": 6}, *PLAN["services"][1:]]
BOOKED = {
    "services": [{"service": "household", "slot_min": 30, "each": 2}, {"service": "traffic", "each": 1}],
    "ahead_days": 2,
}
PLANS = (
    plan_with(),
    plan_with(lanes=[lane | {"rate": 2} for lane in PLAN["lanes"]], limits={"misses": 2, "rejoin_behind": 1}),
    plan_with(hours=LONG_DAYS),
    plan_with(counters=[*PLAN["counters"][:2], OTHER_THREE]),
    plan_with(counters=[GREEN_ONE, PLAN["counters"][1], OTHER_THREE | {"lanes": ["appointment"]}], services=FEW),
    plan_with(limits={"recalls": 1, "walking_s": 30, "walking_more_s": 200}),
    plan_with(appointments=BOOKED),
    plan_with(appointments=BOOKED | {"early_min": 600, "grace_min": 0}, services=FEW, hours=LONG_DAYS),
)

counters = st.sampled_from(COUNTERS)
labels = st.sampled_from([f"{series}{number:03d}" for series in "AABC" for number in range(1, 8)])
clerks = st.sampled_from(["ann", "bob", "cai"])


class Halls(RuleBasedStateMachine):
    @initialize(plan=st.sampled_from(PLANS))
    def found(self, plan: Plan) -> None:
        self.stage = Stage(plan)
        self.behind: dict[str, set[str]] = {}  # who reported again -> who goes first: kept here by itself
        self.seen = 0
        self.ended: set[str] = set()
        self.issued: set[str] = set()
        self.bookings: dict[str, str | None] = {}  # each that was made, and what became of it
        self.copy = Hall("h")  # folded from journal lines only
        self.lines: list[Line] = []
        self.record()
        for counter, name in zip(COUNTERS, ("ann", "bob", "cai"), strict=True):
            self.attempt(c.SignIn(counter), clerk(name))

    # time and commands

    def attempt(self, command: c.Command, actor: c.Actor) -> list[f.Fact]:
        """A command that may be refused: then nothing has changed."""
        self.stage._advance()  # what time brought is no part of the command
        self.record()
        before = fingerprint(self.stage.hall)
        try:
            return self.stage.do(command, actor)
        except HallError:
            assert fingerprint(self.stage.hall) == before
            return []
        finally:
            self.record()

    def record(self) -> None:
        """Write the new facts as lines, and fold each one as it is read back."""
        for fact in self.stage.facts[self.seen :]:
            before = self.lines[-1].hash if self.lines else first_hash("h")
            self.lines.append(line_of("h", len(self.lines) + 1, before, fact))
            self.copy.apply(self.lines[-1].fact(KINDS))
            self.follow(fact)
        self.seen = len(self.stage.facts)

    def follow(self, fact: f.Fact) -> None:
        if isinstance(fact, f.TicketIssued):
            assert fact.ticket not in self.issued
            self.issued.add(fact.ticket)
            if fact.appointment or fact.carried_from in self.bookings:
                self.booking_over(fact.appointment or fact.carried_from or "", "checked_in")
        elif isinstance(fact, f.AppointmentBooked):
            assert fact.appointment not in self.bookings
            self.bookings[fact.appointment] = None
        elif isinstance(fact, f.AppointmentCancelled | f.AppointmentMissed):
            self.booking_over(fact.appointment, "cancelled" if isinstance(fact, f.AppointmentCancelled) else "missed")
        elif isinstance(fact, f.TicketEnded):
            assert fact.ticket not in self.ended
            self.ended.add(fact.ticket)
        elif isinstance(fact, f.TicketRejoined):
            self.behind[fact.ticket] = set(fact.behind)
        if isinstance(fact, f.TicketCalled | f.TicketEnded):
            self.behind.pop(fact.ticket, None)
            for first in self.behind.values():
                first.discard(fact.ticket)

    def booking_over(self, booking: str, how: str) -> None:
        assert self.bookings[booking] is None  # once
        self.bookings[booking] = how

    def post(self, counter: str) -> c.Actor:
        post = self.stage.hall.counters[counter].post
        return clerk(post.clerk if post else "ann")

    def press(self, command: c.CounterCommand) -> list[f.Fact]:
        return self.attempt(command, self.post(command.counter))

    @rule(minutes=st.sampled_from([0, 0.5, 1, 3, 10, 25, 60, 180]))
    def time_passes(self, minutes: float) -> None:
        self.stage.wait(minutes)
        self.record()

    @rule(
        clock=st.sampled_from(["08:50", "12:30", "17:20", "17:31", "23:59"]), days=st.sampled_from([0, 0, 1, 1, 3]),
        plan=st.none() | st.sampled_from(PLANS), close=st.sampled_from(["no", "no", "no", "left out", "all"]),
    )  # fmt: skip
    def a_manager_or_the_night_changes_much(self, clock: str, days: int, plan: Plan | None, close: str) -> None:
        if plan is not None:
            self.attempt(c.PublishPlan(plan), MANAGER)
        if close != "no":
            on = self.stage.today + timedelta(days)
            remaining = [c.Remaining(label, "no power", "come back", on) for label in self.stage.hall.by_label]
            self.attempt(c.CloseDay(tuple(remaining[1:] if close == "left out" else remaining)), MANAGER)
        moment = at(clock, self.stage.today + timedelta(days))
        self.stage.wait(max(0, moment - self.stage.now) / MINUTE)
        self.record()

    @rule(
        service=st.sampled_from(SERVICES), lane=st.sampled_from(LANES), persons=st.integers(0, 10),
        late=st.booleans(), reason=st.sampled_from([None, "", "a reason"]), carried=st.integers(0, 5),
        more=st.booleans(),
    )  # fmt: skip
    def issue(
        self, service: str, lane: str | None, persons: int, late: bool, reason: str | None, carried: int, more: bool
    ) -> None:
        cases = list(self.stage.hall.carried.values())
        case = cases[carried] if carried < len(cases) else None
        self.attempt(
            c.IssueTicket(
                f"t{len(self.issued)}", case.service if case else service, lane, persons, reason=reason,
                may_admit=late, may_approve=late, carried_from=case.ticket if case else None,
                printer="p", slip=f"s{len(self.lines)}", more_time=more,
            ),
            KIOSK,
        )  # fmt: skip

    @rule(
        service=st.sampled_from(SERVICES), days=st.integers(0, 3), time=st.integers(0, 20), count=st.integers(1, 3),
        gone=st.booleans(),
    )  # fmt: skip
    def book(self, service: str, days: int, time: int, count: int, gone: bool) -> None:
        """Several want one time: of those that are offered, or one that has gone by."""
        slots = self.stage.hall.slots(service, self.stage.now).get(self.stage.today + timedelta(days), [])
        slot_at = self.stage.now // 1_000_000 * 1_000_000 if gone or not slots else slots[time % len(slots)].starts_at
        room = 0 if gone or not slots else slots[time % len(slots)].left
        made = [
            self.attempt(c.BookAppointment(f"a{len(self.bookings)}", service, slot_at), MANAGER) for _ in range(count)
        ]
        assert sum(map(bool, made)) == min(room, count)

    @precondition(lambda self: self.bookings)
    @rule(number=st.integers(0, 30), move=st.sampled_from(["come", "come", "come late", "cancel"]))
    def who_has_booked(self, number: int, move: str) -> None:
        name = list(self.bookings)[number % len(self.bookings)]
        booking = self.stage.hall.appointments.get(name)
        if move == "cancel":
            self.attempt(c.CancelAppointment(name, "ill"), CITIZEN)
            return
        if booking and booking.slot_at:  # let it be their time, or later
            moment = booking.slot_at + (45 if move == "come late" else -10) * MINUTE
            self.stage.wait(max(0, moment - self.stage.now) / MINUTE)
            self.record()
        facts = self.attempt(c.IssueTicket(f"t{len(self.issued)}", "household", appointment=name), KIOSK)
        if facts:
            assert booking is not None
            counted_from = facts[0].counted_from  # type: ignore[attr-defined]
            assert counted_from in ([self.stage.now] if booking.carried else [booking.slot_at, self.stage.now])

    @rule(service=st.sampled_from(SERVICES[:2]), count=st.integers(2, 6))
    def people_come(self, service: str, count: int) -> None:
        for _ in range(count):
            quota = self.stage.hall.plan.service_by_id[service].quota
            facts = self.attempt(c.IssueTicket(f"t{len(self.issued)}", service), KIOSK)
            assert not facts or quota is None or self.given(service) <= quota

    def given(self, service: str) -> int:
        """How many numbers were given for a service today in the session that one who comes now comes for."""
        hall, now = self.stage.hall, self.stage.now
        assert hall.day is not None
        begins = max([closes for _, closes in hall.day.sessions[:-1] if closes <= now], default=0)
        issued = [fact for fact in self.stage.facts if isinstance(fact, f.TicketIssued)]
        walked_in = [fact for fact in issued if fact.appointment is None and fact.service == service]
        today = [fact for fact in walked_in if fact.date == hall.day.date.isoformat()]
        return sum(fact.at >= begins for fact in today)

    @rule(counter=counters, who=clerks, move=st.sampled_from(["A", "B", "out", "manager", "pause", "resume"]))
    def at_the_post(self, counter: str, who: str, move: Any) -> None:
        if move in ("A", "B"):
            self.attempt(c.SignIn(counter, move), clerk(who))
        elif move in ("out", "manager"):
            self.attempt(c.SignOut(counter, move == "manager"), MANAGER if move == "manager" else self.post(counter))
        else:
            self.press(c.Resume(counter) if move == "resume" else c.Pause(counter, "water", 5))

    @rule()
    def everybody_comes_to_work(self) -> None:
        for counter, name in zip(COUNTERS, ("ann", "bob", "cai"), strict=True):
            self.attempt(c.SignIn(counter), clerk(name))
            self.press(c.Resume(counter))

    @rule(counter=counters)
    def call_next(self, counter: str) -> None:
        hall = self.stage.hall
        free = hall.staffed(counter) and not hall.counters[counter].current and not hall.counters[counter].pause
        self.stage._advance()
        expected = self.expected(hall.plan.counter_by_id[counter]) if free and hall.staffed(counter) else None

        facts = self.press(c.CallNext(counter))

        assert (facts[0].ticket if facts else None) == (expected.id if expected else None)  # type: ignore[attr-defined]

    def expected(self, counter: Counter) -> Ticket | None:
        """Whom the rule lets this counter call, found the slow way."""
        hall, now = self.stage.hall, self.stage.now

        def may(ticket: Ticket) -> bool:
            only = ticket.only_counter
            return not self.behind.get(ticket.id) and (only in (None, counter.id) or not hall.staffed(only or ""))

        def open_for(ticket: Ticket) -> bool:
            here = not counter.lanes or ticket.lane in counter.lanes or counter.other_lanes != "never"
            return here or ticket.only_counter == counter.id

        everybody = [ticket for ticket in hall.tickets.values() if ticket.state == "waiting" and may(ticket)]
        waiting = [ticket for ticket in everybody if open_for(ticket)]
        own = [t for t in waiting if t.service in counter.serves or t.only_counter == counter.id]
        for support in counter.support if not own else []:
            theirs = [ticket for ticket in waiting if ticket.service == support.service]
            if any(now - ticket.counted_from >= support.after_min * MINUTE for ticket in theirs):
                own += theirs

        def claim(ticket: Ticket) -> tuple[float, int, int]:
            lane = hall.plan.lane_by_id[ticket.lane]
            claimed = lane.head_start_us + lane.rate * (now - ticket.counted_from)
            return (-claimed, ticket.counted_from, ticket.ordinal)

        first = [ticket for ticket in own if ticket.lane in counter.lanes]
        return min(first or own, key=claim, default=None)

    @rule(counter=counters, ending=st.sampled_from(["no", "no-show", "start", "done", "park", "transfer"]))
    def serve(self, counter: str, ending: str) -> None:
        """What mostly happens: the next one is called, and something becomes of it."""
        self.call_next(counter)
        if ending == "no-show":
            self.press(c.NoShow(counter))
        elif ending != "no":
            self.press(c.StartServing(counter))
            self.stage.wait(4)
        if ending in ("done", "park", "transfer"):
            self.end(counter, ending, "exit-entry", None)

    @rule(
        counter=counters, how=st.sampled_from(["done", "refused", "missed", "park", "transfer"]),
        service=st.sampled_from(SERVICES), to=st.none() | counters,
    )  # fmt: skip
    def end(self, counter: str, how: str, service: str, to: str | None) -> None:
        if how == "park":
            self.press(c.Park(counter, "a form"))
        elif how == "transfer":
            self.press(c.Transfer(counter, service, to))
        else:
            self.press(c.Finish(counter, how, reason="no papers"))

    @rule(counter=counters, label=st.none() | labels, move=st.sampled_from([c.Recall, c.StartServing, c.NoShow]))
    def press_on(self, counter: str, label: str | None, move: Any) -> None:
        self.press(move(counter, label=label))

    @rule(counter=counters, label=labels)
    def call_label(self, counter: str, label: str) -> None:
        self.press(c.CallLabel(counter, label, "a reason"))

    @precondition(lambda self: self.stage.hall.parked)
    @rule(counter=counters, data=st.data())
    def unpark(self, counter: str, data: st.DataObject) -> None:
        ticket = data.draw(st.sampled_from(list(self.stage.hall.parked)))
        self.press(c.Unpark(counter, self.stage.hall.tickets[ticket].label))

    @precondition(lambda self: self.stage.hall.missed)
    @rule(data=st.data())
    def rejoin(self, data: st.DataObject) -> None:
        hall = self.stage.hall
        ticket = data.draw(st.sampled_from(list(hall.missed)))
        only = hall.tickets[ticket].only_counter
        waiting = [
            t for t in hall.tickets.values()
            if t.state == "waiting" and t.service == hall.tickets[ticket].service and t.only_counter in (None, only)
        ]  # fmt: skip
        facts = self.attempt(c.RejoinTicket(ticket), CITIZEN)
        if facts:
            behind = facts[0].behind  # type: ignore[attr-defined]
            assert len(behind) == min(len(waiting), hall.plan.limits.rejoin_behind)
            assert set(behind) <= {t.id for t in waiting}

    @rule(number=st.integers(0, 30), move=st.sampled_from([c.CancelTicket, lambda ticket: c.RateTicket(ticket, 4)]))
    def citizen(self, number: int, move: Any) -> None:
        self.attempt(move(f"t{number}"), CITIZEN)

    @rule(slip=st.integers(0, 60), move=st.sampled_from([c.TakeSlip, c.ConfirmSlip, lambda s: c.FailSlip(s, "jam")]))
    def print_slip(self, slip: int, move: Any) -> None:
        self.attempt(move(f"s{slip}"), c.Actor("device", "p"))

    # what holds

    @invariant()
    def every_open_ticket_is_in_one_place(self) -> None:
        hall = self.stage.hall
        opened = {ticket.id: ticket for ticket in hall.tickets.values() if ticket.state != "ended"}
        assert set(hall.by_label.values()) == set(opened) == self.issued - self.ended
        assert {ticket.label: ticket.id for ticket in opened.values()} == hall.by_label
        in_queues = {
            rank[2]: (service, lane, only)
            for service, queues in hall.waiting._queues.items()
            for (lane, only, _), queue in queues.items()
            for rank in queue
        }
        assert in_queues == {t.id: (t.service, t.lane, t.only_counter) for t in opened.values() if t.state == "waiting"}
        assert sum(hall.waiting_of(service) for service in SERVICES) == len(in_queues)
        at_counters = {counter.current: counter.id for counter in hall.counters.values() if counter.current}
        assert at_counters == {t.id: t.counter for t in opened.values() if t.state in ("called", "serving")}
        assert list(hall.missed) == [t for t in hall.missed if opened[t].state == "missed"]
        assert set(hall.missed) == {t.id for t in opened.values() if t.state == "missed"}
        assert set(hall.parked) == {t.id for t in opened.values() if t.state == "parked"}

    @invariant()
    def who_goes_first_is_as_the_facts_say(self) -> None:
        held = {ticket: first for ticket, first in self.behind.items() if first}
        assert self.stage.hall.waiting._behind == held

    @invariant()
    def the_people_ahead_are_those_called_before(self) -> None:
        hall, now = self.stage.hall, self.stage.now
        for service in SERVICES:
            order = [rank[2] for _, rank in hall.waiting.in_order([service], now)]
            assert [hall.waiting.ahead(ticket, now) for ticket in order] == list(range(len(order)))
            assert len(order) == hall.waiting_of(service)

    @invariant()
    def every_booking_is_known_until_its_day_is_over(self) -> None:
        hall = self.stage.hall
        assert {name for name, how in self.bookings.items() if how is None} <= set(hall.appointments)
        assert all(self.bookings[name] in (None, known.state) for name, known in hall.appointments.items())
        assert {code: hall.appointments[name].code for code, name in hall.by_code.items()} == {
            known.code: known.code for known in hall.appointments.values()
        }
        open_cases = {name for name, known in hall.appointments.items() if known.carried and known.state == "booked"}
        assert open_cases == set(hall.carried)

    @invariant()
    def nobody_is_at_two_counters(self) -> None:
        posts = [counter.post.clerk for counter in self.stage.hall.counters.values() if counter.post]
        assert len(posts) == len(set(posts))

    @invariant()
    def a_closed_day_has_nobody_left(self) -> None:
        hall = self.stage.hall
        if hall.day_closed:
            assert not hall.by_label
        assert hall.phase(self.stage.now) != "extended" or hall.closing_reached

    def teardown(self) -> None:
        if not hasattr(self, "stage"):
            return
        assert everything(self.copy) == everything(self.stage.hall)
        check_chain("h", self.lines, len(self.lines), self.lines[-1].hash)
        numbers = [(fact.date, fact.label) for fact in self.stage.facts if isinstance(fact, f.TicketIssued)]
        assert len(numbers) == len(set(numbers))


TestHalls = Halls.TestCase
TestHalls.settings = settings(
    max_examples=120, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
