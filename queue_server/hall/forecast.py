"""When will it be my turn: a range, from running the hall forward and from what came of earlier forecasts.

The points are those below which the wait stays in 20, 50 and 90 of 100 cases. `Outlook` answers for everybody who
waits and for one who would come now; `rough` for the first moments, and for a hall too full to be run forward.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from math import sqrt

from .correction import Correction, correction_of, quantile
from .day import break_of
from .forward import Chance, runs_of
from .instants import SECOND
from .learned import VARIATION, Told
from .plan import Counter
from .state import HallState

LOW, MID, HIGH = 0.2, 0.5, 0.9
NOMINAL = 0.7  # of the waits are within the range, when it is right
Z20, Z90 = -0.8416, 1.2816  # standard normal points

RUNS = 40
RUNS_LEAST = 8
STEPS = 4_000  # of all runs together, once there are the least: some 40 ms
WAITING_MOST = 1_000  # a hall with more is not run forward

Points = tuple[int, int, int]  # low, mid, high


class Outlook:
    """What a batch of runs says of a hall as it was at `at`. `play` it first, with `chance` from 0 to 1."""

    def __init__(self, hall: HallState, now: int) -> None:
        self.at = now
        self._runs = runs_of(hall, now)
        self._judged = {lane: list(judged) for lane, judged in hall.learned.judged.items()}
        self._corrections: dict[str, Correction | None] = {}
        self._called: dict[str, Points] = {}  # instants
        self._newcomers: dict[str, dict[str, Told]] = {}

    def play(self, chance: Chance) -> Iterator[None]:
        """Run the hall forward, many times; yields each millisecond or so, for others to go first."""
        for lane, judged in self._judged.items():
            self._corrections[lane] = correction_of(judged)
            yield
        steps = 0
        for run in range(RUNS):
            if run >= RUNS_LEAST and steps >= STEPS:
                break
            steps += yield from self._runs.play(chance)
            yield  # short runs have no breath of their own
        for who, moments in self._runs.called.items():
            moments.sort()
            self._called[who] = tuple(round(quantile(moments, share)) for share in (LOW, MID, HIGH))  # type: ignore[assignment]

    def of(self, ticket: str, lane: str, now: int) -> Points | None:
        """(low_s, mid_s, high_s) from now on of one who waits; None when the runs know nothing of it."""
        told = self._told(ticket, lane, now)
        return None if told is None else points_of(told)

    def newcomer(self, service: str, lane: str) -> Told | None:
        """The wait of one who comes as the hall stands; None when no counter on post could call them."""
        return self._told(self._runs.shadows.get((service, lane), ""), lane, self.at)

    def newcomers(self, service: str) -> dict[str, Told]:
        """The same by lane. Asked with each number, so it is worked out once."""
        if service not in self._newcomers:
            lanes = [lane for shadowed, lane in self._runs.shadows if shadowed == service]
            found = {lane: told for lane in lanes if (told := self.newcomer(service, lane)) is not None}
            self._newcomers[service] = found
        return self._newcomers[service]

    def newcomers_point(self, service: str, lane: str, share: float) -> int | None:
        """Any other point of a newcomer's wait, microseconds: to measure how right the ranges are."""
        told = self.newcomer(service, lane)
        correction = self._corrections.get(lane)
        if told is None:
            return None
        if correction is not None:
            return correction.point(told.run_mid_us, told.run_spread_us, share)
        moments = self._runs.called[self._runs.shadows[service, lane]]
        return round(quantile(moments, share)) - self.at

    def _told(self, who: str, lane: str, now: int) -> Told | None:
        called = self._called.get(who)
        if called is None:
            return None
        low, mid, high = (max(0, moment - now) for moment in called)
        spread = high - low
        correction = self._corrections.get(lane)
        if correction is None:
            return Told(low, mid, high, mid, spread)
        shown = [correction.point(mid, spread, share) for share in (LOW, MID, HIGH)]
        return Told(shown[0], shown[1], shown[2], mid, spread)


