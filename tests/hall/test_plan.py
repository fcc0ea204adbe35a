"""The plan: what it may say, what it may not, and where a mistake stands."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date as Date
from typing import Any

import pytest

from queue_server.hall.errors import PlanInvalid
from queue_server.hall.instants import DAY, MINUTE
from queue_server.hall.plan import CARRIED_OVER, ORDINARY, Plan
from queue_server.hall.plan_reading import read_plan

from .halls import PLAN, plan_with

SMALLEST: dict[str, Any] = {
    "hall": "h",
    "name": {"zh": "厅", "en": "Hall"},
    "kind": "outstation",
    "hours": {"week": {"mon": ["09:00-12:00"]}},
    "services": [{"id": "s", "name": {"zh": "事", "en": "Service"}, "series": "A"}],
    "counters": [{"id": 1, "name": {"zh": "一", "en": "One"}, "serves": ["s"]}],
}


def with_value(value: Any, *path: str | int) -> dict[str, Any]:
    """The full plan with one value changed."""
    document: Any = deepcopy(PLAN)
    inner = document
    for part in path[:-1]:
        inner = inner[part]
    if isinstance(inner, list) and path[-1] == len(inner):
        inner.append(value)
    else:
        inner[path[-1]] = value
    return document  # type: ignore[no-any-return]


def problems_of(document: Any) -> list[tuple[str, str]]:
    with pytest.raises(PlanInvalid) as caught:
        read_plan(document)
    return [(found["path"], found["problem"]) for found in caught.value.data["problems"]]  # type: ignore[attr-defined]


def test_the_smallest_plan_is_a_name_a_week_a_service_and_a_counter() -> None:
    plan = read_plan(SMALLEST)

    assert plan.timezone == "Asia/Shanghai"
    assert plan.hours.prepare_min == 10
    assert plan.hours.last_ticket_min == 0
    assert plan.counters[0].id == "1"
    assert plan.limits.model_dump() == {
        "recall_spacing_s": 20, "recalls": 0, "walking_s": 0, "walking_more_s": 60, "misses": 3, "rejoin_behind": 3,
        "missed_hold_min": 15, "persons": 9, "carried_days": 10, "one_per_person": False,
    }  # fmt: skip


def test_every_hall_has_the_ordinary_lane_and_the_one_for_carried_over_cases() -> None:
    lanes = read_plan(SMALLEST).lane_by_id

    assert (lanes[ORDINARY].rate, lanes[ORDINARY].head_start_us) == (1, 0)
    assert (lanes[CARRIED_OVER].rate, lanes[CARRIED_OVER].head_start_us) == (1, DAY)


def test_a_plan_may_set_those_two_lanes_itself() -> None:
    own = [{"id": lane, "name": {"zh": "道", "en": "Lane"}, "head_start_min": 5} for lane in (ORDINARY, CARRIED_OVER)]

    lanes = plan_with(lanes=own).lane_by_id

    assert [lanes[name].head_start_us for name in (ORDINARY, CARRIED_OVER)] == [5 * MINUTE, 5 * MINUTE]


@pytest.mark.parametrize(
    ("written", "head_start_us"), [("all-day", DAY), (15, 15 * MINUTE), (0, 0), (1.5, 90_000_000), ("20", 20 * MINUTE)]
)
def test_a_head_start_is_minutes_or_the_whole_day(written: Any, head_start_us: int) -> None:
    assert read_plan(with_value(written, "lanes", 0, "head_start_min")).lanes[0].head_start_us == head_start_us


@pytest.mark.parametrize(("age", "lane"), [(59, None), (60, "elderly"), (79, "elderly"), (80, "old"), (120, "old")])
def test_an_age_opens_the_lane_with_the_highest_age_that_it_has_reached(age: int, lane: str | None) -> None:
    plan = read_plan(with_value({"id": "old", "name": {"zh": "高龄", "en": "Old"}, "from_age": 80}, "lanes", 3))

    opened = plan.lane_for_age(age)

    assert (opened.id if opened else None) == lane


def test_closed_beats_open_and_open_beats_the_week() -> None:
    hours = {
        "closed": ["2026-10-12", "2026-10-17"],
        "open": [
            {"date": "2026-10-17", "hours": ["10:00-11:00"]},
            {"date": "2026-10-18", "hours": ["10:00-11:00"]},
            {"date": "2026-10-13", "hours": ["10:00-11:00"]},
        ],
    }
    on = plan_with(hours=hours).hours.on

    assert on(Date(2026, 10, 12)) == []  # a Monday
    assert on(Date(2026, 10, 13)) == ["10:00-11:00"]
    assert on(Date(2026, 10, 14)) == ["09:00-12:00", "14:00-17:30"]
    assert on(Date(2026, 10, 17)) == []
    assert on(Date(2026, 10, 18)) == ["10:00-11:00"]
    assert on(Date(2026, 10, 25)) == []  # a Sunday, which the week leaves out


def test_holidays_may_be_given_from_a_date_to_a_date() -> None:
    on = plan_with(hours={"closed": ["2026-09-25", {"from": "2026-10-01", "to": "2026-10-07"}]}).hours.on

    open_days = [day for day in range(1, 12) if on(Date(2026, 10, day))]
    assert open_days == [8, 9]  # the tenth is a Saturday
    assert on(Date(2026, 9, 25)) == []
    assert on(Date(2026, 9, 30)) == ["09:00-12:00", "14:00-17:30"]


def test_a_saturday_may_be_worked_as_another_weekday() -> None:
    week = {"mon": ["09:00-12:00"], "wed": ["10:00-16:00"]}
    document = with_value([{"date": "2026-10-10", "as": "wed"}], "hours", "open")
    document["hours"] |= {"week": week}

    assert read_plan(document).hours.on(Date(2026, 10, 10)) == ["10:00-16:00"]


def test_a_plan_survives_the_journal_unchanged() -> None:
    hours = {
        "closed": ["2026-10-01", {"from": "2026-10-02", "to": "2026-10-07"}],
        "open": [{"date": "2026-10-10", "as": "wed"}],
    }
    plan = plan_with(hours=hours, limits={"misses": 2})
    document = plan.model_dump(mode="json", exclude_unset=True)
    assert {key: document["hours"][key] for key in hours} == hours

    kept = json.loads(json.dumps(plan.model_dump(mode="json", exclude_unset=True)))

    assert Plan.model_validate(kept) == plan


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("an unknown key", with_value(1, "colour"), "colour", "unknown key"),
    ("an unknown key inside", with_value(1, "services", 1, "sreies"), "services[1].sreies", "unknown key"),
    ("an unknown weekday", with_value([], "hours", "week", "monday"), "hours.week.monday.[key]", "'mon', 'tue'"),
    ("no hours", {k: v for k, v in PLAN.items() if k != "hours"}, "hours", "Field required"),
    ("a span that is none", with_value(["9-12"], "hours", "week", "mon"), "hours.week.mon[0]", "'9-12' is no span"),
    ("an hour after 24", with_value(["20:00-24:30"], "hours", "week", "mon"), "hours.week.mon[0]", "is no span"),
    ("hour 25", with_value(["20:00-25:00"], "hours", "week", "mon"), "hours.week.mon[0]", "is no span"),
    ("overlapping sessions", with_value(["13:00-15:00", "09:00-13:01"], "hours", "week", "mon"), "hours.week.mon",
     "overlap"),
    ("sessions that overlap over midnight", with_value(["22:00-02:00", "23:00-01:00"], "hours", "week", "mon"),
     "hours.week.mon", "overlap"),
    ("no time for a number", with_value(600, "hours", "last_ticket_min"), "hours.week.mon", "could ever be taken"),
    ("an extra day twice", with_value([{"date": "2026-10-10", "hours": ["09:00-12:00"]}] * 2, "hours", "open"),
     "hours.open[1].date", "'2026-10-10' is there twice"),
    ("an extra day without hours", with_value([{"date": "2026-10-10", "hours": []}], "hours", "open"),
     "hours.open[0].hours", "at least 1"),
    ("an extra day without hours and weekday", with_value([{"date": "2026-10-10"}], "hours", "open"),
     "hours.open[0]", "either `hours`, or `as`"),
    ("an extra day with both", with_value([{"date": "2026-10-10", "hours": ["09:00-12:00"], "as": "mon"}], "hours",
     "open"), "hours.open[0]", "either `hours`, or `as`"),
    ("an extra day as one that is closed", with_value([{"date": "2026-10-10", "as": "sun"}], "hours", "open"),
     "hours.open[0].as", "'sun' has no hours in the week"),
    ("holidays that end before they begin", with_value([{"from": "2026-10-07", "to": "2026-10-01"}], "hours", "closed"),
     "hours.closed[0].to", "2026-10-01 is before 2026-10-07"),
    ("holidays without an end", with_value([{"from": "2026-10-07"}], "hours", "closed"), "hours.closed[0].to",
     "Field required"),
    ("a holiday that is no date", with_value(["National Day"], "hours", "closed"), "hours.closed[0]", "valid date"),
    ("an unknown zone", with_value("Asia/Wanzhou", "timezone"), "timezone", "'Asia/Wanzhou' is no time zone"),
    ("a zone that is a path", with_value("../../etc/passwd", "timezone"), "timezone", "is no time zone"),
    ("a service twice", with_value(PLAN["services"][0], "services", 3), "services[3].id", "'household' is there twice"),
    ("a lane twice", with_value(PLAN["lanes"][0], "lanes", 3), "lanes[3].id", "'elderly' is there twice"),
    ("a counter twice", with_value(PLAN["counters"][0], "counters", 3), "counters[3].id", "'1' is there twice"),
    ("no services", with_value([], "services"), "services", "at least 1"),
    ("a counter without services", with_value([], "counters", 0, "serves"), "counters[0].serves", "at least 1"),
    ("a counter for an unknown service", with_value("fishing", "counters", 0, "serves", 0), "counters[0].serves[0]",
     "'fishing' is no service"),
    ("support for an unknown service", with_value("fishing", "counters", 2, "support", 0, "service"),
     "counters[2].support[0].service", "'fishing' is no service"),
    ("support for what it serves", with_value("traffic", "counters", 2, "support", 0, "service"),
     "counters[2].support[0].service", "counter '3' has 'traffic' twice"),
    ("a service twice at a counter", with_value("household", "counters", 0, "serves", 1), "counters[0].serves[1]",
     "counter '1' has 'household' twice"),
    ("an age that needs an approval", with_value(True, "lanes", 0, "approval"), "lanes[0].approval", "opens by itself"),
    ("an ordinary lane that needs an approval",
     with_value({"id": "ordinary", "name": {"zh": "普", "en": "O"}, "approval": True}, "lanes", 3),
     "lanes[3].approval", "opens by itself"),
    ("a head start that is none", with_value("never", "lanes", 0, "head_start_min"), "lanes[0].head_start_min",
     "minutes of a day, like 15, or all-day"),
    ("a head start of more than a day", with_value(1441, "lanes", 0, "head_start_min"), "lanes[0].head_start_min",
     "minutes of a day"),
    ("a head start that is no number", with_value(float("nan"), "lanes", 0, "head_start_min"),
     "lanes[0].head_start_min", "minutes of a day"),
    ("a rate of nothing", with_value(0, "lanes", 0, "rate"), "lanes[0].rate", "greater than 0"),
    ("a rate without end", with_value(float("inf"), "lanes", 0, "rate"), "lanes[0].rate", "less than or equal"),
    ("a series in small letters", with_value("a", "services", 0, "series"), "services[0].series", "pattern"),
    ("an id with a space", with_value("my hall", "hall"), "hall", "pattern"),
    ("an unknown kind", with_value("museum", "kind"), "kind", "'service-centre'"),
    ("a name without English", with_value({"zh": "厅"}, "name"), "name.en", "Field required"),
    ("a name of two lines", with_value("One\nTwo", "name", "en"), "name.en", "pattern"),
    ("an unknown limit", with_value({"pause": 3}, "limits"), "limits.pause", "unknown key"),
    ("no misses allowed", with_value({"misses": 0}, "limits"), "limits.misses", "greater than or equal to 1"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "path", "problem"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_plan_names_the_place_and_the_problem(document: dict[str, Any], path: str, problem: str) -> None:
    problems = problems_of(document)

    assert path in [where for where, _ in problems]
    assert problem in next(what for where, what in problems if where == path)
    assert not [what for _, what in problems if what.startswith("Value error")]


def test_all_problems_are_named_at_once() -> None:
    document = with_value("museum", "kind") | {"colour": 1}

    assert {path for path, _ in problems_of(document)} == {"kind", "colour"}


@pytest.mark.parametrize("document", [None, [], "plan", 7, {}])
def test_what_is_no_plan_at_all_is_a_named_error(document: Any) -> None:
    assert problems_of(document)


def test_the_line_of_each_problem_comes_from_who_read_the_file() -> None:
    lines = {("colour",): 3, ("counters", 0, "serves", 0): 40}
    for document in (with_value(1, "colour"), with_value("fishing", "counters", 0, "serves", 0)):
        with pytest.raises(PlanInvalid) as caught:
            read_plan(document, lines.get)

        problems: Any = caught.value.data["problems"]
        (found,) = problems
        assert found["line"] in (3, 40)


def test_sessions_may_touch() -> None:
    assert read_plan(with_value(["09:00-12:00", "12:00-17:00"], "hours", "week", "mon"))


def test_numbers_may_end_any_time_before_the_closing_but_not_at_the_opening() -> None:
    assert read_plan(with_value(509, "hours", "last_ticket_min"))  # the day has 510 minutes
    assert "could ever be taken" in problems_of(with_value(510, "hours", "last_ticket_min"))[0][1]


def test_a_session_may_end_next_day_or_last_a_whole_one() -> None:
    for span in ("22:00-06:00", "00:00-24:00", "08:00-08:00", "08:00-00:00"):
        assert read_plan(with_value([span], "hours", "week", "mon")).hours.week["mon"] == [span]


@pytest.mark.parametrize("span", ["14:00-07:30", "09:00-08:00"])
def test_a_time_that_is_mistyped_is_no_night(span: str) -> None:
    assert "is that meant?" in problems_of(with_value([span], "hours", "week", "mon"))[0][1]
    assert read_plan(with_value(["06:00-23:30"], "hours", "week", "mon"))


NAME = {"zh": "名", "en": "Name"}


@pytest.mark.parametrize(
    ("path", "item", "most"),
    [
        (("services",), {"id": "s", "name": NAME, "series": "A"}, 200),
        (("lanes",), {"id": "l", "name": NAME}, 50),
        (("counters",), {"id": "1", "name": NAME, "serves": ["household"]}, 500),
        (("counters", 0, "serves"), "household", 200),
        (("notices",), NAME, 50),
        (("zones",), {"id": "z", "name": NAME}, 50),
        (("hours", "closed"), "2027-01-01", 1000),
        (("hours", "open"), {"date": "2027-01-01", "hours": ["09:00-12:00"]}, 1000),
        (("hours", "week", "mon"), "09:00-12:00", 12),
    ],
)
def test_no_part_of_a_plan_grows_without_end(path: tuple[str | int, ...], item: Any, most: int) -> None:
    (found,) = (found for found in problems_of(with_value([item] * (most + 1), *path)) if "at most" in found[1])
    assert str(most) in found[1]


def test_of_thousands_of_problems_some_are_told() -> None:
    assert len(problems_of({f"key{number}": 1 for number in range(5000)})) == 100


def test_a_hall_may_have_zones_and_a_counter_is_in_one_of_them_or_in_all() -> None:
    zones = [{"id": "east", "name": {"zh": "东厅", "en": "East hall"}}]
    counters = [PLAN["counters"][0] | {"zone": "east"}, *PLAN["counters"][1:]]

    plan = plan_with(zones=zones, counters=counters)

    assert [counter.zone for counter in plan.counters] == ["east", None, None]
    assert "is no zone" in problems_of(PLAN | {"counters": counters})[0][1]
    assert "is there twice" in problems_of(PLAN | {"zones": zones * 2})[0][1]


def test_a_hall_speaks_chinese_and_says_each_call_twice_unless_its_plan_says_otherwise() -> None:
    assert (plan_with().voice.languages, plan_with().voice.times) == (["zh"], 2)
    assert plan_with(voice={"languages": ["zh", "en"], "times": 1}).voice.languages == ["zh", "en"]


@pytest.mark.parametrize(
    "voice",
    [{"languages": []}, {"languages": ["zh", "zh"]}, {"languages": ["fr"]}, {"times": 0}, {"times": 4}, {"loud": True}],
)
def test_a_voice_that_cannot_be_is_named(voice: dict[str, Any]) -> None:
    assert problems_of(PLAN | {"voice": voice})[0][0].startswith("voice")
