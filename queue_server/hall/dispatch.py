"""Dispatch: (waiting, counter, now) -> whose turn it is, and why.

A counter serves in ranks: its own services first, others as support once their longest wait has reached the plan's
limit; in each, a counter for some lanes serves those first, and others only when none of them waits (or never, by
plan). Among the candidates of the best rank the right of way decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .instants import MINUTE
from .lanes import Rank, Takes, Waiting, claim
from .plan import Counter, Lane
from .reasons import Rule

Staffed = Callable[[str], bool]


class Head(NamedTuple):
    """The oldest turn of one lane of one service."""

    claim: float
    rank: Rank
    service: str
    lane: Lane

    @property
    def order(self) -> tuple[float, Rank]:
        return (-self.claim, self.rank)


class Choice(NamedTuple):
    head: Head
    rule: Rule
    passed_over: tuple[Head, ...]  # heads that had come earlier


def choose(waiting: Waiting, counter: Counter, now: int, staffed: Staffed) -> Choice | None:
    """The turn this counter calls next, or None when nobody waits for it."""
    rule: Rule = "right_of_way"
    candidates = [*callable_heads(waiting, counter, counter.serves, now, staffed), *_sent_here(waiting, counter, now)]
    if not candidates:
        rule = "support"
        candidates = list(callable_heads(waiting, counter, _supported(waiting, counter, now, staffed), now, staffed))
    if not candidates:
        return None
    first = [head for head in candidates if counter.first_for(head.lane.id)] or candidates
    best = min(first, key=lambda head: head.order)
    if rule == "right_of_way" and best != min(candidates, key=lambda head: head.order):
        rule = "own_lane"
    passed = tuple(sorted((h for h in candidates if h.rank < best.rank), key=lambda head: head.rank))
    return Choice(best, rule, passed)


def callable_heads(
    waiting: Waiting, counter: Counter, services: Iterable[str], now: int, staffed: Staffed
) -> Iterator[Head]:
    """Of the lanes that this counter calls; without those sent to a counter where somebody is on post."""
    for service in services:
        for lane, rank in waiting.heads(service, lambda only: only is None or not staffed(only)):
            if counter.open_for(lane.id):
                yield Head(claim(lane, rank[0], now), rank, service, lane)


def _sent_here(waiting: Waiting, counter: Counter, now: int) -> Iterator[Head]:
    """Turns sent to this counter are its own, whatever their service and lane: nobody else may call them."""
    for service in waiting.sent_to(counter.id):
        for lane, rank in waiting.heads(service, lambda only: only == counter.id):
            yield Head(claim(lane, rank[0], now), rank, service, lane)


def _supported(waiting: Waiting, counter: Counter, now: int, staffed: Staffed) -> Iterator[str]:
    """The support services whose longest wait has reached this counter's limit, without turns it may not call."""
    for support in counter.support:
        heads = callable_heads(waiting, counter, [support.service], now, staffed)
        since = min((head.rank[0] for head in heads), default=now)
        if now - since >= support.after_min * MINUTE:
            yield support.service


def upcoming(waiting: Waiting, counter: Counter, now: int, staffed: Staffed) -> Iterator[str]:
    """Ticket ids in the order in which the counter calls its own services, were nobody else to come."""
    takes = takes_of(counter, staffed)
    return (rank[2] for _, rank in waiting.in_order(counter.serves, now, takes, counter.first_for))


def takes_of(counter: Counter, staffed: Staffed) -> Takes:
    """Which turns of a service this counter may call: of its lanes, and not sent to another where somebody is."""

    def takes(lane: str, only: str | None) -> bool:
        return only == counter.id or (counter.open_for(lane) and (only is None or not staffed(only)))

    return takes
