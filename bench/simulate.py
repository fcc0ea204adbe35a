"""How many tickets a second a day is played with, through the real Hall, whatever the number waiting.

    python -m bench.simulate

The sample plan with every counter on post. So many come at the opening, and from then on one for each whose serving
ends, so that the queue stays as long as it is; at last it is drained. Beside it an event loop with the same number of
events, in which nothing happens.
"""

from __future__ import annotations

import gc
import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count
from random import Random
from time import process_time

from queue_server.hall.instants import SECOND, from_datetime
from queue_server.hall.plan import Plan
from queue_server.plan_file import load_plan
from queue_server.sample import PLAN
from queue_server.simulate import Arrival, simulate
from tests.serving import WEDNESDAY

WAITING = (100, 1_000, 10_000)
STEADY = 20_000  # tickets that come while so many wait
OPEN_S = 8 * 3600
TURNS = 3
GREEN = 0.2


def main() -> None:
    plan = load_plan(PLAN.read_text(encoding="utf-8"))
    for waiting in WAITING:
        arrivals = _arrivals(plan, waiting)
        ours = min(_timed(lambda arrivals=arrivals: simulate(plan, arrivals)) for _ in range(TURNS))
        bare = min(_timed(lambda arrivals=arrivals: _bare(arrivals)) for _ in range(TURNS))
        tickets = len(arrivals)
        print(
            f"{waiting:6,} waiting: {tickets / ours:7,.0f} tickets a second of one core; "
            f"an empty event loop {tickets / bare:9,.0f} (1 to {ours / bare:.1f})"
        )


def _arrivals(plan: Plan, waiting: int) -> list[Arrival]:
    """`waiting` at once, then STEADY at the pace of the counters."""
    opens = from_datetime(datetime.fromisoformat(f"{WEDNESDAY}T09:00:00+08:00"))
    random = Random(1)
    green = [lane.id for lane in plan.lanes if lane.green]
    asked_for = [service for counter in plan.counters for service in counter.serves[:1]]  # as the counters are spread
    gap = OPEN_S * SECOND // STEADY
    serving = gap * len(plan.counters)
    return [
        Arrival(
            opens + max(0, place - waiting) * gap,
            asked_for[place % len(asked_for)],
            random.choice(green) if random.random() < GREEN else "ordinary",
            round(random.uniform(0.5, 1.5) * serving),
        )
        for place in range(waiting + STEADY)
    ]


def _bare(arrivals: list[Arrival]) -> int:
    """Each comes, and each serving ends: from a heap, one after another."""
    number = count(len(arrivals))
    heap = [(arrival.at, place) for place, arrival in enumerate(arrivals)]
    happened = 0
    while heap:
        at, place = heapq.heappop(heap)
        happened += 1
        if place < len(arrivals):
            heapq.heappush(heap, (at + arrivals[place].serving_us, next(number)))
    return happened


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    began = process_time()
    work()
    return process_time() - began


if __name__ == "__main__":
    main()
