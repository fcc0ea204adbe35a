"""Who has the largest claim: head start + rate x waited, ties to the older, and what the rule promises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queue_server.hall.instants import MINUTE, SECOND
from queue_server.hall.lanes import Waiting, claim
from queue_server.hall.plan import Lane

from .halls import MANAGER, Stage, plan_with

UNHURRIED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def lane(name: str, rate: float = 1, head_start_min: Any = 0) -> Lane:
    return Lane.model_validate(
        {"id": name, "name": {"zh": name, "en": name}, "rate": rate, "head_start_min": head_start_min}
    )


def stage_with(*lanes: Lane) -> Stage:
    stage = Stage(plan_with(lanes=[lane.model_dump() for lane in lanes]))
    stage.sign_in("1")
    return stage


def test_a_claim_is_the_head_start_and_the_rate_times_the_wait() -> None:
    elderly = lane("elderly", rate=4, head_start_min=15)

    assert claim(elderly, 0, 10 * MINUTE) == (15 + 4 * 10) * MINUTE


def test_within_one_lane_the_first_to_come_is_the_first_to_go() -> None:
    stage = stage_with()
    for _ in range(4):
        stage.issue()
        stage.wait(1)

    assert stage.order("1") == ["A001", "A002", "A003", "A004"]


def test_the_green_channel_counts_as_having_come_15_minutes_earlier_and_each_minute_as_four() -> None:
    stage = stage_with(lane("elderly", rate=4, head_start_min=15))
    stage.issue()
    stage.wait(20)
    stage.issue(lane="elderly")
    stage.wait(1.6)
    assert [t.label for t in stage.hall.upcoming("1", 2, stage.now)] == ["A001", "A002"]  # 21.6 against 15 + 6.4

    stage.wait(0.1)

    assert stage.order("1") == ["A002", "A001"]  # 21.7 against 15 + 6.8


def test_a_tie_goes_to_the_older() -> None:
    stage = stage_with(lane("elderly", rate=4, head_start_min=15))
    stage.issue()
    stage.wait(15)
    stage.issue(lane="elderly")

    assert stage.order("1") == ["A001", "A002"]


def test_at_the_same_instant_the_first_number_is_the_older() -> None:
    stage = stage_with(lane("other"))
    for name in (None, "other", None, "other"):
        stage.issue(lane=name)

    assert stage.order("1") == ["A001", "A002", "A003", "A004"]


def test_a_head_start_of_the_whole_day_is_strict_priority() -> None:
    stage = stage_with(lane("urgent", head_start_min="all-day"))
    stage.issue()
    stage.at("17:29")
    stage.issue(lane="urgent", actor=MANAGER, may_admit=True, reason="a passport for a funeral")

    assert stage.order("1") == ["A002", "A001"]


def test_a_rate_without_a_head_start_is_accumulating_priority() -> None:
    stage = stage_with(lane("fast", rate=2))
    stage.issue()
    stage.wait(10)
    stage.issue(lane="fast")
    stage.wait(9)
    assert [t.label for t in stage.hall.upcoming("1", 1, stage.now)] == ["A001"]  # 19 against 18

    stage.wait(2)

    assert stage.order("1") == ["A002", "A001"]  # 21 against 22


lanes_drawn = st.builds(
    lambda n, rate, start: lane(f"lane{n}", rate, start),
    st.integers(0, 3),
    st.sampled_from([0.5, 1, 1, 2, 4, 7.3]),
    st.sampled_from([0, 0, 5, 15, 90, "all-day"]),
)


@st.composite
def halls(draw: st.DrawFn) -> tuple[dict[str, Lane], list[tuple[str, int]]]:
    """Some lanes, and the tickets of a service as (lane, minutes of issue), in order of issue."""
    lanes = {item.id: item for item in draw(st.lists(lanes_drawn, min_size=1, max_size=4))}
    minutes = sorted(draw(st.lists(st.integers(0, 240), min_size=1, max_size=25)))
    return lanes, [(draw(st.sampled_from(sorted(lanes))), minute) for minute in minutes]


@given(halls(), st.integers(0, 60))
@UNHURRIED
def test_the_order_is_that_of_the_claims_and_ahead_counts_it(
    hall: tuple[dict[str, Lane], list[tuple[str, int]]], later: int
) -> None:
    lanes, tickets = hall
    waiting = Waiting(lanes)
    now = (tickets[-1][1] + later) * MINUTE
    for number, (name, minute) in enumerate(tickets):
        waiting.add("s", name, None, (minute * MINUTE, number, f"t{number}"))

    by_claim = sorted(
        range(len(tickets)), key=lambda n: (-claim(lanes[tickets[n][0]], tickets[n][1] * MINUTE, now), tickets[n][1], n)
    )

    assert [rank[1] for _, rank in waiting.in_order(["s"], now)] == by_claim
    assert [waiting.ahead(f"t{n}", now) for n in by_claim] == list(range(len(tickets)))


def served(lanes: dict[str, Lane], tickets: list[tuple[str, int]], every: int) -> list[tuple[int, int]]:
    """(ticket, when called) of one counter that calls somebody each `every` seconds."""
    waiting = Waiting(lanes)
    calls: list[tuple[int, int]] = []
    now, coming = 0, 0
    while len(calls) < len(tickets):
        now += every * SECOND
        while coming < len(tickets) and tickets[coming][1] * MINUTE <= now:
            name, minute = tickets[coming]
            waiting.add("s", name, None, (minute * MINUTE, coming, f"t{coming}"))
            coming += 1
        first = next(waiting.in_order(["s"], now), None)
        if first is not None:
            waiting.remove(first[1][2])
            calls.append((first[1][1], now))
    return calls


@given(halls(), st.integers(30, 1800))
@UNHURRIED
def test_nobody_starves_the_bound_that_a_hall_can_promise(
    hall: tuple[dict[str, Lane], list[tuple[str, int]]], every: int
) -> None:
    """Whoever waited w was passed only by tickets issued before its own issue + what their lane's head start and
    rate make of w: with ordinary 0 and 1 that is DESIGN's ((rate - 1) w + head start) / rate."""
    lanes, tickets = hall
    calls = served(lanes, tickets, every)
    for mine, at in calls:
        my_lane, issued = lanes[tickets[mine][0]], tickets[mine][1] * MINUTE
        for other, before in calls:
            if before >= at:
                break
            waited = before - issued  # so long had I waited when the other was called
            other_issued = tickets[other][1] * MINUTE
            if waited < 0 or other_issued <= issued:
                continue
            theirs = lanes[tickets[other][0]]
            # theirs.head_start + theirs.rate x (before - other_issued) >= mine, hence:
            ahead = (theirs.rate - my_lane.rate) * waited + theirs.head_start_us - my_lane.head_start_us
            assert other_issued <= issued + ahead / theirs.rate + 1


@pytest.mark.parametrize(("rate", "start", "waited", "bound"), [(4, 15, 40, 33.75), (1, 10, 40, 10), (4, 0, 8, 6)])
def test_the_bound_in_numbers(rate: float, start: int, waited: int, bound: float) -> None:
    """An ordinary number of 9:00, called at 9:00 + waited, is passed by the last of the lane that came in time."""
    stage = stage_with(lane("green", rate, start))
    stage.issue()
    stage.wait(bound - 0.01)
    stage.issue(lane="green")
    stage.wait(0.02)
    stage.issue(lane="green")

    stage.at("09:00").now += waited * MINUTE

    assert [ticket.label for ticket in stage.hall.upcoming("1", 3, stage.now)] == ["A002", "A001", "A003"]
