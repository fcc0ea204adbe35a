"""The simulator against exact results of queueing theory: the rule orders people as the theory says.

One day of each case, thousands of people, seeds fixed. One busy day is not its long-run mean, so a tenth more or
less is no fault; a wrong order of the lanes would be two or four times as much.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from queue_server.hall.plan import Plan, read_plan
from queue_server.simulate import Arrival, simulate

from ..hall.halls import at

CASES = {case["id"]: case for case in json.loads((Path(__file__).parent / "queueing_cases.json").read_text())}
PEOPLE = 16_000
DAY_S = 86_000

NAME = {"zh": "例", "en": "Case"}
ROUND_THE_CLOCK = {"week": {day: ["00:00-24:00"] for day in ("mon", "tue")}}


def hall(**parts: Any) -> Plan:
    return read_plan({"hall": "case", "name": NAME, "kind": "outstation", "hours": ROUND_THE_CLOCK, **parts})


def service(name: str, series: str) -> dict[str, Any]:
    return {"id": name, "name": NAME, "series": series}


def lanes_of(model: dict[str, Any]) -> list[dict[str, Any]]:
    """Strict priority is a head start of hours, accumulating priority is a rate."""
    count = len(model["lam"])
    if model["policy"] == "strict":
        ways = [{"head_start_min": 24 * 60 * (count - 1 - n) / (count - 1)} for n in range(count)]
    else:
        ways = [{"rate": rate} for rate in model["b"]]
    return [{"id": f"lane{n}", "name": NAME, **way} for n, way in enumerate(ways)]


def arrivals_of(model: dict[str, Any], kinds: list[tuple[str, str]], seed: int) -> tuple[list[Arrival], float]:
    """Poisson arrivals and exponential servings of (service, lane) kinds, and the seconds in the case's unit."""
    random = Random(seed)
    total = sum(model["lam"])
    unit = DAY_S * total / PEOPLE
    arrivals, when = [], random.expovariate(total) * unit
    while when < DAY_S:
        name, lane = random.choices(kinds, model["lam"])[0]
        serving = random.expovariate(model["mu"]) * unit
        arrivals.append(Arrival(at("00:00") + round(when * 1e6), name, lane, round(serving * 1e6)))
        when += random.expovariate(total) * unit
    return arrivals, unit


def simulated(name: str) -> list[float]:
    """The mean waits of a case's lanes, in its unit."""
    model = CASES[name]["model"]
    lanes = [f"lane{n}" for n in range(len(model["lam"]))]
    counters = [{"id": str(n), "name": NAME, "serves": ["s"]} for n in range(model["c"])]
    plan = hall(services=[service("s", "A")], lanes=lanes_of(model), counters=counters)
    arrivals, unit = arrivals_of(model, [("s", lane) for lane in lanes], seed=1)
    result = simulate(plan, arrivals)
    return [result["lanes"][lane]["mean_wait_s"] / unit for lane in lanes]


@pytest.mark.parametrize("name", ["cobham_mm1_2", "hillier_s2"])
def test_head_starts_of_hours_are_strict_priority(name: str) -> None:
    assert simulated(name) == pytest.approx(CASES[name]["exact"], rel=0.15)


def test_rates_are_accumulating_priority() -> None:
    """At nine tenths of its load the level of one day says little; what one lane waits to the other does."""
    fast, slow = simulated("apq_mm1_b2")
    exact_fast, exact_slow = CASES["apq_mm1_b2"]["exact"]

    assert fast / slow == pytest.approx(exact_fast / exact_slow, rel=0.08)
    assert slow == pytest.approx(exact_slow, rel=0.3)


def test_support_at_once_is_the_n_model_of_skills() -> None:
    case = CASES["skill_nmodel"]
    counters = [
        {"id": "2", "name": NAME, "serves": ["b"], "support": [{"service": "a", "after_min": 0}]},
        {"id": "1", "name": NAME, "serves": ["a"]},
    ]
    plan = hall(services=[service("a", "A"), service("b", "B")], counters=counters)
    arrivals, unit = arrivals_of(case["model"], [("a", "ordinary"), ("b", "ordinary")], seed=1)

    tickets = simulate(plan, arrivals)["tickets"]

    waits = {name: [t["wait_s"] / unit for t in tickets if t["service"] == name] for name in ("a", "b")}
    means = [sum(w) / len(w) for w in waits.values()]
    assert means == pytest.approx(case["exact"], rel=0.15)
