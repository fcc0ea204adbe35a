"""Dispatch: (waiting, counter, now) -> whose turn it is, and why.

A counter serves services in ranks: its own first, others as support once their longest wait passes the plan's
limit. Among the candidates of the best rank the right of way decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .instants import MINUTE
from .lanes import Rank, Waiting, claim
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


def heads(
    waiting: Waiting, services: Iterator[str] | list[str], counter: str, now: int, staffed: Staffed
) -> Iterator[Head]:
    """The heads that this counter may call.

    A turn sent to one counter waits for that counter as long as somebody is on post there; then for any.
    """
    for service in services:
        for lane, only, queue in waiting.queues(service):
            if only is None or only == counter or not staffed(only):
                rank = queue[0]
                yield Head(claim(lane, rank[0], now), rank, service, lane)


def supported(waiting: Waiting, counter: Counter, now: int) -> list[str]:
    """The support services whose longest wait has passed this counter's limit."""
    due = []
    for support in counter.support:
        oldest = waiting.oldest(support.service)
        if oldest is not None and now - oldest > support.after_min * MINUTE:
            due.append(support.service)
    return due


def choose(waiting: Waiting, counter: Counter, now: int, staffed: Staffed) -> Choice | None:
    """The turn this counter calls next, or None when nobody waits for it."""
    rule = "right_of_way"
    candidates = list(heads(waiting, counter.serves, counter.id, now, staffed))
    if not candidates:
        rule = "support"
        candidates = list(heads(waiting, supported(waiting, counter, now), counter.id, now, staffed))
    if not candidates:
        return None
    best = min(candidates, key=lambda head: head.order)
    passed = tuple(sorted((h for h in candidates if h.rank < best.rank), key=lambda head: head.rank))
    return Choice(best, rule, passed)


def upcoming(waiting: Waiting, counter: Counter, now: int, staffed: Staffed, most: int) -> list[str]:
    """Ticket ids of the next few for a counter's own services, were nobody else to come now."""
    found: list[tuple[float, Rank]] = []
    for service in counter.serves:
        for lane, only, queue in waiting.queues(service):
            if only is None or only == counter.id or not staffed(only):
                found += [(-claim(lane, rank[0], now), rank) for rank in queue[:most]]
    return [rank[2] for _, rank in sorted(found)[:most]]
