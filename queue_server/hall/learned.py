"""What a hall has learned from its own past, for its forecasts: a fold of facts like all else.

Only the latest of each is kept, so that a hall forgets how it worked months ago. Spans are in microseconds.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import cache
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Any, TypedDict

from .instants import HOUR, MINUTE, SECOND
from .plan import Plan

KEPT = 200  # of most things; of holds by service
HOLDS_ENOUGH = 20  # from then on the plan's typical length says nothing more
HOLD_MOST = 4 * HOUR  # longer ones are a counter that somebody forgot
ARRIVALS_WITHIN = HOUR  # how far back the present rate of arrivals is looked for
ARRIVALS_LEAST = 15 * MINUTE  # what came within less says too little
JUDGED_KEPT = 500  # by lane; so many gave the coverage that was aimed at, on a bank's log
VARIATION = 0.8  # of serving times before history knows: police windows mix quick stamps with long cases


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told of their wait when they came: in 20, 50 and 90 of 100 cases it is shorter. The last
    two are what the runs had said before it was corrected: their middle, and their high point above their low."""

    low_us: int
    mid_us: int
    high_us: int
    run_mid_us: int
    run_spread_us: int

    def fields(self) -> ToldFields:
        return {
            "low_us": self.low_us, "mid_us": self.mid_us, "high_us": self.high_us,
            "run_mid_us": self.run_mid_us, "run_spread_us": self.run_spread_us,
        }  # fmt: skip


class ToldFields(TypedDict):
    """Told, as a line has it."""

    low_us: int
    mid_us: int
    high_us: int
    run_mid_us: int
    run_spread_us: int


# People read a range in whole minutes, and are judged by what they read: low rounded down, high rounded up, at least
# a minute apart. From an hour on it is told wider, in steps of five minutes (`shown_minutes`), and is judged by whole
# minutes all the same. The three before it are plain arithmetic, so that a report can ask its database for them:
# microseconds, numbers or columns alike.


def read_low(low_us: Any) -> Any:
    return low_us - low_us % MINUTE


def read_high(high_us: Any) -> Any:
    """Without the least width, see `called_within`."""
    up = high_us + MINUTE - SECOND
    return up - up % MINUTE


def called_within(low_us: Any, high_us: Any, waited_us: Any) -> Any:
    """Whether somebody who read this range was called inside it."""
    low = read_low(low_us)
    return (low <= waited_us) & ((waited_us <= read_high(high_us)) | (waited_us <= low + MINUTE))


LONG_MIN = 60  # from here on single minutes say more than anybody can know
LONG_STEP_MIN = 5
LONG_WIDTH_MIN = 10


def shown_minutes(low_us: int, high_us: int) -> tuple[int, int]:
    """The range as every screen and slip tells it, in whole minutes: (low, high), never a single point."""
    low = read_low(low_us) // MINUTE
    high = max(read_high(high_us) // MINUTE, low + 1)
    if high >= LONG_MIN:
        low = low // LONG_STEP_MIN * LONG_STEP_MIN
        high = max(-(-high // LONG_STEP_MIN) * LONG_STEP_MIN, low + LONG_WIDTH_MIN)
    return low, high


@dataclass(frozen=True, slots=True)
class Judged:
    """What the runs had said, beside what happened."""

    mid: int
    spread: int
    waited: int


def _latest() -> deque[int]:
    return deque(maxlen=KEPT)


@dataclass(slots=True)
class Learned:
    holds: dict[str, deque[int]] = field(default_factory=dict)  # service -> how long calls kept their counters
    gaps: deque[int] = field(default_factory=_latest)  # how long free counters took to call somebody who waited
    waits: deque[tuple[int, bool]] = field(default_factory=lambda: deque(maxlen=KEPT))  # and who gave up
    arrivals: deque[tuple[int, str, str]] = field(default_factory=lambda: deque(maxlen=KEPT))  # at, service, lane
    judged: dict[str, deque[Judged]] = field(default_factory=dict)  # by lane

    # taking in

    def held(self, service: str, span: int) -> None:
        """A call of this service kept its counter so long: the walk and the serving, or the wait for who never came."""
        if 0 <= span <= HOLD_MOST:
            self.holds.setdefault(service, _latest()).append(span)

    def reacted(self, span: int) -> None:
        """A free counter took so long to call, with somebody there to be called: a clerk puts papers in order."""
        if 0 < span <= HOLD_MOST:
            self.gaps.append(span)

    def waited(self, span: int, gave_up: bool) -> None:
        """Somebody left the queue after so long: called, or by giving the number back."""
        self.waits.append((max(0, span), gave_up))

    def arrived(self, at: int, service: str, lane: str) -> None:
        self.arrivals.append((at, service, lane))
        if len(self.arrivals) > 1 and at < self.arrivals[-2][0]:  # written by hand, and entered afterwards
            self.arrivals = deque(sorted(self.arrivals), maxlen=KEPT)

    def happened(self, lane: str, told: Told, waited: int) -> None:
        """Somebody was called for the first time, after being told of a wait."""
        judged = self.judged.setdefault(lane, deque(maxlen=JUDGED_KEPT))
        judged.append(Judged(told.run_mid_us, told.run_spread_us, waited))

    def forget_others(self, plan: Plan) -> None:
        """What is known of services and lanes that this plan no longer has."""
        self.holds = {service: spans for service, spans in self.holds.items() if service in plan.service_by_id}
        self.judged = {lane: judged for lane, judged in self.judged.items() if lane in plan.lane_by_id}

    # telling

    def holds_of(self, service: str, typical_s: int) -> list[int]:
        """How long a call of this service may keep its counter, sorted; each is as likely as the others.

        While history is short, points of a lognormal with the plan's typical length as its mean fill it up.
        """
        known = self.holds.get(service, ())
        return sorted([*known, *_prior(typical_s, max(0, HOLDS_ENOUGH - len(known)))])

    @property
    def leaving(self) -> float:
        """The chance to give up in a microsecond of waiting."""
        gone = sum(gave_up for _, gave_up in self.waits)
        return gone / max(1, sum(span for span, _ in self.waits))

    def arrivals_now(self, plan: Plan, now: int, begin: int) -> tuple[list[tuple[str, str]], float]:
        """(service, lane) of those who came lately in a day that opened at `begin`, and the mean gap between them."""
        since = max(begin, now - ARRIVALS_WITHIN)
        if len(self.arrivals) == KEPT:
            since = max(since, self.arrivals[0][0])
        came = [
            (service, lane)
            for at, service, lane in self.arrivals
            if at >= since and service in plan.service_by_id and lane in plan.lane_by_id
        ]
        return came, max(now - since, ARRIVALS_LEAST) / max(1, len(came))


@cache
def _prior(typical_s: int, count: int) -> tuple[int, ...]:
    sigma = sqrt(log(1 + VARIATION**2))
    mu = log(typical_s * SECOND) - sigma**2 / 2
    points = (NormalDist().inv_cdf((place + 0.5) / count) for place in range(count))
    return tuple(round(exp(mu + sigma * point)) for point in points)
