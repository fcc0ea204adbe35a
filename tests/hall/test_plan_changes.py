"""A new plan while the hall runs: what it may change at once, and what it may not take away."""

from __future__ import annotations

from typing import Any

import pytest

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import PlanInvalid, UnknownCounter, UnknownService

from .halls import MANAGER, MONDAY, PLAN, Stage, at, clerk, everything, plan_with

TUESDAY = MONDAY.replace(day=13)
# counter 1 takes over what counter 2 alone serves
WITHOUT_2 = [PLAN["counters"][0] | {"serves": ["household", "exit-entry"]}, PLAN["counters"][2]]


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.sign_in("1", "2")
    return stage


def publish(stage: Stage, **changes: Any) -> list[f.Fact]:
    return stage.do(c.PublishPlan(plan_with(**changes)), MANAGER)


def problems(stage: Stage, **changes: Any) -> list[str]:
    before = everything(stage.hall)
    with pytest.raises(PlanInvalid) as caught:
        publish(stage, **changes)
    assert everything(stage.hall) == before
    found: Any = caught.value.data["problems"]
    return [f"{problem['path']}: {problem['problem']}" for problem in found]


def without(part: str, name: str) -> list[Any]:
    return [item for item in PLAN[part] if item["id"] != name]


def test_each_plan_has_the_next_number(stage: Stage) -> None:
    assert stage.hall.plan_number == 1

    (published,) = publish(stage, limits={"misses": 2})

    assert isinstance(published, f.PlanPublished)
    assert (published.number, published.by) == (2, "staff:manager")
    assert stage.hall.plan.limits.misses == 2


def test_the_plan_of_another_hall_is_refused(stage: Stage) -> None:
    assert problems(stage, hall="other") == ["hall: this is the plan of 'other', the hall is 'h'"]


def test_a_service_with_an_open_number_stays(stage: Stage) -> None:
    ticket = stage.issue("traffic")
    counters = [PLAN["counters"][0], PLAN["counters"][1]]
    smaller = {"services": without("services", "traffic"), "counters": counters}
    assert problems(stage, **smaller) == ["services: 'traffic' still has the open number C001"]

    stage.do(c.CancelTicket(ticket.id))
    publish(stage, **smaller)

    with pytest.raises(UnknownService):
        stage.issue("traffic")


def test_a_lane_with_an_open_number_stays(stage: Stage) -> None:
    stage.issue(lane="elderly")

    assert problems(stage, lanes=without("lanes", "elderly")) == ["lanes: 'elderly' still has the open number A001"]


def test_a_manned_counter_stays(stage: Stage) -> None:
    assert problems(stage, counters=WITHOUT_2) == ["counters: clerk-2 is still signed in at '2'"]

    stage.press(c.SignOut("2"))
    publish(stage, counters=WITHOUT_2)

    with pytest.raises(UnknownCounter):
        stage.sign_in("2")


def test_a_counter_with_a_citizen_stays_even_when_its_clerk_had_to_leave(stage: Stage) -> None:
    stage.issue()
    stage.next("2")
    stage.do(c.SignOut("2", override=True), MANAGER)

    assert problems(stage, counters=WITHOUT_2) == ["counters: '2' still has A001"]


def test_a_number_sent_to_a_counter_that_is_gone_may_be_called_anywhere(stage: Stage) -> None:
    ticket = stage.issue()
    stage.serve("1")
    stage.press(c.Transfer("1", "household", to_counter="2"))
    stage.press(c.SignOut("2"))

    publish(stage, counters=WITHOUT_2)

    assert stage.next("1") is ticket


def test_what_was_parked_at_a_counter_that_is_gone_can_be_taken_back_elsewhere(stage: Stage) -> None:
    ticket = stage.issue()
    stage.serve("2")
    stage.press(c.Park("2", "a form"))
    stage.press(c.SignOut("2"))
    publish(stage, counters=WITHOUT_2)

    stage.press(c.Unpark("1", ticket.label))
    stage.press(c.StartServing("1"))
    stage.finish("1")

    assert ticket.outcome == "done"


def test_what_counters_do_goes_on_under_the_new_plan(stage: Stage) -> None:
    ticket = stage.issue()
    stage.serve("1")
    stage.press(c.Pause("2", "water"))
    before = everything(stage.hall.counters)

    publish(
        stage, counters=[*PLAN["counters"], {"id": "4", "name": {"zh": "4号", "en": "Four"}, "serves": ["traffic"]}]
    )

    after = everything(stage.hall.counters)
    assert after[:3] == before
    assert after[3][0] == "4"
    assert stage.hall.current_of("1") is ticket


