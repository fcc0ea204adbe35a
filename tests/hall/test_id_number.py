"""Identity numbers: only the age is read, and a wrong number is refused."""

from __future__ import annotations

from datetime import date as Date

import pytest

from queue_server.hall.errors import IdNumberInvalid
from queue_server.hall.id_number import age_on

# the example of GB 11643-1999
EXAMPLE = "11010519491231002X"


@pytest.mark.parametrize(
    ("today", "age"),
    [(Date(2009, 12, 30), 59), (Date(2009, 12, 31), 60), (Date(2010, 12, 30), 60), (Date(2026, 11, 25), 76)],
)
def test_the_age_is_in_whole_years_on_that_day(today: Date, age: int) -> None:
    assert age_on(EXAMPLE, today) == age


@pytest.mark.parametrize("written", [EXAMPLE.lower(), f" {EXAMPLE}\n"])
def test_a_small_x_and_blanks_around_it_do_no_harm(written: str) -> None:
    assert age_on(written, Date(2026, 11, 25)) == 76


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "X",
        EXAMPLE[:-1],
        EXAMPLE + "0",
        EXAMPLE[:-1] + "1",  # the check digit
        "110105194912310O2X",  # a letter
        "１１０１０５１９４９１２３１００２X",  # full-width figures
        "110105490231002",  # the old kind of 15 figures
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
