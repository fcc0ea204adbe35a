"""The live state of one hall, to be read; only the fold of a fact changes it (fold/)."""

from __future__ import annotations

from collections import deque
from datetime import date as Date

from .appointments import Appointment
from .counters import Call, Carried, CounterState, ForecastTally, ServiceTally
from .day import BusinessDay, break_of, local_date, next_opening, phase
from .errors import TicketHasEnded, UnknownAppointment, UnknownCounter, UnknownTicket
from .lanes import Waiting
from .learned import Learned
from .owner import Owner
from .plan import Plan
from .slips import Slip
from .tickets import Ticket

CALLS_SHOWN = 20


class HallState(Owner):
    """A fold of the journal's facts up to `seq`. Reading is free to all, changing is the fold's alone."""

    def __init__(self, hall: str) -> None:
        super().__init__(hall)
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
        self.carried_missed = 0  # of those that ended since the running day began: nobody came in time
        self.carried_missed_before = 0  # the same of the day before it
        self.appointments: dict[str, Appointment] = {}  # of the running day and later ones, and cases carried over
        self.by_code: dict[str, str] = {}  # of all of those
        # so that views need no scan of all tickets: ids in the order in which they came there
        self.missed: dict[str, None] = {}  # these alone do not keep a hall open for long
        self.parked: dict[str, None] = {}
        self.given: dict[str, tuple[int, int]] = {}  # service -> session of today's, numbers given in it
        self.pending_slips: dict[str, None] = {}  # asked for, and neither printed nor failed, the oldest first
        self.failed_slips: dict[str, None] = {}  # those that somebody still waits for, not asked for again
        self.tallies: dict[str, ServiceTally] = {}  # by service, of the running day
        self.forecasts = ForecastTally()
        self.learned = Learned()

    # reading

    def ticket(self, ticket: str) -> Ticket:
        try:
            return self.tickets[ticket]
        except KeyError:
            raise UnknownTicket(ticket=ticket) from None

    def labelled(self, label: str) -> Ticket:
        """The open ticket with this label. Raises TicketHasEnded, UnknownTicket."""
        ticket = self.newest_labelled(label)
        if ticket.state == "ended":
            raise TicketHasEnded(label=label)
        return ticket

    def newest_labelled(self, label: str) -> Ticket:
        """The open ticket with this label, else the newest ended one still in memory: labels repeat from day to day."""
        if label in self.by_label:
            return self.tickets[self.by_label[label]]
        ended = [ticket for ticket in self.tickets.values() if ticket.label == label]
        if not ended:
            raise UnknownTicket(label=label)
        return max(ended, key=lambda ticket: ticket.ordinal)

    def counter(self, counter: str) -> CounterState:
        try:
            return self.counters[counter]
        except KeyError:
            raise UnknownCounter(counter=counter) from None

    def appointment(self, appointment: str) -> Appointment:
        try:
            return self.appointments[appointment]
        except KeyError:
            raise UnknownAppointment() from None

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
        return last is not None and not self.hold_is_over(self.tickets[last], now)

    def hold_is_over(self, ticket: Ticket, now: int) -> bool:
        """Whether a missed number has been held for a report as long as the plan says."""
        return ticket.missed_at is not None and now >= ticket.missed_at + self.plan.limits.missed_hold_us

    def business_date(self, now: int) -> Date:
        """The business day of one who comes now: the running one, which may have begun yesterday; else the date."""
        return self.day.date if self.day and not self.day_closed else local_date(self.plan, now)

    def phase(self, now: int) -> str:
        """The day's state: closed, preparing, open, break, last_tickets, extended."""
        return phase(self.day, now, self.day_closed, self.work_remains(now) if self.day else False)

    def serves_on(self, now: int) -> bool:
        """Whether a break has not begun for everybody: by the plan, who took a number before it is still served."""
        if self.plan.hours.in_break != "extend" or self.phase(now) != "break":
            return False
        began, _ = break_of(self.day, now) or (now, now)
        return any(t.issued_at < began and not self.hold_is_over(t, now) for t in self.open_tickets())

    def next_opens_at(self, now: int) -> int | None:
        """When the hall next opens; never again on a day that was closed."""
        return next_opening(self.plan, now, after=self.day.date if self.day and self.day_closed else None)

    def tally(self, service: str) -> ServiceTally:
        """What the running day has seen of a service."""
        return self.tallies.get(service) or ServiceTally()
