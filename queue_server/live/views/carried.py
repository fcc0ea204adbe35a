"""Cases carried over, as staff see them: those that can still be taken up, and what became of the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from heapq import nsmallest
from typing import Any

from ...hall.appointments import kept_until
from ...hall.counters import Carried
from ...hall.hall import Hall
from ...registers.appointments import PastCase
from ..staff_shapes import CarriedCase, CarriedOver
from .parts import moment, service_name

SHOWN = 50  # a day's work; the others are asked for


def first_cases(hall: Hall, cases: Iterable[Carried]) -> list[CarriedOver]:
    """Of those that can still be taken up, the earliest day first; at most 50."""
    return [_open_case(hall, case) for case in nsmallest(SHOWN, cases, key=_in_order)]


def _in_order(case: Carried) -> tuple[str, str, str]:
    return case.on, case.date, case.label


def _open_case(hall: Hall, case: Carried) -> CarriedOver:
    booking = hall.appointments.get(case.ticket)
    return CarriedOver(**_of_case(hall, case, booking.code if booking else None))


def carried_case(hall: Hall, past: PastCase) -> CarriedCase:
    """A case as the registers tell of it, also one that the hall no longer holds."""
    return CarriedCase(
        **_of_case(hall, past.case, past.code),
        state=past.state,
        came_as=past.came_as,
        ended_at=moment(past.ended_at),
        ended_because=past.ended_because,
    )


def _of_case(hall: Hall, case: Carried, code: str | None) -> dict[str, Any]:
    on = Date.fromisoformat(case.on)
    return {
        "ticket": case.ticket,
        "label": case.label,
        "code": code,
        "service": case.service,
        "service_name": service_name(hall, case.service),
        "date": Date.fromisoformat(case.date),
        "on": on,
        "until": kept_until(hall.plan, on),
        "reason": case.reason,
    }
