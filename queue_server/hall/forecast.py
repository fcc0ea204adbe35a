"""When will it be my turn: a first, rough range.

The work ahead is spread over the counters on post for the service; servings are taken as independent with the
plan's typical length and a coefficient of variation of 0.8, and the sum as normal (central limit), which gives
the 20 %, 50 % and 90 % points. Running the real Hall forward takes this place later.
"""

from __future__ import annotations

from math import sqrt

from .state import HallState

VARIATION = 0.8  # of serving times: police windows mix quick stamps with long cases
Z20, Z90 = -0.8416, 1.2816  # standard normal points


def rough(hall: HallState, service: str, ahead: int, now: int) -> tuple[int, int, int] | None:
    """(low_s, mid_s, high_s) in whole seconds for one with `ahead` turns before it.

    None while no counter is on post for the service: then nobody can say.
    """
    plan = hall.plan
    free = busy = 0
    for counter in hall.counters.values():
        if counter.post is None or service not in plan.counter_by_id[counter.id].serves:
            continue
        if counter.current is None and counter.pause is None:
            free += 1
        else:
            busy += 1
    on_post = free + busy
    if on_post == 0:
        return None
    opens = max(0, hall.day.opens_at - now) // 1_000_000 if hall.day else 0
    if ahead < free:
        return opens, opens, opens + 60
    typical = plan.service_by_id[service].typical_s
    # the one who is called when the (ahead - free + 1)-th serving from now ends
    servings = ahead - free + 1
    mean = servings * typical / on_post
    spread = VARIATION * typical * sqrt(servings) / on_post
    return (
        opens + max(0, round(mean + Z20 * spread)),
        opens + round(mean),
        opens + round(mean + Z90 * spread),
    )
