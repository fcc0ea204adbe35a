"""Instants: whole microseconds, exact in both directions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.hall.instants import SECOND, from_datetime, to_datetime, whole_seconds


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_comes_back_as_it_went(moment: datetime) -> None:
    assert to_datetime(from_datetime(moment)) == moment


def test_one_moment_is_one_instant_in_every_zone() -> None:
    there = datetime(2026, 10, 12, 9, tzinfo=timezone(timedelta(hours=8)))

    assert from_datetime(there) == from_datetime(there.astimezone(UTC))
    assert to_datetime(from_datetime(there)).isoformat() == "2026-10-12T01:00:00+00:00"


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        from_datetime(datetime(2026, 10, 12, 9))  # noqa: DTZ001


def test_seconds_are_rounded_down() -> None:
    assert [whole_seconds(span) for span in (0, SECOND - 1, SECOND, 90 * SECOND + 5)] == [0, 0, 1, 90]
