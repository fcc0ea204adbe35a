"""The file of arrivals: what it may hold, and what is wrong with it by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from queue_server.hall.errors import PlanInvalid
from queue_server.sample import PLAN as SAMPLE
from queue_server.simulate import Arrival, ArrivalsInvalid, as_table, read_arrivals, simulate_files

from ..hall.halls import at, plan_with

HEADER = "arrived_at,service,lane,service_s"


def read(*lines: str, header: str = HEADER) -> list[Arrival]:
    return read_arrivals("\n".join([header, *lines]) + "\n", plan_with())


def test_times_are_iso_with_decimals_in_any_zone_or_the_halls_own() -> None:
    arrivals = read(
        "2026-10-12T09:00:00.25+08:00,household,elderly,300.5",
        "2026-10-12T01:00:01Z,household,ordinary,0",
        "2026-10-12 09:00:02,traffic,,12.000001",
    )

    assert arrivals == [
        Arrival(at("09:00:00.25"), "household", "elderly", 300_500_000),
        Arrival(at("09:00:01"), "household", "ordinary", 0),
        Arrival(at("09:00:02"), "traffic", "ordinary", 12_000_001),
    ]


def test_seconds_are_read_as_decimals_not_as_floats() -> None:
    (arrival,) = read("2026-10-12T09:00:00,household,,0.000003")

    assert arrival.serving_us == 3


def test_columns_may_stand_in_any_order_and_persons_is_one_of_them() -> None:
    row = "4,60,household,2026-10-12T09:00:00,"
    arrivals = read(row, ",60,household,2026-10-12T09:00:00,", header="persons,service_s,service,arrived_at,lane")

    assert [arrival.persons for arrival in arrivals] == [4, 1]


def test_empty_lines_are_no_arrivals() -> None:
    assert read("", "") == []


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("yesterday,household,,60", "arrived_at 'yesterday' is no time"),
        ("9999-12-31T23:59:59-23:00,household,,60", "is no time"),
        ("2026-10-12T09:00,hosehold,,60", "service 'hosehold' is not in the plan, which has household, exit-entry"),
        ("2026-10-12T09:00,household,old,60", "lane 'old' is not in the plan"),
        ("2026-10-12T09:00,household,,soon", "service_s 'soon' is no number of seconds"),
        ("2026-10-12T09:00,household,,-1", "service_s '-1' is no number of seconds"),
        ("2026-10-12T09:00,household,,NaN", "service_s 'NaN' is no number of seconds"),
        ("2026-10-12T09:00,household,,1e999999", "service_s '1e999999' is no number of seconds"),
        ("2026-10-12T09:00,household,", "more or fewer fields"),
        ("2026-10-12T09:00,household,,60,1", "more or fewer fields"),
        ('2026-10-12T09:00,"house"hold,,60', "expected"),
    ],
)
def test_a_wrong_line_is_named_and_told_what_is_wrong(row: str, why: str) -> None:
    with pytest.raises(ArrivalsInvalid) as caught:
        read("2026-10-12T09:00:00,household,,60", row)

    assert str(caught.value).startswith("line 3: ")
    assert why in str(caught.value)


@pytest.mark.parametrize("persons", ["0", "-1", "many", "1.5", "²", "100", "9999999999"])
def test_persons_are_a_number_of_people(persons: str) -> None:
    with pytest.raises(ArrivalsInvalid, match=r"line 2: persons .* is no number of people"):
        read(f"2026-10-12T09:00:00,household,,60,{persons}", header=HEADER + ",persons")


def test_all_wrong_lines_are_named_at_once_but_not_a_thousand() -> None:
    with pytest.raises(ArrivalsInvalid) as caught:
        read(*["never,household,,60"] * 30)

    lines = str(caught.value).splitlines()
    assert [line.split(":")[0] for line in lines[:3]] == ["line 2", "line 3", "line 4"]
    assert lines[-1] == "and 10 more"


@pytest.mark.parametrize("header", ["", "arrived_at,service,lane", HEADER + ",colour", HEADER + ",lane"])
def test_wrong_columns_are_an_error_of_the_first_line(header: str) -> None:
    with pytest.raises(ArrivalsInvalid, match="line 1: the columns are arrived_at,service,lane,service_s"):
        read(header=header)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.yaml"
    file.write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    return file


def test_files_are_read_and_the_result_is_a_table_for_people(tmp_path: Path, plan: Path) -> None:
    arrivals = tmp_path / "arrivals.csv"
    arrivals.write_text(
        "\ufeff" + HEADER + "\n"
        "2026-11-25T09:00:00,collection,,180\n"
        "2026-11-25T09:01:00,collection,,180\n"
        "2026-11-25T17:29:00,collection,,60\n"
        "2026-11-25T17:19:00,collection,elderly,1500\n",
        encoding="utf-8",
    )

    table = as_table(simulate_files(plan, arrivals))

    assert table.splitlines() == [
        "通道 lane  号 tickets  平均等候 mean wait  95% 等候 95% wait  最长等候 longest",
        "ordinary            2                1:00               1:54              2:00",
        "elderly             1                0:00               0:00              0:00",
        "",
        "下班 closing 2026-11-25 17:30: 等候 waiting 0, 办理中 serving 1, 延时办理 served after 0, 延时 extended 14:00",
        "未取号 refused (tickets-closed): 1",
    ]


def test_a_file_that_is_no_text_is_said_so(tmp_path: Path, plan: Path) -> None:
    arrivals = tmp_path / "arrivals.csv"
    arrivals.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ArrivalsInvalid, match="no UTF-8 text"):
        simulate_files(plan, arrivals)


def test_a_wrong_plan_is_an_error_that_names_its_line(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("hall: h\nopening: 9\n")

    with pytest.raises(PlanInvalid) as caught:
        simulate_files(plan, plan)

    assert {"path": "opening", "line": 2, "problem": "unknown key"} in caught.value.data["problems"]  # type: ignore[operator]
