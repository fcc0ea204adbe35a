"""The live state of one hall, and the only thing that changes it: `apply(fact)`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date as Date
from typing import Any

from . import facts as f
from .counters import Call, Carried, CounterState, PauseState, Post, ServiceTally, Slip
from .day import BusinessDay, next_opening, phase
from .errors import UnknownCounter, UnknownTicket
from .lanes import Waiting
from .plan import Plan
from .tickets import AtClosing, Ticket, Turn

CALLS_SHOWN = 20


class HallState:
    """A fold of the journal's facts up to `seq`. Reading is free to all; changing is `apply`'s alone."""

    def __init__(self, hall: str) -> None:
        self.id = hall
        self.seq = 0
        self.last_at = 0
        self.plan: Plan = None  # type: ignore[assignment]  # line 1 of every journal publishes it
        self.plan_number = 0
        self.day: BusinessDay | None = None
        self.day_closed = False
        self.closing_reached = False
        self.tickets: dict[str, Ticket] = {}  # of the running day, and those held over from the day before
        self.by_label: dict[str, str] = {}  # of the open ones
        self.numbers: dict[str, int] = {}  # series -> last number given today
        self.issued_ever = 0
        self.issued_today = 0
        self.waiting = Waiting({})
        self.counters: dict[str, CounterState] = {}
        self.calls: deque[Call] = deque(maxlen=CALLS_SHOWN)  # newest last
        self.call_seq = 0
        self.slips: dict[str, Slip] = {}
        self.carried: dict[str, Carried] = {}
        # so that views need no scan of all tickets: ids in the order in which they came there
        self.missed: dict[str, None] = {}  # these alone do not keep a hall open for long
        self.parked: dict[str, None] = {}
        self.failed_slips: dict[str, None] = {}  # of open tickets, not asked for again
        self.tallies: dict[str, ServiceTally] = {}  # by service, of the running day

    # reading

    def ticket(self, ticket: str) -> Ticket:
        try:
            return self.tickets[ticket]
        except KeyError:
            raise UnknownTicket(ticket=ticket) from None

    def labelled(self, label: str) -> Ticket:
        """The open ticket with this label."""
        try:
            return self.tickets[self.by_label[label]]
        except KeyError:
            raise UnknownTicket(label=label) from None

    def counter(self, counter: str) -> CounterState:
        try:
            return self.counters[counter]
        except KeyError:
            raise UnknownCounter(counter=counter) from None

    def current_of(self, counter: str) -> Ticket | None:
        current = self.counters[counter].current
        return self.tickets[current] if current else None

    def staffed(self, counter: str) -> bool:
        """Whether somebody is on post there, paused or not."""
        state = self.counters.get(counter)
        return state is not None and state.post is not None

    def counter_state(self, counter: CounterState) -> str:
        """closed | paused | called | serving | free"""
        if counter.current:
            return self.tickets[counter.current].state
        if counter.post is None:
            return "closed"
        return "paused" if counter.pause else "free"

    def open_tickets(self) -> list[Ticket]:
        """Every ticket not ended, in order of issue."""
        return [self.tickets[ticket] for ticket in self.by_label.values()]

    def work_remains(self, now: int) -> bool:
        """Whether an open ticket still keeps the hall from closing by itself: one that waits or is served, or
        a missed one within its hold."""
        if len(self.by_label) > len(self.missed):
            return True
        # the last one to miss its call is held longest
        last = next(reversed(self.missed), None)
        missed_at = self.tickets[last].missed_at if last else None
        return missed_at is not None and now < missed_at + self.plan.limits.missed_hold_us

    def phase(self, now: int) -> str:
        """The day's state: closed, preparing, open, break, last_tickets, extended."""
        return phase(self.day, now, self.day_closed, self.work_remains(now) if self.day else False)

    def next_opens_at(self, now: int) -> int | None:
        """When the hall next opens; never again on a day that was closed."""
        return next_opening(self.plan, now, after=self.day.date if self.day and self.day_closed else None)

    def tally(self, service: str) -> ServiceTally:
        """What the running day has seen of a service."""
        return self.tallies.get(service) or ServiceTally()

    # changing

    def apply(self, fact: f.Fact) -> None:
        _APPLY[type(fact)](self, fact)
        self.seq += 1
        if not isinstance(fact, f.PlanPublished):  # a plan is a document, no event of the hall's day
            self.last_at = fact.at

    def _plan_published(self, fact: f.PlanPublished) -> None:
        self.plan = Plan.model_validate(fact.plan)
        self.plan_number = fact.number
        self.waiting.lanes = self.plan.lane_by_id
        old = self.counters
        self.counters = {c.id: old.get(c.id) or CounterState(c.id) for c in self.plan.counters}

    def _day_started(self, fact: f.DayStarted) -> None:
        self._take_hours(fact)
        self.day_closed = self.closing_reached = False
        self.tickets = {ticket: self.tickets[ticket] for ticket in fact.held_over}
        self.numbers = {}
        self.issued_today = 0
        self.tallies = {}
        self.calls.clear()
        self.slips = {slip.id: slip for slip in self.slips.values() if slip.ticket in self.tickets}
        for counter in self.counters.values():
            counter.served = 0

    def _take_hours(self, fact: f.DayStarted | f.DayRescheduled) -> None:
        self.day = BusinessDay(
            date=Date.fromisoformat(fact.date),
            prepare_at=fact.prepare_at,
            sessions=tuple((opens, closes) for opens, closes in fact.sessions),
            last_ticket_at=fact.last_ticket_at,
        )
        if fact.at < self.day.closing_at:  # a new plan may move closing time on after it had passed
            self.closing_reached = False
            for ticket in self.tickets.values():
                if ticket.date == self.day.date:
                    ticket.at_closing = None

    def _closing_reached(self, fact: f.ClosingReached) -> None:
        self.closing_reached = True
        states: tuple[tuple[AtClosing, list[str]], ...] = (
            ("waiting", fact.waiting), ("serving", fact.serving), ("parked", fact.parked), ("missed", fact.missed),
        )  # fmt: skip
        for state, tickets in states:
            for ticket in tickets:
                held_over = self.tickets[ticket].at_closing is not None  # it is a late case of the day before
                if not held_over:
                    self.tickets[ticket].at_closing = state

    def _day_closed(self, fact: f.DayClosed) -> None:
        self.day_closed = True

    def _ticket_issued(self, fact: f.TicketIssued) -> None:
        self.issued_ever += 1
        self.issued_today += 1
        self.numbers[fact.series] = fact.number
        self.carried.pop(fact.carried_from or "", None)
        ticket = Ticket(
            id=fact.ticket,
            label=fact.label,
            series=fact.series,
            number=fact.number,
            ordinal=self.issued_ever,
            date=Date.fromisoformat(fact.date),
            lane=fact.lane,
            persons=fact.persons,
            issued_at=fact.at,
            turns=[Turn(1, fact.service, fact.at, fact.counted_from)],
            issued_by=fact.by,
            late=fact.late,
            issue_reason=fact.reason,
            approved_by=fact.approved_by,
            carried_from=fact.carried_from,
        )
        self.tickets[ticket.id] = ticket
        self.by_label[ticket.label] = ticket.id
        self._queue(ticket)
        self._count(ticket.service).issued += 1

    def _count(self, service: str) -> ServiceTally:
        return self.tallies.setdefault(service, ServiceTally())

    def _queue(self, ticket: Ticket, behind: Iterable[str] = ()) -> None:
        ticket.state = "waiting"
        self.waiting.add(ticket.service, ticket.lane, ticket.only_counter, ticket.rank, behind)

    def _leave(self, ticket: Ticket) -> None:
        """Take the ticket from where it is: the queue, its counter, the missed or the parked."""
        if ticket.state == "waiting":
            self.waiting.remove(ticket.id)
        elif ticket.state == "missed":
            del self.missed[ticket.id]
        elif ticket.state == "parked":
            del self.parked[ticket.id]
        elif ticket.state in ("called", "serving"):
            self.counters[ticket.counter or ""].current = None

    def _ticket_called(self, fact: f.TicketCalled) -> None:
        ticket = self.tickets[fact.ticket]
        self._leave(ticket)
        turn = ticket.turn
        turn.counter, turn.clerk = fact.counter, fact.clerk
        if turn.started_at is None:  # one that was parked keeps the call that led to its serving
            turn.called_at = fact.at
            turn.reason = fact.reason
        self._return(turn, fact.at)
        turn.recalls = 0
        ticket.state = "called"
        ticket.last_called_at = fact.at
        self.counters[fact.counter].current = ticket.id
        self._announce(fact, recall=False)

    def _ticket_recalled(self, fact: f.TicketRecalled) -> None:
        ticket = self.tickets[fact.ticket]
        ticket.turn.recalls += 1
        ticket.last_called_at = fact.at
        self._announce(fact, recall=True)

    def _announce(self, fact: f.TicketCalled | f.TicketRecalled, recall: bool) -> None:
        self.call_seq += 1
        self.calls.append(Call(self.call_seq, fact.label, fact.counter, fact.at, recall))

    def _ticket_started(self, fact: f.TicketStarted) -> None:
        ticket = self.tickets[fact.ticket]
        ticket.state = "serving"
        turn = ticket.turn
        if turn.started_at is None:
            turn.started_at = fact.at
            tally = self._count(turn.service)
            tally.started += 1
            tally.waited_us += (turn.called_at or fact.at) - turn.waiting_from

    def _ticket_missed(self, fact: f.TicketMissed) -> None:
        ticket = self.tickets[fact.ticket]
        self._leave(ticket)
        ticket.state = "missed"
        ticket.misses = fact.misses
        ticket.missed_at = fact.at
        if ticket.turn.started_at is not None:
            ticket.turn.away_at = fact.at
        self.missed[ticket.id] = None

    def _ticket_rejoined(self, fact: f.TicketRejoined) -> None:
        ticket = self.tickets[fact.ticket]
        self._leave(ticket)
        ticket.missed_at = None
        ticket.turn.counter = None
        self._queue(ticket, fact.behind)

    def _ticket_parked(self, fact: f.TicketParked) -> None:
        ticket = self.tickets[fact.ticket]
        self._leave(ticket)
        ticket.state = "parked"
        self.parked[ticket.id] = None
        ticket.note = ticket.turn.note = fact.reason
        ticket.turn.away_at = fact.at

    def _return(self, turn: Turn, at: int) -> None:
        if turn.away_at is not None:
            turn.away_us += at - turn.away_at
            turn.away_at = None

    def _ticket_unparked(self, fact: f.TicketUnparked) -> None:
        ticket = self.tickets[fact.ticket]
        self._leave(ticket)
        ticket.only_counter = fact.counter
        self._queue(ticket)

    def _ticket_transferred(self, fact: f.TicketTransferred) -> None:
        ticket = self.tickets[fact.ticket]
        self._leave(ticket)
        self._end_turn(ticket, fact.at, "transferred")
        last = ticket.turn
        last.note = fact.note or last.note
        ticket.turns.append(Turn(last.number + 1, fact.service, fact.at, last.counted_from))
        ticket.only_counter = fact.to_counter
        ticket.note = fact.note
        self._queue(ticket)

    def _end_turn(self, ticket: Ticket, at: int, outcome: str) -> None:
        turn = ticket.turn
        turn.ended_at, turn.outcome = at, outcome
        self._return(turn, at)
        if turn.started_at is not None and turn.counter in self.counters:
            self.counters[turn.counter].served += 1

    def _ticket_ended(self, fact: f.TicketEnded) -> None:
        ticket = self.tickets[fact.ticket]
        self._leave(ticket)
        self._end_turn(ticket, fact.at, fact.outcome)
        ticket.state = "ended"
        ticket.turn.note = fact.note or ticket.turn.note
        ticket.outcome, ticket.ended_at = fact.outcome, fact.at
        ticket.end_reason, ticket.referred_to, ticket.explanation = fact.reason, fact.to, fact.explanation
        del self.by_label[ticket.label]
        self.failed_slips.pop(ticket.slip or "", None)
        self._count(ticket.service).ended += 1
        if fact.on:
            ticket.on = Date.fromisoformat(fact.on)
            self.carried[ticket.id] = Carried(
                ticket.id, ticket.label, ticket.service, ticket.persons, ticket.date.isoformat(),
                fact.on, fact.reason or "",
            )  # fmt: skip

    def _ticket_rated(self, fact: f.TicketRated) -> None:
        self.tickets[fact.ticket].rating = fact.level

    def _counter_signed_in(self, fact: f.CounterSignedIn) -> None:
        counter = self.counters[fact.counter]
        self._leave_post(counter, fact.at)
        counter.post = Post(fact.clerk, fact.role, fact.at)

    def _counter_signed_out(self, fact: f.CounterSignedOut) -> None:
        self._leave_post(self.counters[fact.counter], fact.at)

    def _leave_post(self, counter: CounterState, at: int) -> None:
        self._end_pause(counter, at)
        if counter.post is not None:
            counter.left = replace(counter.post, until=at)
            counter.post = None

    def _end_pause(self, counter: CounterState, at: int) -> None:
        if counter.post is not None and counter.pause is not None:
            paused_us = counter.post.paused_us + at - counter.pause.since
            counter.post = replace(counter.post, paused_us=paused_us, pauses=counter.post.pauses + 1)
        counter.pause = None

    def _counter_paused(self, fact: f.CounterPausedFact) -> None:
        self.counters[fact.counter].pause = PauseState(fact.reason, fact.at, fact.back_at)

    def _counter_resumed(self, fact: f.CounterResumed) -> None:
        self._end_pause(self.counters[fact.counter], fact.at)

    def _slip_requested(self, fact: f.SlipRequested) -> None:
        slip = Slip(fact.slip, fact.ticket, fact.printer, fact.copy, fact.at, changed_at=fact.at)
        self.slips[fact.slip] = slip
        ticket = self.tickets[fact.ticket]
        self.failed_slips.pop(ticket.slip or "", None)
        ticket.slip = fact.slip

    def _slip_taken(self, fact: f.SlipTaken) -> None:
        self._slip_now(fact.slip, "printing", fact.at)

    def _slip_printed(self, fact: f.SlipPrinted) -> None:
        self._slip_now(fact.slip, "printed", fact.at)

    def _slip_failed(self, fact: f.SlipFailed) -> None:
        self._slip_now(fact.slip, "failed", fact.at, fact.why)
        ticket = self.tickets[self.slips[fact.slip].ticket]
        if ticket.slip == fact.slip and ticket.state != "ended":
            self.failed_slips[fact.slip] = None

    def _slip_now(self, slip: str, state: str, at: int, why: str | None = None) -> None:
        entry = self.slips[slip]
        entry.state, entry.why, entry.changed_at = state, why, at


