"""Days of the reference cases (queueing_cases.json, each with its source) through `simulate`, and what they say.

How long people wait on one busy day differs much from day to day, and most of that is how busy the day was: the same
arrivals served first come, first served differ with it, and of them the exact mean is known. So each batch of people
is compared with the same people served first come (a control variate), which leaves a tenth of the uncertainty.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any

from queue_server.hall.plan import Plan
from queue_server.hall.plan_reading import read_plan
from queue_server.simulate import Arrival, simulate

from ..hall.halls import at

CASES: dict[str, dict[str, Any]] = {
    case["id"]: case for case in json.loads((Path(__file__).parent / "queueing_cases.json").read_text("utf-8"))
}
WARM_UP = 4_000  # people: the day begins with an empty hall, the cases are of one that never was empty
BATCHES, BATCH = 20, 1_000  # people of a batch come in a row
STUDENT_999 = 3.92  # 99.9 % within, 18 degrees of freedom: there are some 40 comparisons
DAY_S = 86_000

NAME = {"zh": "例", "en": "Case"}
ROUND_THE_CLOCK = {"week": {day: ["00:00-24:00"] for day in ("mon", "tue")}}


def hall(counters: int | list[dict[str, Any]], services: tuple[str, ...] = ("s",), **parts: Any) -> Plan:
    """A hall that never closes; counters given as a number all serve everything."""
    if isinstance(counters, int):
        counters = [{"id": str(n), "serves": list(services)} for n in range(counters)]
    named = [{"id": name, "name": NAME, "series": chr(65 + n)} for n, name in enumerate(services)]
    return read_plan(
        {"hall": "case", "name": NAME, "kind": "outstation", "hours": ROUND_THE_CLOCK, "services": named,
         "counters": [{"name": NAME} | counter for counter in counters], **parts}
    )  # fmt: skip


def lanes_of(model: dict[str, Any], unit_s: float = 60) -> list[dict[str, Any]]:
    """Strict priority is a head start of hours, accumulating priority a rate, a credit a head start."""
    count = len(model["lam"])
    ways: dict[str, list[dict[str, Any]]] = {
        "fifo": [{} for _ in range(count)],
        "strict": [{"head_start_min": 24 * 60 * (count - 1 - n) // max(1, count - 1)} for n in range(count)],
        "apq": [{"rate": rate} for rate in model.get("b", [])],
        "credit": [{"head_start_min": credit * unit_s / 60} for credit in model.get("credit", [])],
    }
    return [{"id": f"lane{n}", "name": NAME, **way} for n, way in enumerate(ways[model["policy"]])]


def people(model: dict[str, Any], count: int, unit_s: float, seed: int) -> Iterator[tuple[int, int, int]]:
    """Poisson arrivals with exponential servings: (kind, microseconds from the start, microseconds of serving)."""
    random = Random(seed)
    total, when = sum(model["lam"]), 0.0
    for _ in range(count):
        when += random.expovariate(total)
        kind = random.choices(range(len(model["lam"])), model["lam"])[0]
        yield kind, round(when * unit_s * 1e6), round(random.expovariate(model["mu"]) * unit_s * 1e6)


def first_come(arrivals: list[Arrival], counters: int) -> list[int]:
    """The waits of the same people served in the order in which they came (Kiefer and Wolfowitz 1955), microseconds."""
    free, waits = [0] * counters, []
    for arrival in arrivals:
        called = max(arrival.at, heapq.heappop(free))
        waits.append(called - arrival.at)
        heapq.heappush(free, called + arrival.serving_us)
    return waits


@dataclass(frozen=True)
class Estimate:
    """A mean, and how far from it the true one may be (99.9 %)."""

    mean: float
    within: float

    def holds(self, exact: float, its_own: float = 0) -> bool:
        """`its_own`: how far from `exact` the truth may be, when that was itself only simulated."""
        return abs(self.mean - exact) <= sqrt(self.within**2 + its_own**2)


def plain(batches: list[float]) -> Estimate:
    mean, n = fmean(batches), len(batches)
    spread = sqrt(sum((one - mean) ** 2 for one in batches) / (n - 1))
    return Estimate(mean, STUDENT_999 * spread / sqrt(n))


def controlled(batches: list[float], control: list[float], exact: float) -> Estimate:
    """The mean of the batches, were that of the control `exact`: by the line through them."""
    n, mean, middle = len(batches), fmean(batches), fmean(control)
    square = sum((one - middle) ** 2 for one in control)
    slope = sum((y - mean) * (x - middle) for y, x in zip(batches, control, strict=True)) / square
    left = [y - mean - slope * (x - middle) for y, x in zip(batches, control, strict=True)]
    error = sqrt(sum(one**2 for one in left) / (n - 2)) * sqrt(1 / n + (middle - exact) ** 2 / square)
    return Estimate(mean + slope * (exact - middle), STUDENT_999 * error)


@dataclass(frozen=True)
class Day:
    """One long day of a case: the waits of its lanes and of everybody, by batch, in the case's unit."""

    lanes: list[list[float]]
    everybody: list[float]
    first_come: list[float]  # the same people, first come, first served


def day_of(name: str, seed: int = 1) -> Day:
    model = CASES[name]["model"]
    count = WARM_UP + BATCHES * BATCH
    unit_s = DAY_S * sum(model["lam"]) / count * 0.97
    arrivals = [
        Arrival(at("00:00") + when, "s", f"lane{kind}", serving)
        for kind, when, serving in people(model, count, unit_s, seed)
    ]
    plan = hall(model["c"], lanes=lanes_of(model, unit_s))
    waits = [ticket["wait_s"] / unit_s for ticket in simulate(plan, arrivals)["tickets"]]
    fair = [wait / 1e6 / unit_s for wait in first_come(arrivals, model["c"])]
    told = list(zip((arrival.lane for arrival in arrivals), waits, fair, strict=True))[WARM_UP:]
    batches = [told[n * BATCH : (n + 1) * BATCH] for n in range(BATCHES)]
    lanes = [f"lane{n}" for n in range(len(model["lam"]))]
    return Day(
        [[fmean(wait for lane, wait, _ in batch if lane == mine) for batch in batches] for mine in lanes],
        [fmean(wait for _, wait, _ in batch) for batch in batches],
        [fmean(wait for _, _, wait in batch) for batch in batches],
    )
