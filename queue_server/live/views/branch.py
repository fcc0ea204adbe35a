"""What an account of one branch (条线) sees of a hall live: its own line of service, and nothing of another.

Made of the hall and not of the manager's view: a figure that is added there is not here until somebody decides so.
"""

from __future__ import annotations

from ...hall.counters import CounterState, ForecastTally
from ...hall.hall import Hall
from ..staff_shapes import CounterLive, LiveView
from .carried import first_cases
from .parts import Lens, frame
from .staff import REMAINING, counter_live, forecasts_live, service_live, staff_ticket, warnings


def live_of_branch(hall: Hall, branch: str, now: int, lens: Lens) -> LiveView:
    """The manager's page of one branch: figures are those of its services alone. What belongs to no line of service
    (slips, printers, counts of registers, the forecasts of all numbers together, those carried over
    who missed their day) is left out. A number belongs to the branch of the service that it waits for now."""
    services = [service for service in hall.plan.services if service.branch == branch]
    own = frozenset(service.id for service in services)
    remaining = [ticket for ticket in hall.open_tickets() if ticket.service in own]
    carried = [case for case in hall.carried.values() if case.service in own]
    counters = [counter for counter in hall.counters.values() if _has_part(hall, counter, own)]
    tallies = [hall.tally(service) for service in own]
    whole = frame(hall, now, lens)
    whole["day"] = whole["day"].model_copy(
        update={
            "waiting": sum(hall.waiting_of(service) for service in own),
            "serving": sum(1 for counter in counters if _serves_own(hall, counter, own)),
        }
    )
    return LiveView(
        **whole,
        issued=sum(tally.issued for tally in tallies),
        ended=sum(tally.ended for tally in tallies),
        missed=sum(1 for ticket in remaining if ticket.id in hall.missed),
        parked=sum(1 for ticket in remaining if ticket.id in hall.parked),
        forecasts=forecasts_live(ForecastTally()),
        services=[service_live(hall, service, now) for service in services],
        counters=[_counter(hall, counter, own, lens) for counter in counters],
        remaining=[staff_ticket(hall, ticket) for ticket in remaining[:REMAINING]],
        remaining_count=len(remaining),
        carried=first_cases(hall, carried),
        carried_count=len(carried),
        carried_missed=0,
        slips=[],
        printers=[],
        registers={},
        warnings=list(warnings(lens)),
    )


def _serves_own(hall: Hall, counter: CounterState, own: frozenset[str]) -> bool:
    return counter.current is not None and hall.tickets[counter.current].service in own


def _has_part(hall: Hall, counter: CounterState, own: frozenset[str]) -> bool:
    """Whether the counter serves one of the services, or a number of one of them right now (as support does)."""
    return not own.isdisjoint(hall.plan.counter_by_id[counter.id].serves) or _serves_own(hall, counter, own)


def _counter(hall: Hall, counter: CounterState, own: frozenset[str], lens: Lens) -> CounterLive:
    """A number of another branch is not told, nor since when it is here; `served` only where all are the branch's."""
    seen = counter_live(hall, counter, lens)
    plan = hall.plan.counter_by_id[counter.id]
    left_out: dict[str, None] = {}
    if counter.current is not None and not _serves_own(hall, counter, own):
        left_out |= {"label": None, "since": None}
    if not own.issuperset((*plan.serves, *(support.service for support in plan.support))):
        left_out |= {"served": None}
    return seen.model_copy(update=left_out)
