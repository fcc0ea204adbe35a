"""The forecast by running the hall forward: the same rules, the counters on post, the servings of its own history."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queue_server.hall import commands as c
from queue_server.hall.forecast import Outlook, points_of
from queue_server.hall.instants import MINUTE, SECOND
from queue_server.hall.learned import Told

from .halls import CITIZEN, PLAN, Stage, at, clerk, everything, fingerprint, plan_with

Points = tuple[int, int, int]


def outlook(stage: Stage, seed: int = 1) -> Outlook:
    looked = Outlook(stage.hall, stage.now)
    for _ in looked.play(Random(seed).random):
        pass
    return looked


def newcomer(stage: Stage, service: str = "household", lane: str = "ordinary", seed: int = 1) -> Points | None:
    told = outlook(stage, seed).newcomer(service, lane)
    return None if told is None else points_of(told)


def of(stage: Stage, ticket: str) -> Points | None:
    return outlook(stage).of(ticket, stage.hall.tickets[ticket].lane, stage.now)


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.sign_in("1", "2")
    return stage


def history(stage: Stage, minutes: float = 10, times: int = 20) -> None:
    """Counter 1 serves so many people, each for so long."""
    for _ in range(times):
        stage.issue()
        stage.serve("1")
        stage.wait(minutes)
        stage.finish("1")


# who is called when


def test_with_a_free_counter_it_is_at_once(stage: Stage) -> None:
    assert newcomer(stage) == (0, 0, 0)


def test_while_nobody_is_on_post_nobody_can_say() -> None:
    stage = Stage()
    stage.issue()
    assert newcomer(stage) is None
    assert of(stage, "t1") is None


def test_a_service_without_a_counter_on_post_knows_nothing(stage: Stage) -> None:
    assert newcomer(stage, "traffic") is None


def test_those_who_wait_are_called_in_the_order_of_the_rule(stage: Stage) -> None:
    stage.press(c.SignOut("2"))
    for lane in ("ordinary", "ordinary", "elderly"):
        stage.issue(lane=lane)

    first, second, elderly = (of(stage, ticket) or (0, 0, 0) for ticket in ("t1", "t2", "t3"))

    assert elderly == (0, 0, 0)  # fifteen minutes ahead
    assert first[1] < second[1] < (newcomer(stage) or (0, 0, 0))[1]


def test_a_better_lane_is_told_a_shorter_wait(stage: Stage) -> None:
    for _ in range(8):
        stage.issue()

    ordinary, elderly, urgent = (newcomer(stage, lane=lane) or (0, 0, 0) for lane in ("ordinary", "elderly", "urgent"))

    assert urgent <= elderly < ordinary


def test_support_counts_once_the_wait_has_reached_its_limit(stage: Stage) -> None:
    stage.press(c.SignOut("2"))
    for _ in range(30):
        stage.issue()
    alone = newcomer(stage)

    stage.sign_in("3")

    assert alone is not None
    assert (newcomer(stage) or alone) < alone


def test_a_counter_for_some_lanes_is_run_as_one() -> None:
    green = PLAN["counters"][0] | {"lanes": ["elderly"], "other_lanes": "never"}
    stage = Stage(plan_with(counters=[green, *PLAN["counters"][1:]]))
    stage.sign_in("1")
    stage.issue()
    assert newcomer(stage, lane="elderly") == (0, 0, 0)
    assert newcomer(stage) is None
    assert of(stage, "t1") is None

    stage.sign_in("2")

    assert of(stage, "t1") == (0, 0, 0)


def test_lanes_of_one_claim_wait_unlike_where_a_counter_serves_one_of_them_first() -> None:
    lanes = [*PLAN["lanes"], PLAN["lanes"][0] | {"id": "sick", "name": {"zh": "病弱", "en": "Ill"}}]
    first = PLAN["counters"][0] | {"lanes": ["sick"]}
    stage = Stage(plan_with(lanes=lanes, counters=[first, *PLAN["counters"][1:]]))
    stage.sign_in("1")
    for _ in range(4):
        stage.issue(lane="elderly")

    assert (newcomer(stage, lane="sick") or (0, 0, 0))[1] < (newcomer(stage, lane="elderly") or (0, 0, 0))[1]


def test_one_sent_to_a_counter_waits_for_that_counter(stage: Stage) -> None:
    stage.issue()
    stage.serve("1")
    stage.do(c.Transfer("1", "household", to_counter="2"), clerk("clerk-1"))
    stage.press(c.Pause("2", "water", 30))

    assert of(stage, "t1") == (1800, 1800, 1800)


def test_who_reports_again_goes_behind_the_next_three(stage: Stage) -> None:
    stage.press(c.SignOut("2"))
    missed = stage.issue()
    stage.next("1")
    stage.press(c.NoShow("1"))
    for _ in range(4):
        stage.issue()
    stage.do(c.RejoinTicket(missed.id), CITIZEN)

    waits = [of(stage, ticket) or (0, 0, 0) for ticket in ("t4", "t1", "t5")]

    assert waits == sorted(waits)


def test_a_pause_is_over_when_it_was_said_to_be(stage: Stage) -> None:
    stage.press(c.SignOut("2"))
    stage.press(c.Pause("1", "water", 10))

    assert newcomer(stage) == (600, 600, 600)


def test_before_opening_the_wait_begins_with_the_opening() -> None:
    stage = Stage(now=at("08:50"))
    stage.sign_in("1")

    assert newcomer(stage) == (600, 600, 600)


def test_in_a_break_that_the_counters_take_the_wait_begins_with_the_next_session(stage: Stage) -> None:
    stage.press(c.SignOut("2"))
    stage.press(c.Pause("1", "lunch"))
    stage.at("13:00")

    assert newcomer(stage) == (3600, 3600, 3600)


def test_in_a_break_through_which_the_plan_lets_counters_serve_it_is_as_ever(stage: Stage) -> None:
    stage.do(c.PublishPlan(plan_with(hours={"break": "extend"})))
    stage.at("13:00")

    assert newcomer(stage) == (0, 0, 0)


def test_in_a_break_the_queue_waits_although_somebody_is_still_on_post(stage: Stage) -> None:
    stage.at("13:00")

    assert newcomer(stage) == (3600, 3600, 3600)


def test_a_break_to_come_is_counted(stage: Stage) -> None:
    history(stage, minutes=5)
    stage.at("11:55")
    tickets = [stage.issue() for _ in range(3)]
    for counter in ("1", "2"):
        stage.serve(counter)

    assert of(stage, tickets[2].id) == (7500, 7500, 7500)  # both counters end at noon; calls go on at 14:00
    stage.do(c.PublishPlan(plan_with(hours={"break": "extend"})))
    assert of(stage, tickets[2].id) == (300, 300, 300)


# what it learns from


def test_servings_are_drawn_from_the_halls_own_history(stage: Stage) -> None:
    stage.press(c.SignOut("2"))
    history(stage, minutes=3)
    stage.issue()
    stage.issue()
    stage.serve("1")

    assert of(stage, "t22") == (180, 180, 180)


def test_the_plans_typical_length_stands_in_until_there_is_a_history(stage: Stage) -> None:
    stage.press(c.SignOut("2"))
    stage.issue()
    stage.issue()
    stage.serve("1")

    low, mid, high = of(stage, "t2") or (0, 0, 0)

    assert 60 < low < mid < high
    assert 240 < mid < 700  # typically 480, and lopsided


def test_a_serving_that_has_lasted_is_expected_to_be_one_of_the_long_ones(stage: Stage) -> None:
    stage.press(c.SignOut("2"))
    history(stage, minutes=2)
    history(stage, minutes=20)
    stage.issue()
    stage.issue()
    stage.serve("1")
    stage.wait(5)

    assert of(stage, "t42") == (900, 900, 900)


def test_how_long_a_free_counter_takes_to_call_is_part_of_the_wait(stage: Stage) -> None:
    stage.press(c.SignOut("2"))
    for _ in range(20):
        stage.issue()
        stage.wait(0.5)
        stage.serve("1")
        stage.finish("1")

    assert newcomer(stage) == (30, 30, 30)


def test_a_free_counter_that_lets_others_be_called_elsewhere_is_not_expected_at_once(stage: Stage) -> None:
    """Somebody is on post at counter 2 and has gone away without a word: counter 1 calls all."""
    for _ in range(10):  # they take turns, and each is quick
        for counter in ("1", "2"):
            stage.issue()
            stage.wait(0.1)
            stage.serve(counter)
            stage.finish(counter)
    for _ in range(5):
        stage.issue()
        stage.wait(0.5)
        stage.serve("1")
        stage.wait(5)
        stage.finish("1")
    stage.issue()
    stage.serve("1")

    # it has let five people wait for half a minute each, longer than ever before a call
    assert (newcomer(stage) or (0, 0, 0))[1] > 60


def test_better_lanes_that_come_all_the_time_are_expected_to_go_on_coming() -> None:
    quiet, busy = Stage(), Stage()
    for stage, lane in ((quiet, "ordinary"), (busy, "urgent")):
        stage.sign_in("1")
        for _ in range(6):
            stage.issue()
        for _ in range(6):
            stage.wait(5)
            stage.issue("exit-entry", None if lane == "ordinary" else lane, reason="r", may_approve=True)
            stage.issue(lane=lane, reason="r", may_approve=True)
            stage.serve("1")
            stage.finish("1")

    # as many waiting before the newcomer, but in the busy hall others come who go first
    assert len(quiet.hall.waiting) == len(busy.hall.waiting)
    assert (newcomer(busy) or (0, 0, 0))[1] > (newcomer(quiet) or (0, 0, 0))[1]


def told(mid_s: float) -> Told:
    return Told(0, 0, 0, round(mid_s * SECOND), 60 * SECOND)


def test_forecasts_that_were_too_short_make_the_next_ones_longer(stage: Stage) -> None:
    stage.press(c.SignOut("2"))
    history(stage, minutes=10)
    stage.at("14:00")
    stage.issue()
    stage.serve("1")
    before = newcomer(stage)
    for number in range(400):
        runs_s = 60 * (number % 20)
        stage.hall.learned.happened("ordinary", told(runs_s), round((1.3 * runs_s + 30 * (number % 7)) * SECOND))

    low, mid, high = newcomer(stage) or (0, 0, 0)

    assert before == (600, 600, 600)
    assert 780 < low < mid < high < 1000


def test_the_same_seed_tells_the_same(stage: Stage) -> None:
    for _ in range(8):
        stage.issue()
    assert outlook(stage, 1).newcomer("household", "ordinary") == outlook(stage, 1).newcomer("household", "ordinary")


# what is kept


def test_what_was_told_is_kept_with_the_number_beside_what_happened(stage: Stage) -> None:
    said = {lane: Told(60 * SECOND, 120 * SECOND, 300 * SECOND, 100 * SECOND, 200 * SECOND) for lane in ("ordinary",)}
    ticket = stage.issue(told=said)
    stage.wait(4)
    stage.next("1")

    assert ticket.told == said["ordinary"]
    (judged,) = stage.hall.learned.judged["ordinary"]
    assert (judged.mid, judged.spread, judged.waited) == (100 * SECOND, 200 * SECOND, 4 * MINUTE)


def test_a_second_call_judges_nothing(stage: Stage) -> None:
    ticket = stage.issue(told={"ordinary": told(60)})
    stage.next("1")
    stage.press(c.NoShow("1"))
    stage.do(c.RejoinTicket(ticket.id), CITIZEN)
    stage.wait(5)
    stage.next("1")

    assert ticket.first_called_at == at("09:00")
    assert len(stage.hall.learned.judged["ordinary"]) == 1


def test_nothing_is_kept_where_nobody_could_say(stage: Stage) -> None:
    assert stage.issue("traffic", told={"ordinary": told(60)}).told is None
    assert stage.issue(lane="elderly", told={"ordinary": told(60)}).told is None


# invariants


@settings(max_examples=25, deadline=None)
@given(
    people=st.lists(
        st.tuples(st.sampled_from(["household", "exit-entry", "traffic"]), st.sampled_from([None, "elderly"])),
        max_size=12,
    ),
    posts=st.sets(st.sampled_from("123")),
    minutes=st.floats(0, 300),
    seed=st.integers(0, 99),
)
def test_points_are_in_order_repeatable_and_change_nothing(
    people: list[tuple[str, Any]], posts: set[str], minutes: float, seed: int
) -> None:
    stage = Stage()
    stage.sign_in(*sorted(posts))
    for service, lane in people:
        stage.issue(service, lane)
    for counter in sorted(posts):
        stage.next(counter)
    stage.wait(minutes)
    before = fingerprint(stage.hall)

    first, again = outlook(stage, seed), outlook(stage, seed)

    assert fingerprint(stage.hall) == before
    for ticket in stage.hall.tickets.values():
        points = first.of(ticket.id, ticket.lane, stage.now)
        assert points == again.of(ticket.id, ticket.lane, stage.now)
        assert points is None or 0 <= points[0] <= points[1] <= points[2]
    for service in ("household", "exit-entry", "traffic"):
        for said in first.newcomers(service).values():
            assert 0 <= said.low_us <= said.mid_us <= said.high_us


def test_first_come_with_exponential_servings_is_an_erlang_wait() -> None:
    """With 20 ahead and 12 counters busy for 6 minutes each it is Erlang(21, 12 / 6 min): half wait less than 10.3
    minutes, nine in ten less than 13.5 (Whitt 1999; Ibrahim and Whitt 2009)."""
    counters = [{**PLAN["counters"][0], "id": str(n)} for n in range(12)]
    stage = Stage(plan_with(counters=counters, lanes=[]))
    stage.sign_in(*(counter["id"] for counter in counters))
    chance = Random(3)
    for counter in counters:
        stage.issue()
        stage.serve(counter["id"])
    for _ in range(20):
        stage.issue()
    for _ in range(200):
        stage.hall.learned.held("household", round(chance.expovariate(1 / 6) * MINUTE))
    stage.hall.learned.gaps.clear()

    mids, highs = [], []
    for seed in range(12):
        looked = outlook(stage, seed).newcomer("household", "ordinary")
        assert looked is not None
        mids.append(looked.mid_us / MINUTE)
        highs.append(looked.high_us / MINUTE)

    assert sum(mids) / 12 == pytest.approx(10.3338, rel=0.1)
    assert sum(highs) / 12 == pytest.approx(13.5226, rel=0.1)


def test_a_hall_folded_from_its_facts_has_learned_the_same(stage: Stage) -> None:
    history(stage, times=5)
    stage.issue(told={"ordinary": told(60)})
    stage.next("1")
    again = type(stage.hall)("h")
    for fact in stage.facts:
        again.apply(fact)
    assert everything(again) == everything(stage.hall)


# a rush, between two outlooks


def rush(stage: Stage, *lanes: str) -> list[Told | None]:
    """What each is told who comes in a moment, of an outlook from before the first."""
    looked = outlook(stage)
    return [
        stage.issue(lane=lane, told=looked.newcomers("household"), told_at=looked.at).told for lane in lanes
    ]  # fmt: skip


def test_who_comes_in_a_rush_is_told_of_those_who_came_before_them(stage: Stage) -> None:
    """Two counters are free: the first two are told that they are next, the others one serving more each."""
    told = [one.mid_us if one else -1 for one in rush(stage, *["ordinary"] * 5)]

    assert told[:2] == [0, 0]
    assert 0 < told[2] < told[3] < told[4]
    assert told[3] - told[2] == pytest.approx(4 * MINUTE, rel=0.1)  # servings of 8 minutes at two counters


def test_in_a_rush_the_green_channel_is_told_of_its_own_alone(stage: Stage) -> None:
    for _ in range(6):
        stage.issue()
    stage.serve("1")
    stage.serve("2")
    first, *_, later = rush(stage, "elderly", *["ordinary"] * 5, "elderly")

    assert first is not None
    assert later is not None
    assert later.mid_us - first.mid_us == pytest.approx(4 * MINUTE, rel=0.1)


def test_a_range_in_a_rush_is_wider_and_in_order(stage: Stage) -> None:
    for told in rush(stage, *["ordinary"] * 9):
        assert told is not None
        assert 0 <= told.low_us <= told.mid_us <= told.high_us
