"""Hall: the live state of one business day. It decides commands into facts, and a fact is all that changes it.

The same object runs in the server, the property tests, the simulator and the wait forecast. It knows no clock,
no disk and no random source: `now` (microseconds) and fresh ids are passed in.
"""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from itertools import islice

from . import commands as c
from . import facts as f
from .appointments import Slot, last_date
from .day import local_date
from .decisions import DECISIONS
from .decisions.appointments import slots
from .decisions.counters import no_show_ready, recall_ready_at
from .decisions.day import advance
from .decisions.tickets import left_of, more_at
from .dispatch import takes_of, upcoming
from .fold import FOLDS
from .plan import Plan
from .state import HallState
from .tickets import Ticket


class Hall(HallState):
    """`do` a command, `advance` with time; both apply and return their facts."""

    @classmethod
    def founded(cls, plan: Plan, now: int, by: c.Actor = c.SYSTEM) -> tuple[Hall, f.Fact]:
        """A new hall and the first line of its journal."""
        hall = cls(plan.hall)
        first = f.PlanPublished(at=now, by=str(by), number=1, plan=plan.model_dump(mode="json", exclude_unset=True))
        hall.apply(first)
        return hall, first

    def apply(self, fact: f.Fact) -> None:
        """Fold one fact: the only thing that changes a hall."""
        FOLDS[type(fact)](self, fact)
        self.count(fact)

    def do(self, command: c.Command, actor: c.Actor, now: int) -> list[f.Fact]:
        """Decide and apply. Raises a HallError, and then nothing has changed."""
        facts = list(DECISIONS[type(command)](self, command, actor, now))
        for fact in facts:
            self.apply(fact)
        return facts

    def advance(self, now: int) -> list[f.Fact]:
        """Apply the next step that time alone brings (see decisions.day.advance); nothing when none is due."""
        facts = list(advance(self, now))
        for fact in facts:
            self.apply(fact)
        return facts

    def due(self, now: int) -> bool:
        """Whether time alone brings something: `advance` would have facts."""
        return any(True for _ in advance(self, now))

    def ahead(self, ticket: Ticket, now: int) -> int:
        """How many turns of its service would be called before a waiting ticket, were nobody else to come."""
        return self.waiting.ahead(ticket.id, now)

    def upcoming(self, counter: str, most: int, now: int) -> list[Ticket]:
        """The next few for a counter's own services in the order of the rule."""
        ids = upcoming(self.waiting, self.plan.counter_by_id[counter], now, self.staffed)
        return [self.tickets[ticket] for ticket in islice(ids, most)]

    def waiting_for(self, counter: str, service: str, now: int) -> tuple[int, int | None]:
        """How many of a service this counter may call now, and since when the longest of them has waited."""
        plan = self.plan.counter_by_id[counter]
        count, oldest = self.waiting.of(service, takes_of(plan, self.staffed))
        return count, None if oldest is None else min(oldest, now)

    def waiting_of(self, service: str) -> int:
        return self.waiting.count(service)

    def left_of(self, service: str, now: int) -> int | None:
        """How many numbers of a service there are still for who comes now; None when there is no end to them."""
        return left_of(self, service, now)

    def more_at(self, now: int) -> int | None:
        """When the next session of this day opens, which has numbers of its own; None after the last."""
        return more_at(self, now)

    def slots(self, service: str, now: int) -> dict[Date, list[Slot]]:
        """The times of each day that can be booked for a service now, those without room too."""
        today = local_date(self.plan, now)
        days = range((last_date(self.plan, now) - today).days + 1)
        found = slots(self, service, (today + timedelta(days) for days in days), now)
        return {date: times for date, times in found.items() if times}

    def oldest_of(self, service: str, now: int) -> int | None:
        """The smallest counted-from waiting for a service, microseconds; now, when its time is still to come."""
        oldest = self.waiting.oldest(service)
        return None if oldest is None else min(oldest, now)

    def booked_for(self, ticket: Ticket) -> int | None:
        """The time for which its holder had an appointment."""
        booking = self.appointments.get(ticket.appointment or "")
        return booking.slot_at if booking else None

    def expects(self, now: int) -> bool:
        """Whether somebody may check in today, for an appointment or a case carried over."""
        today = self.business_date(now)
        return any(
            booking.state == "booked" and (booking.date == today or (booking.carried and booking.date < today))
            for booking in self.appointments.values()
        )

    def can_miss(self, ticket: Ticket) -> tuple[int | None, int]:
        """From when a called ticket may count as missed, and the recalls that are due before."""
        return no_show_ready(self, ticket)

    def can_recall_at(self, ticket: Ticket) -> int | None:
        return recall_ready_at(self, ticket)
