"""The sample plan is a real hall's, and stays valid."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime, timedelta

import pytest

from queue_server.hall.day import next_opening
from queue_server.hall.instants import from_datetime, to_datetime
from queue_server.hall.plan import Plan
from queue_server.live.views import notices
from queue_server.plan_file import load_plan
from queue_server.sample import PLAN


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(PLAN.read_text(encoding="utf-8"))


def test_the_sample_has_the_business_lines_that_the_regulation_names(plan: Plan) -> None:
    names = {service.name.zh for service in plan.services}

    assert {"户政", "出入境", "交巡警车驾管", "交通违法处理", "治安", "经文保", "网安", "禁毒"} <= names


def test_every_service_has_a_series_of_its_own_and_a_counter(plan: Plan) -> None:
    series = [service.series for service in plan.services]
    served = {service for counter in plan.counters for service in counter.serves}

    assert len(set(series)) == len(series)
    assert served == set(plan.service_by_id)
    assert len(plan.counters) == 12


def test_no_series_letter_reads_like_a_figure(plan: Plan) -> None:
    assert not {service.series for service in plan.services} & {"I", "O"}


def test_the_green_channel_holds_everybody_whom_article_14_names(plan: Plan) -> None:
    green = [lane for lane in plan.lanes if lane.green]

    assert {lane.id for lane in green} == {"elderly", "sick", "disabled", "pregnant"}
    assert {(lane.rate, lane.head_start_min) for lane in green} == {(4, 15)}


def test_only_the_urgent_lane_needs_an_approval(plan: Plan) -> None:
    assert [lane.id for lane in plan.lanes if lane.approval] == ["urgent"]


def test_every_counter_has_an_a_and_another_as_b(plan: Plan) -> None:
    for counter in plan.counters:
        assert counter.a
        assert counter.b
        assert counter.a not in counter.b


def test_a_counter_does_not_support_what_it_serves_anyway(plan: Plan) -> None:
    for counter in plan.counters:
        assert {support.service for support in counter.support}.isdisjoint(counter.serves)


def test_the_notice_board_has_the_three_numbers_of_article_13_marked_as_examples(plan: Plan) -> None:
    lines = notices(plan)

    assert [line.zh.split("电话")[0] for line in lines] == ["咨询", "投诉", "非工作时间联系"]
    assert all("示例" in line.zh for line in lines)


def test_the_hall_is_open_and_closed_as_the_year_2026_was_announced(plan: Plan) -> None:
    year = [Date(2026, 1, 1) + timedelta(days=day) for day in range(365)]
    weekend_worked = [day for day in year if day.weekday() >= 5 and plan.hours.on(day)]
    weekdays_off = [day for day in year if day.weekday() < 5 and not plan.hours.on(day)]

    assert [f"{day:%m-%d}" for day in weekend_worked] == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
    assert len(weekdays_off) == 2 + 6 + 1 + 3 + 1 + 1 + 5


def test_before_the_national_holiday_people_are_told_of_the_eighth(plan: Plan) -> None:
    evening = from_datetime(datetime(2026, 9, 30, 18, tzinfo=plan.zone))

    opens = next_opening(plan, evening)

    assert opens is not None
    assert to_datetime(opens).astimezone(plan.zone) == datetime(2026, 10, 8, 9, tzinfo=plan.zone)