def test_a_new_rate_counts_from_now_on_for_all_who_wait(stage: Stage) -> None:
    stage.issue()
    stage.wait(1)
    stage.issue(lane="appointment")
    assert [ticket.label for ticket in stage.hall.upcoming("1", 2, stage.now)] == ["A002", "A001"]

    publish(stage, lanes=[{"id": "appointment", "name": {"zh": "预约", "en": "Appointment"}, "head_start_min": 0}])

    assert stage.order("1") == ["A001", "A002"]


def test_new_hours_of_today_count_at_once(stage: Stage) -> None:
    facts = publish(stage, hours={"week": {"mon": ["09:00-18:30"]}, "last_ticket_min": 0})

    assert [type(fact) for fact in facts] == [f.PlanPublished, f.DayRescheduled]
    stage.at("18:00")
    assert stage.hall.phase(stage.now) == "open"
    stage.at("18:30")
    assert stage.last(f.ClosingReached).closing_at == at("18:30")


def test_a_plan_with_the_same_hours_reschedules_nothing(stage: Stage) -> None:
    assert [type(fact) for fact in publish(stage, limits={"misses": 2})] == [f.PlanPublished]


def test_closing_time_moved_to_before_now_is_reached_at_once(stage: Stage) -> None:
    stage.issue()
    stage.at("15:00")

    publish(stage, hours={"week": {"mon": ["09:00-12:00"]}})

    assert stage.last(f.ClosingReached).closing_at == at("12:00")
    assert stage.hall.phase(stage.now) == "extended"


def test_closing_time_moved_on_after_it_had_passed_comes_again(stage: Stage) -> None:
    ticket = stage.issue()
    stage.at("17:40")
    assert ticket.at_closing == "waiting"

    publish(stage, hours={"week": {"mon": ["09:00-19:00"]}, "last_ticket_min": 0})
    assert stage.hall.phase(stage.now) == "open"
    assert ticket.at_closing is None
    stage.serve("1")
    stage.at("19:00")

    assert ticket.at_closing == "serving"
    assert [fact.kind for fact in stage.facts].count("closing.reached") == 2


def test_a_plan_that_closes_today_leaves_the_running_day_its_hours(stage: Stage) -> None:
    stage.issue()

    facts = publish(stage, hours={"closed": ["2026-10-12"]})

    assert [type(fact) for fact in facts] == [f.PlanPublished]
    assert stage.hall.phase(stage.now) == "open"
    assert stage.issue().label == "A002"


def test_a_day_that_was_closed_is_not_rescheduled(stage: Stage) -> None:
    stage.do(c.CloseDay(()), MANAGER)

    facts = publish(stage, hours={"week": {"mon": ["09:00-20:00"]}})

    assert [type(fact) for fact in facts] == [f.PlanPublished]
    assert stage.hall.phase(stage.now) == "closed"


def test_a_plan_that_opens_today_begins_the_day_at_once() -> None:
    sunday = MONDAY.replace(day=11)
    stage = Stage(now=at("10:00", sunday))
    assert stage.hall.day is None

    publish(stage, hours={"open": [{"date": "2026-10-11", "hours": ["09:00-12:00"]}]})

    assert stage.hall.phase(stage.now) == "open"
    assert stage.issue().date == sunday


def test_the_hours_of_a_night_that_began_yesterday_are_its_own() -> None:
    night = {"week": {"mon": ["22:00-06:00"]}, "last_ticket_min": 0}
    stage = Stage(plan_with(hours=night), now=at("23:00"))
    stage.at("02:00", TUESDAY)

    publish(stage, hours=night | {"week": {"mon": ["22:00-07:00"], "tue": ["09:00-12:00"]}})

    assert stage.last(f.DayRescheduled).date == "2026-10-12"
    stage.at("06:30", TUESDAY)
    assert stage.hall.phase(stage.now) == "open"


def test_a_plan_keeps_the_order_of_time_untouched(stage: Stage) -> None:
    """Publishing is no event of the day: a plan found with another clock must not push the hall's time on."""
    before = stage.hall.last_at
    stage.now += 1_000_000

    publish(stage, limits={"misses": 2})

    assert stage.hall.last_at == before


def test_a_clerk_at_work_sees_no_difference(stage: Stage) -> None:
    stage.issue()
    stage.serve("1")

    publish(stage, limits={"persons": 3})
    stage.do(c.Finish("1", "done", label="A001"), clerk("clerk-1"))

    assert stage.states() == {"A001": "ended"}


def test_a_plan_with_a_service_that_no_counter_serves_reaches_no_citizen(stage: Stage) -> None:
    without = [PLAN["counters"][0], PLAN["counters"][2]]

    assert problems(stage, counters=without) == [
        "services[1].id: no counter serves 'exit-entry': its numbers would never be called"
    ]
