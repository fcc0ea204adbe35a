"""A plan as people write it: what is wrong is named with its line."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import pytest

from queue_server.hall.errors import PlanInvalid
from queue_server.plan_file import LARGEST, load_plan

PLAN = """\
hall: h
name: {zh: 厅, en: Hall}
kind: outstation
hours:
  week:
    mon: &day ["09:00-12:00", "14:00-17:30"]
    tue: *day
  closed: [2026-10-01]
services:
  - {id: s, name: {zh: 事, en: Service}, series: A}
lanes:
  - id: elderly
    name: {zh: 老年人, en: Elderly}
    rate: 2.5
    head_start_min: all-day
    green: true
counters:
  - {id: 1, name: {zh: 一, en: One}, serves: [s]}
  - {id: 010, name: {zh: 十, en: Ten}, serves: [s]}
"""


def problem_of(text: str) -> tuple[int | None, str]:
    """Line and problem of the only mistake."""
    with pytest.raises(PlanInvalid) as caught:
        load_plan(text)
    problems: Any = caught.value.data["problems"]
    (found,) = problems
    return found["line"], found["problem"]


def test_a_plan_is_read_with_its_dates_numbers_and_anchors() -> None:
    plan = load_plan(PLAN)

    assert plan.hours.week["tue"] == ["09:00-12:00", "14:00-17:30"]
    assert plan.hours.closed == [Date(2026, 10, 1)]
    assert (plan.lanes[0].rate, plan.lanes[0].green) == (2.5, True)


def test_a_number_means_what_it_says() -> None:
    assert [counter.id for counter in load_plan(PLAN).counters] == ["1", "010"]


@pytest.mark.parametrize("word", ["no", "off", "on", "yes", "y", "1e3", "10:30", "0x10", "1_000"])
def test_a_word_is_a_word_as_people_mean_it(word: str) -> None:
    plan = load_plan(PLAN.replace("en: Hall", f"en: {word}"))

    assert plan.name.en == word


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("hall: h\n", "hall: h\ncolour: red\n", 2, "unknown key"),
        ("    rate: 2.5\n", "    rate: fast\n", 14, "valid number"),
        ("    rate: 2.5\n", "    rates: 2.5\n", 14, "unknown key"),
        ("    rate: 2.5\n", "    rate: 2.5\n    rate: 3\n", 15, "'rate' is there twice, first in line 14"),
        ("head_start_min: all-day", "head_start_min: soon", 15, "minutes of a day, like 15, or all-day"),
        ("serves: [s]}\n  - {id: 010", "serves: [t]}\n  - {id: 010", 18, "'t' is no service"),
        ("id: 010", "id: '1'", 19, "'1' is there twice"),
        ("    tue: *day\n", "    tuesday: *day\n", 7, "'mon', 'tue'"),
        ("    tue: *day\n", "    tue: ['9-10']\n", 7, "'9-10' is no span"),
        ("    tue: *day\n", "    tue: *night\n", 7, "undefined alias 'night'"),
        ("[2026-10-01]", "[2026-13-01]", 8, "month must be in 1..12"),
        ("    rate: 2.5\n", "\trate: 2.5\n", 14, "cannot start any token"),
        ("    green: true\n", "    green: [true\n", 17, "expected ',' or ']'"),
        ("kind: outstation\n", "", 1, "Field required"),
        ("    rate: 2.5\n", "    rate: !!python/object:os.system 2\n", 14, "needs no tags"),
        ("    rate: 2.5\n", "    rate: !!binary 2\n", 14, "needs no tags"),
        ("    rate: 2.5\n", "    ? [rate]\n    : 2\n", 14, "a key is a word"),
        ("en: Hall", 'en: "Ha\\0ll"', 2, "pattern"),
        ("en: Hall", "en: Ha\x07ll", 2, "'\\x07' may not stand in a plan"),
        ("serves: [s]}\n  - {id: 010", "serves: [s]}\n--- \n  - {id: 010", 19, "another document"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, problem: str) -> None:
    assert old in PLAN

    found_line, found = problem_of(PLAN.replace(old, new, 1))

    assert problem in found
    assert found_line == line


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- b\n", "plan\n", "7\n"])
def test_what_is_no_mapping_is_no_plan(text: str) -> None:
    line, problem = problem_of(text)

    assert line == 1
    assert "a plan is a mapping" in problem


def test_a_document_without_end_is_refused_unread() -> None:
    assert "longer than" in problem_of("#" * (LARGEST + 1))[1]


@pytest.mark.parametrize("text", ["[" * 5000, "{" * 5000, "a: " * 5000, "a: &a [*a]\n"])
def test_nesting_without_end_is_refused(text: str) -> None:
    problem_of(text)


def test_aliases_that_multiply_are_refused() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))

    assert "once its aliases are written out" in problem_of(bomb)[1]
