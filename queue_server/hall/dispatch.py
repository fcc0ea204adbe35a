"""Dispatch: (waiting, counter, now) -> whose turn it is, and why.

A counter serves services in ranks: its own first, others as support once their longest wait has reached the
plan's limit. Among the candidates of the best rank the right of way decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .instants import MINUTE
from .lanes import May, Rank, Waiting, claim
from .plan import Counter, Lane

Staffed = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Head:
    """The oldest turn of one lane of one service."""

    claim: float
    rank: Rank
    service: str
    lane: Lane

    @property
    def order(self) -> tuple[float, Rank]:
        return (-self.claim, self.rank)


@dataclass(frozen=True, slots=True)
class Choice:
    head: Head
    rule: str  # right_of_way | support
    passed_over: tuple[Head, ...]  # heads that had come earlier


def choose(waiting: Waiting, counter: Counter, now: int, staffed: Staffed) -> Choice | None:
    """The turn this counter calls next, or None when nobody waits for it."""
    rule = "right_of_way"
    may = callable_at(counter.id, staffed)
    candidates = [*_heads(waiting, counter.serves, now, may), *_sent_here(waiting, counter, now)]
    if not candidates:
        rule = "support"
        candidates = list(_heads(waiting, _supported(waiting, counter, now, may), now, may))
    if not candidates:
        return None
    best = min(candidates, key=lambda head: head.order)
    passed = tuple(sorted((h for h in candidates if h.rank < best.rank), key=lambda head: head.rank))
    return Choice(best, rule, passed)


def callable_at(counter: str, staffed: Staffed) -> May:
    """A turn sent to one counter waits for that counter as long as somebody is on post there; then for any."""
    return lambda only: only is None or only == counter or not staffed(only)


def _heads(waiting: Waiting, services: Iterable[str], now: int, may: May) -> Iterator[Head]:
    for service in services:
        for lane, rank in waiting.heads(service, may):
            yield Head(claim(lane, rank[0], now), rank, service, lane)


def _sent_here(waiting: Waiting, counter: Counter, now: int) -> Iterator[Head]:
    """Turns sent to this counter for what it does not serve first: they are its own all the same, for nobody
    else may call them."""
    services = [service for service in waiting.sent_to(counter.id) if service not in counter.serves]
    return _heads(waiting, services, now, lambda only: only == counter.id)


def _supported(waiting: Waiting, counter: Counter, now: int, may: May) -> Iterator[str]:
    """The support services whose longest wait has reached this counter's limit, without turns it may not call."""
    for support in counter.support:
        since = min((rank[0] for _, rank in waiting.heads(support.service, may)), default=now)
        if now - since >= support.after_min * MINUTE:
            yield support.service


def upcoming(waiting: Waiting, counter: Counter, now: int, staffed: Staffed) -> Iterator[str]:
    """Ticket ids in the order in which the counter calls its own services, were nobody else to come."""
    return (rank[2] for _, rank in waiting.in_order(counter.serves, now, callable_at(counter.id, staffed)))
