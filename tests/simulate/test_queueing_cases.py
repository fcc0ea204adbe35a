"""The simulator against queueing theory: the rule orders people as the theory says.

Seeds are fixed. Each mean comes with its limits, and they must hold the exact value while being narrow enough to tell
a wrong rule: a lane that was given another's place, or a rate half as large again, is far outside.
"""

from __future__ import annotations

from functools import cache
from random import Random
from statistics import fmean

import pytest

from queue_server.hall.instants import SECOND
from queue_server.simulate import Arrival, simulate

from ..hall.halls import at
from .queueing import (
    BATCH,
    BATCHES,
    CASES,
    DAY_S,
    STUDENT_999,
    WARM_UP,
    Day,
    controlled,
    day_of,
    first_come,
    hall,
    people,
    plain,
)

FIRST_COME = ["fifo_mm1", "fifo_mmc12"]
SKILLS = "skill_nmodel"
AHEAD = "pred_erlang_n20_s12"
BY_LANE = [name for name in CASES if name not in (*FIRST_COME, SKILLS, AHEAD)]

day = cache(day_of)


def exact_first_come(name: str) -> float:
    """The exact mean wait, first come, first served, of a case's people."""
    case = CASES[name]
    return float(case["conservation_rhs_lam_Wfifo"]) / sum(case["model"]["lam"])


def test_every_reference_case_is_here_with_its_source() -> None:
    assert len(CASES) == 12
    assert all(case["source"] for case in CASES.values())


@pytest.mark.parametrize("name", BY_LANE)
def test_each_lane_waits_as_long_as_the_theory_says(name: str) -> None:
    case, told = CASES[name], day(name)
    exact = case["exact"] or case["reference"]
    its_own = [0.0] * len(exact) if case["exact"] else case["reference_ci95"]

    for lane, value, within in zip(told.lanes, exact, its_own, strict=True):
        mean = controlled(lane, told.first_come, exact_first_come(name))
        assert mean.holds(value, within), (mean, value)
        assert mean.within < 0.4 * value, mean


@pytest.mark.parametrize("name", BY_LANE)
def test_what_one_lane_gains_the_others_lose(name: str) -> None:
    """The conservation law (Kleinrock 1965): the sum of rate x mean wait is that of first come, first served."""
    told = day(name)
    difference = plain([a - b for a, b in zip(told.everybody, told.first_come, strict=True)])

    assert difference.holds(0), difference
    assert difference.within < 0.06 * fmean(told.first_come)


@pytest.mark.parametrize("name", FIRST_COME)
def test_without_lanes_everybody_waits_as_first_come_first_served_has_it(name: str) -> None:
    """To the microsecond as the recursion says, of which the exact mean is known."""
    model = CASES[name]["model"]
    unit_s = DAY_S * sum(model["lam"]) / 10_000 * 0.9
    arrivals = [
        Arrival(at("00:00") + when, "s", "ordinary", serving) for _, when, serving in people(model, 10_000, unit_s, 1)
    ]
    simulated = [ticket["wait_s"] for ticket in simulate(hall(model["c"]), arrivals)["tickets"]]
    assert simulated == [wait / SECOND for wait in first_come(arrivals, model["c"])]

    many = [Arrival(when, "s", "ordinary", serving) for _, when, serving in people(model, 420_000, 1, 1)]
    waits = [wait / SECOND for wait in first_come(many, model["c"])][20_000:]
    mean = plain([fmean(waits[n : n + 20_000]) for n in range(0, len(waits), 20_000)])
    assert mean.holds(CASES[name]["exact"][0]), mean
    assert mean.within < 0.3 * CASES[name]["exact"][0]


def test_support_at_once_is_the_n_model_of_skills() -> None:
    case = CASES[SKILLS]
    counters = [
        {"id": "2", "serves": ["b"], "support": [{"service": "a", "after_min": 0}]},
        {"id": "1", "serves": ["a"]},
    ]
    count = WARM_UP + BATCHES * BATCH
    unit_s = DAY_S * sum(case["model"]["lam"]) / count * 0.97
    arrivals = [
        Arrival(at("00:00") + when, "ab"[kind], "ordinary", serving)
        for kind, when, serving in people(case["model"], count, unit_s, 1)
    ]

    tickets = simulate(hall(counters, ("a", "b")), arrivals)["tickets"]

    batches = range(WARM_UP, count, BATCH)
    rho = sum(case["model"]["lam"]) / 2
    all_do_all = [wait / SECOND / unit_s for wait in first_come(arrivals, 2)]  # M/M/2, of which the mean is known
    control = [fmean(all_do_all[n : n + BATCH]) for n in batches]
    for kind, exact in zip("ab", case["exact"], strict=True):
        waits = [[t["wait_s"] / unit_s for t in tickets[n : n + BATCH] if t["service"] == kind] for n in batches]
        mean = controlled([fmean(batch) for batch in waits], control, rho**2 / (1 - rho**2))
        assert mean.holds(exact), (kind, mean)
        assert mean.within < 0.25 * exact


def test_who_finds_twenty_ahead_of_twelve_busy_counters_waits_an_erlang_time() -> None:
    """33 come at one instant, again and again; the last of them waits."""
    case = CASES[AHEAD]
    model, exact = case["model"], case["exact"]
    come, times, apart_s = model["servers"] + model["n_ahead"] + 1, 400, 200  # a unit is a second here
    random = Random(1)
    arrivals = [
        Arrival(
            at("00:00") + round(n * apart_s * SECOND), "s", "ordinary",
            round(random.expovariate(1 / model["mean_service"]) * SECOND),
        )
        for n in range(times) for _ in range(come)
    ]  # fmt: skip

    tickets = simulate(hall(model["servers"]), arrivals)["tickets"]

    waits = [ticket["wait_s"] for ticket in tickets[come - 1 :: come]]
    assert fmean(waits) == pytest.approx(exact["mean"], abs=STUDENT_999 * exact["sd"] / times**0.5)
    for share in (0.1, 0.5, 0.9):
        below = sum(wait < exact[f"p{share * 100:.0f}"] for wait in waits) / times
        assert below == pytest.approx(share, abs=STUDENT_999 * (share * (1 - share) / times) ** 0.5)


def test_the_limits_tell_a_wrong_rule() -> None:
    """Were the fast lane's rate half as large again, or the lanes' places changed, the limits would not hold."""
    told: Day = day("apq_mm1_b2")
    fast, slow = (controlled(lane, told.first_come, exact_first_come("apq_mm1_b2")) for lane in told.lanes)
    lam, rho = CASES["apq_mm1_b2"]["model"]["lam"], 0.9
    first_come_mean = rho / (1 - rho)
    slow_at_rate_3 = first_come_mean / (1 - lam[0] * (1 - 1 / 3))  # Kleinrock 1964, two lanes

    assert not slow.holds(slow_at_rate_3)
    assert not fast.holds(CASES["apq_mm1_b2"]["exact"][1])