def points_of(told: Told, since: int = 0) -> Points:
    """In whole seconds, when so many microseconds have passed since it was told."""
    low, mid, high = (max(0, point - since) // SECOND for point in (told.low_us, told.mid_us, told.high_us))
    return low, mid, high


def told_now(hall: HallState, service: str, lane: str, told: Told, since: int) -> Told:
    """What an outlook of `since` tells a newcomer, when others have come meanwhile: in a rush many take a number
    before there is another outlook. Each of them who goes first is one more serving, spread over the counters."""
    lanes = hall.plan.lane_by_id
    lately = takewhile(lambda arrival: arrival[0] >= since, reversed(hall.learned.arrivals))
    came = sum(
        of == service and lanes[by].head_start_us >= lanes[lane].head_start_us for _, of, by in lately if by in lanes
    )
    on_post = [hall.counters[c.id] for c in _serving(hall, service, lane)]
    if told.run_mid_us == 0:  # the first of them go to who is free
        came = max(0, came + 1 - sum(counter.current is None and counter.pause is None for counter in on_post))
    if not came or not on_post:
        return told
    holds = hall.learned.holds_of(service, hall.plan.service_by_id[service].typical_s)
    more, spread = map(round, _in_all(came, sum(holds) / len(holds), len(on_post)))
    low = told.low_us + max(0, round(more + Z20 * spread))
    high = told.high_us + round(more + Z90 * spread)
    return Told(low, told.mid_us + more, high, told.run_mid_us + more, told.run_spread_us + 2 * spread)


def _in_all(servings: int, mean: float, counters: int) -> tuple[float, float]:
    """How long so many servings take at so many counters, and the spread of that: independent, and normal in sum
    (central limit)."""
    return servings * mean / counters, VARIATION * mean * sqrt(servings) / counters


def _serving(hall: HallState, service: str, lane: str) -> list[Counter]:
    """The counters with somebody on post that serve it as their own."""
    return [c for c in hall.plan.counters if hall.staffed(c.id) and service in c.serves and c.open_for(lane)]


def manned(hall: HallState, service: str, lane: str) -> bool:
    """Whether a counter on post serves it as its own: else nobody can say how long it takes."""
    return bool(_serving(hall, service, lane))


def for_the_next_session(hall: HallState, came_at: int, now: int) -> bool:
    """Whether one who came at this moment came in the present break, in which others are served on."""
    in_break = break_of(hall.day, now)
    return in_break is not None and hall.plan.hours.in_break == "extend" and came_at >= in_break[0]


def rough(
    hall: HallState, service: str, lane: str, ahead: int, now: int, came_at: int | None = None
) -> tuple[int, int, int] | None:
    """(low_s, mid_s, high_s) in whole seconds for one with `ahead` turns before it, without running anything.

    The work ahead is spread over the counters on post for the service; servings are taken as independent with the
    plan's typical length, and their sum as normal (central limit). None while no counter is on post for the service.
    `came_at`: who came in a break in which others are served on is for the next session.
    """
    plan = hall.plan
    on_post = [hall.counters[counter.id] for counter in _serving(hall, service, lane)]
    if not on_post:
        return None
    free = sum(counter.current is None and counter.pause is None for counter in on_post)
    waits = all(counter.pause for counter in on_post)
    if came_at is not None and for_the_next_session(hall, came_at, now):
        waits = True
    begins = _until_calls_begin(hall, waits, now) // SECOND
    if ahead < free:
        return begins, begins, begins + 60
    typical = plan.service_by_id[service].typical_s
    # the one who is called when the (ahead - free + 1)-th serving from now ends
    servings = ahead - free + 1
    mean, spread = _in_all(servings, typical, len(on_post))
    return (
        begins + max(0, round(mean + Z20 * spread)),
        begins + round(mean),
        begins + round(mean + Z90 * spread),
    )


def _until_calls_begin(hall: HallState, waits: bool, now: int) -> int:
    """Before opening nobody is called, nor in a break, unless by the plan counters serve on in it and nothing else
    makes one wait for its end."""
    day = hall.day
    if day is None:
        return 0
    if now < day.opens_at:
        return day.opens_at - now
    in_break = break_of(day, now)
    waits = waits or hall.plan.hours.in_break == "wait"
    return in_break[1] - now if in_break and waits else 0
