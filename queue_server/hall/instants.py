"""Time inside the rules: whole microseconds since 1970-01-01T00:00Z, as plain ints.

Ints are exact, totally ordered, cheap to compare by the million (the forecast runs whole halls forward) and
survive JSON unchanged. Aware datetimes exist at the edges only: plan, API, screens.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_datetime(at: int) -> datetime:
    """The instant `at` (microseconds) as an aware UTC datetime."""
    return _EPOCH + timedelta(microseconds=at)


def from_datetime(moment: datetime) -> int:
    """Microseconds since the epoch of an aware datetime; ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone is no instant")
    return (moment - _EPOCH) // timedelta(microseconds=1)


def whole_seconds(span_us: int) -> int:
    """A span in whole seconds, rounded down, as every `…_s` of the contract."""
    return span_us // SECOND