_APPLY: dict[type[f.Fact], Callable[[HallState, Any], None]] = {
    f.PlanPublished: HallState._plan_published,
    f.DayStarted: HallState._day_started,
    f.DayRescheduled: HallState._take_hours,
    f.ClosingReached: HallState._closing_reached,
    f.DayClosed: HallState._day_closed,
    f.TicketIssued: HallState._ticket_issued,
    f.TicketCalled: HallState._ticket_called,
    f.TicketRecalled: HallState._ticket_recalled,
    f.TicketStarted: HallState._ticket_started,
    f.TicketMissed: HallState._ticket_missed,
    f.TicketRejoined: HallState._ticket_rejoined,
    f.TicketParked: HallState._ticket_parked,
    f.TicketUnparked: HallState._ticket_unparked,
    f.TicketTransferred: HallState._ticket_transferred,
    f.TicketEnded: HallState._ticket_ended,
    f.TicketRated: HallState._ticket_rated,
    f.CounterSignedIn: HallState._counter_signed_in,
    f.CounterSignedOut: HallState._counter_signed_out,
    f.CounterPausedFact: HallState._counter_paused,
    f.CounterResumed: HallState._counter_resumed,
    f.SlipRequested: HallState._slip_requested,
    f.SlipTaken: HallState._slip_taken,
    f.SlipPrinted: HallState._slip_printed,
    f.SlipFailed: HallState._slip_failed,
}
