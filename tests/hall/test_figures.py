"""Figures are rounded in one way: the browser's tests read the same cases."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.hall.figures import percent, rounded
from tests.cases import cases

FIGURES = cases("figures")


@pytest.mark.parametrize(("value", "digits", "words"), FIGURES["rounded"])
def test_half_goes_up(value: float, digits: int, words: str) -> None:
    assert rounded(value, digits) == words


@pytest.mark.parametrize(("share", "words"), FIGURES["percent"])
def test_a_share_is_in_whole_percent(share: float, words: str) -> None:
    assert percent(share) == words


@given(st.integers(0, 10**9), st.integers(1, 10**5))
def test_a_mean_is_rounded_as_its_exact_quotient(total: int, count: int) -> None:
    exact = floor(Fraction(total, count) * 10 + Fraction(1, 2))
    assert rounded(total / count, 1) == f"{exact // 10}.{exact % 10}"
