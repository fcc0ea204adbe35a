"""The register of posts (在岗台账): who stood at which counter, from when to when, and how long they had paused."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import BigInteger, Column, Integer, String, Table

from ..hall import facts as f
from ..hall.counters import Post
from ..hall.hall import Hall
from ..journal.projection import Projector, Row
from ..journal.tables import metadata

posts = Table(
    "posts",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("since", BigInteger, primary_key=True),
    Column("counter", String(32), primary_key=True),
    Column("clerk", String(64), nullable=False),
    Column("role", String(1), nullable=False),  # A or B
    Column("until", BigInteger),  # null while on post
    Column("paused_us", BigInteger, nullable=False),  # in all, without a pause that is still going on
    Column("pauses", Integer, nullable=False),
    Column("paused_at", BigInteger),  # since when, while paused
)

_TOUCHING = (f.CounterSignedIn, f.CounterSignedOut, f.CounterPausedFact, f.CounterResumed)


def _rows(hall: Hall, fact: f.Fact) -> Iterator[Row]:
    if not isinstance(fact, _TOUCHING):
        return
    counter = hall.counters[fact.counter]
    if counter.left is not None and counter.left.until == fact.at:
        yield _row(hall, counter.id, counter.left, None)
    if counter.post is not None:
        yield _row(hall, counter.id, counter.post, counter.pause.since if counter.pause else None)


def _row(hall: Hall, counter: str, post: Post, paused_at: int | None) -> Row:
    return {
        "hall": hall.id,
        "since": post.since,
        "counter": counter,
        "clerk": post.clerk,
        "role": post.role,
        "until": post.until,
        "paused_us": post.paused_us,
        "pauses": post.pauses,
        "paused_at": paused_at,
    }


PROJECTOR = Projector(posts, _rows)
