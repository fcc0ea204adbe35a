"""Identity numbers: only the age is read, and a wrong number is refused."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import pytest

from queue_server.hall.errors import IdNumberInvalid
from queue_server.hall.id_number import age_on
from queue_server.hall.plan import Lane, Name, Plan
from tests.cases import cases

# the example of GB 11643-1999
EXAMPLE = "11010519491231002X"
NAME = Name(zh="通道", en="Lane")
CASES = cases("id_numbers")


@pytest.mark.parametrize("case", CASES["ages"])
def test_the_age_is_in_whole_years_on_that_day(case: dict[str, Any]) -> None:
    assert age_on(case["number"], Date.fromisoformat(case["today"])) == case["age"]


@pytest.mark.parametrize("case", CASES["lane_of_age"])
def test_the_age_opens_the_lane_with_the_highest_age_reached(case: dict[str, Any]) -> None:
    lanes = [
        Lane(id=lane["lane"], name=NAME, green=lane["green"], from_age=lane["from_age"]) for lane in CASES["lanes"]
    ]
    plan = Plan.model_construct(lanes=lanes)

    opened = plan.lane_for_age(case["age"])

    assert (opened.id if opened else None) == case["lane"]
    assert (opened is not None and opened.green) == case["green"]


@pytest.mark.parametrize("written", [EXAMPLE.lower(), f" {EXAMPLE}\n"])
def test_a_small_x_and_blanks_around_it_do_no_harm(written: str) -> None:
    assert age_on(written, Date(2026, 11, 25)) == 76


@pytest.mark.parametrize(
    "wrong",
    [
        *CASES["wrong"],
        "110105194913310028",  # a thirteenth month
    ],
)
def test_a_wrong_number_is_refused_and_not_repeated(wrong: str) -> None:
    with pytest.raises(IdNumberInvalid) as caught:
        age_on(wrong, Date(2026, 11, 25))

    assert caught.value.data == {}  # nothing of an identity number leaves with the error


def test_one_digit_misread_is_found() -> None:
    for place in range(17):
        for digit in "0123456789":
            if digit != EXAMPLE[place]:
                with pytest.raises(IdNumberInvalid):
                    age_on(EXAMPLE[:place] + digit + EXAMPLE[place + 1 :], Date(2026, 11, 25))


def test_nobody_is_born_tomorrow() -> None:
    with pytest.raises(IdNumberInvalid):
        age_on(EXAMPLE, Date(1949, 12, 30))
