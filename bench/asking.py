"""Asking for the wait of each newcomer, by our forecast and by the simple ways it is compared with."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from time import perf_counter

from queue_server.hall.forecast import Outlook
from queue_server.hall.hall import Hall
from queue_server.hall.instants import SECOND
from queue_server.hall.lanes import Rank, order
from queue_server.hall.learned import Told

METHODS = ("people ahead x average / counters", "lane-aware queue length", "last to enter service", "running forward")


@dataclass(slots=True)
class Asked:
    """One newcomer: the wait by each method in seconds, our points, and in the end the wait itself."""

    lane: str
    day: str
    guesses: dict[str, float]
    p10_s: float
    low_s: float
    high_s: float
    waited_s: float = 0.0


@dataclass(slots=True)
class Asking:
    """`average_s` of a service's servings, `counters` on post for it and who `queues` with it: what a clerk knows."""

    average_s: Callable[[Hall, str], float]
    counters: Callable[[Hall, str], int]
    queues: Callable[[Hall, str], list[str]]  # the services that queue with this one
    asked: dict[str, Asked] = field(default_factory=dict)
    last_s: dict[str, float] = field(default_factory=dict)  # service -> wait of the last one called
    took_s: deque[float] = field(default_factory=deque)
    _chance: Random = field(default_factory=lambda: Random(1))

    def ask(self, hall: Hall, ticket: str, service: str, lane: str, now: int) -> Told | None:
        """What the newcomer is told; None when nobody is on post."""
        began = perf_counter()
        outlook = Outlook(hall, now)
        for _ in outlook.play(self._chance.random):
            pass
        self.took_s.append(perf_counter() - began)
        told = outlook.newcomer(service, lane)
        p10 = outlook.newcomers_point(service, lane, 0.1)
        if told is None or p10 is None:
            return None
        each_s = self.average_s(hall, service) / max(1, self.counters(hall, service))
        together = self.queues(hall, service)
        guesses = (
            sum(map(hall.waiting_of, together)) * each_s,
            _before(hall, together, lane, now) * each_s,
            self.last_s.get(service, 0.0),
            told.mid_us / SECOND,
        )
        self.asked[ticket] = Asked(
            lane, str(hall.day.date if hall.day else ""), dict(zip(METHODS, guesses, strict=True)),
            p10 / SECOND, told.low_us / SECOND, told.high_us / SECOND,
        )  # fmt: skip
        return told


def _before(hall: Hall, services: list[str], lane: str, now: int) -> int:
    """How many turns would be called before a newcomer of this lane, were nobody else to come."""
    rank: Rank = (now, hall.issued_ever + 1, "")
    mine = order(hall.plan.lane_by_id[lane], rank, now)
    return sum(turn < mine for turn in hall.waiting.in_order(services, now))


def table(title: str, asked: list[Asked]) -> None:
    """Mean absolute errors, each as a share of the first method's and of the last to enter service, which leaves no
    choice of what is average and how many are counters; coverage and width of the ranges."""
    count = len(asked)
    print(f"{title}: {count:,} asked, mean wait {sum(one.waited_s for one in asked) / count / 60:.2f} min")
    errors = {method: sum(abs(one.guesses[method] - one.waited_s) for one in asked) / count for method in METHODS}
    for method, error in errors.items():
        bias = sum(one.guesses[method] - one.waited_s for one in asked) / count
        print(
            f"  {method:<36} error {error / 60:6.3f} min  bias {bias / 60:+6.2f}  ratio "
            f"{error / errors[METHODS[0]]:.2f}  of the last to enter {error / errors[METHODS[2]]:.2f}"
        )
    for name, low in (("10-90 %", "p10_s"), ("20-90 %, shown", "low_s")):
        within = sum(getattr(one, low) <= one.waited_s <= one.high_s for one in asked) / count
        width = sum(one.high_s - getattr(one, low) for one in asked) / count / 60
        before = sum(one.waited_s < getattr(one, low) for one in asked) / count
        nominal = 0.8 if low == "p10_s" else 0.7
        print(
            f"  range {name:<15} holds {within:.3f} of {nominal}, width {width:5.2f} min, called before it {before:.3f}"
        )
