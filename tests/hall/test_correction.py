"""Correcting forecasts: whatever the runs get wrong, the ranges hold what they say."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queue_server.hall.correction import ENOUGH, correction_of, quantile
from queue_server.hall.instants import MINUTE
from queue_server.hall.learned import Judged


def judged(count: int, factor: float, seed: int = 1) -> list[Judged]:
    """Runs whose middle is wrong by a factor, of waits that scatter around it."""
    random = Random(seed)
    found = []
    for _ in range(count):
        mid = random.uniform(0, 40) * MINUTE
        waited = max(0.0, factor * mid * random.uniform(0.5, 1.5))
        found.append(Judged(round(mid), round(mid / 2), round(waited)))
    return found


def test_with_a_few_the_runs_are_believed() -> None:
    assert correction_of(judged(ENOUGH - 1, 1.3)) is None


@pytest.mark.parametrize("factor", [0.6, 1.0, 1.4])
def test_the_range_holds_what_it_says_for_those_who_come_after(factor: float) -> None:
    correction = correction_of(judged(500, factor))
    assert correction is not None

    later = judged(2000, factor, seed=2)
    low, mid, high = (
        sum(one.waited < correction.point(one.mid, one.spread, share) for one in later) / len(later)
        for share in (0.2, 0.5, 0.9)
    )

    assert (low, mid, high) == pytest.approx((0.2, 0.5, 0.9), abs=0.05)


def test_one_bad_day_of_unsure_forecasts_does_not_bend_the_sure_ones() -> None:
    good = judged(400, 1.0)
    bad = [Judged(90 * MINUTE, 120 * MINUTE, 10 * MINUTE)] * 60
    plain, bent = correction_of(good), correction_of(good + bad)
    assert plain is not None
    assert bent is not None

    assert bent.point(5 * MINUTE, 3 * MINUTE, 0.5) == pytest.approx(plain.point(5 * MINUTE, 3 * MINUTE, 0.5), rel=0.2)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(0, 10**10)] * 3), min_size=ENOUGH, max_size=60),
    st.integers(0, 10**10),
    st.integers(0, 10**10),
)
def test_points_are_never_below_nothing_nor_out_of_order(known: list[tuple[int, ...]], mid: int, spread: int) -> None:
    correction = correction_of([Judged(*one) for one in known])
    assert correction is not None
    points = [correction.point(mid, spread, share) for share in (0.0, 0.1, 0.2, 0.5, 0.9, 1.0)]
    assert points[0] >= 0
    assert points == sorted(points)


def test_a_quantile_lies_between_its_neighbours() -> None:
    assert [quantile([1, 2, 4], share) for share in (-1, 0, 0.25, 0.5, 0.75, 1, 2)] == [1, 1, 1.5, 2, 3, 4, 4]
