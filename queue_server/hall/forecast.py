"""When will it be my turn: a first, rough range.

The work ahead is spread over the counters on post for the service; servings are taken as independent with the
plan's typical length and a coefficient of variation of 0.8, and the sum as normal (central limit), which gives
the 20 %, 50 % and 90 % points. Running the real Hall forward takes this place later.
"""

from __future__ import annotations

from math import sqrt

from .instants import SECOND
from .state import HallState

VARIATION = 0.8  # of serving times: police windows mix quick stamps with long cases
Z20, Z90 = -0.8416, 1.2816  # standard normal points


def rough(hall: HallState, service: str, ahead: int, now: int) -> tuple[int, int, int] | None:
    """(low_s, mid_s, high_s) in whole seconds for one with `ahead` turns before it.

    None while no counter is on post for the service: then nobody can say.
    """
    plan = hall.plan
    on_post = [
        counter
        for counter in hall.counters.values()
        if counter.post is not None and service in plan.counter_by_id[counter.id].serves
    ]
    if not on_post:
        return None
    free = sum(counter.current is None and counter.pause is None for counter in on_post)
    begins = _until_calls_begin(hall, all(counter.pause for counter in on_post), now) // SECOND
    if ahead < free:
        return begins, begins, begins + 60
    typical = plan.service_by_id[service].typical_s
    # the one who is called when the (ahead - free + 1)-th serving from now ends
    servings = ahead - free + 1
    mean = servings * typical / len(on_post)
    spread = VARIATION * typical * sqrt(servings) / len(on_post)
    return (
        begins + max(0, round(mean + Z20 * spread)),
        begins + round(mean),
        begins + round(mean + Z90 * spread),
    )


def _until_calls_begin(hall: HallState, all_paused: bool, now: int) -> int:
    """Before opening nobody is called, nor in a break that the counters take; one that serves on calls."""
    day = hall.day
    if day is None:
        return 0
    if now < day.opens_at:
        return day.opens_at - now
    coming = [opens for opens, _ in day.sessions if opens > now]
    in_break = coming and not any(opens <= now < closes for opens, closes in day.sessions)
    return coming[0] - now if in_break and all_paused else 0
