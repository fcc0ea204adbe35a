"""Right of way: who of those waiting has the largest claim.

A waiting turn's claim is `head start + rate x waited` of its lane; the largest goes first, ties to the older.
This one rule holds every discipline of the field: first come (0, 1), strict priority (head start of a day),
accumulating priority (head start 0; Kleinrock 1964; Stanford, Taylor, Ziedins 2014), earliest due date
(rate 1; Jackson 1960). Inside one lane of one service the oldest always has the largest claim, so lanes are
kept as sorted lists and only their heads are compared.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from .plan import Lane

Rank = tuple[int, int, str]  # counted-from, ordinal, ticket id
Order = tuple[float, Rank]  # minus the claim, then the older: sorts as the rule calls
Key = tuple[str, str | None, bool]  # lane, the only counter that may call it, whether it lets others go first
Of = Callable[[str], bool]  # which lanes
Takes = Callable[[str, str | None], bool]  # whether turns of a lane, for that only counter, are meant
May = Callable[[str | None], bool]  # whether a turn for that only counter (None: for any) may be called


def claim(lane: Lane, counted_from: int, now: int) -> float:
    """The claim in microseconds of a turn of this lane."""
    return lane.head_start_us + lane.rate * (now - counted_from)


def order(lane: Lane, rank: Rank, now: int) -> Order:
    return (-claim(lane, rank[0], now), rank)


class Waiting:
    """All waiting turns, by service and lane, oldest first.

    A turn may wait *behind* others, who go first whatever the claims become: a number that missed its call and
    reports again. No claim could keep it there, for with a faster lane it would pass them within minutes.
    """

    def __init__(self, lanes: dict[str, Lane]) -> None:
        self.lanes = lanes
        self._queues: dict[str, dict[Key, list[Rank]]] = {}
        self._places: dict[str, tuple[str, Key, Rank]] = {}
        self._behind: dict[str, set[str]] = {}  # ticket -> those who still go first
        self._sent: dict[str, int] = {}  # counter -> how many turns wait for it alone

    def copy(self) -> Waiting:
        """The same turns in the same order, to be changed without changing this one."""
        other = Waiting(self.lanes)
        other._queues = {
            service: {key: queue.copy() for key, queue in queues.items()} for service, queues in self._queues.items()
        }
        other._places = self._places.copy()
        other._behind = {ticket: first.copy() for ticket, first in self._behind.items()}
        other._sent = self._sent.copy()
        return other

    def add(self, service: str, lane: str, only: str | None, rank: Rank, behind: Iterable[str] = ()) -> None:
        """`behind`: ids of turns that go first, as far as they still wait."""
        first = {ticket for ticket in behind if ticket in self._places}
        if first:
            self._behind[rank[2]] = first
        self._put(service, (lane, only, bool(first)), rank)

    def _put(self, service: str, key: Key, rank: Rank) -> None:
        insort(self._queues.setdefault(service, {}).setdefault(key, []), rank)
        self._places[rank[2]] = (service, key, rank)
        if key[1] is not None:
            self._sent[key[1]] = self._sent.get(key[1], 0) + 1

    def remove(self, ticket: str) -> None:
        """Take a turn out; LookupError when it is not there, which would be a fault in the fold."""
        self._take(ticket)
        if self._behind:
            self._behind.pop(ticket, None)
            for other in list(self._behind):
                self._went_first(ticket, other)

    def _take(self, ticket: str) -> tuple[str, Key, Rank]:
        service, key, rank = place = self._places.pop(ticket)
        queues = self._queues[service]
        queue = queues[key]
        del queue[bisect_left(queue, rank)]
        if not queue:
            del queues[key]
            if not queues:
                del self._queues[service]
        if key[1] is not None:
            self._sent[key[1]] -= 1
            if not self._sent[key[1]]:
                del self._sent[key[1]]
        return place

    def _went_first(self, ticket: str, other: str) -> None:
        first = self._behind[other]
        first.discard(ticket)
        if not first:
            del self._behind[other]
            service, (lane, only, _), rank = self._take(other)
            self._put(service, (lane, only, False), rank)

    def __len__(self) -> int:
        return len(self._places)

    def turns(self) -> Iterator[tuple[str, str, str, str | None]]:
        """All turns: ticket id, service, lane, the only counter that may call it."""
        for ticket, (service, (lane, only, _), _) in self._places.items():
            yield ticket, service, lane, only

    def count(self, service: str) -> int:
        return sum(len(queue) for queue in self._queues.get(service, {}).values())

    def oldest(self, service: str) -> int | None:
        """The smallest counted-from waiting for a service."""
        return min((queue[0][0] for queue in self._queues.get(service, {}).values()), default=None)

    def of(self, service: str, takes: Takes) -> tuple[int, int | None]:
        """How many turns of a service are meant, and the smallest counted-from among them."""
        queues = [queue for (lane, only, _), queue in self._queues.get(service, {}).items() if takes(lane, only)]
        return sum(map(len, queues)), min((queue[0][0] for queue in queues), default=None)

    def heads(self, service: str, may: May) -> Iterator[tuple[Lane, Rank]]:
        """The oldest turn of each lane that may be called now."""
        for (lane, only, held), queue in self._queues.get(service, {}).items():
            if not held and may(only):
                yield self.lanes[lane], queue[0]

    def sent_to(self, counter: str) -> Iterator[str]:
        """The services of which turns wait for this counter alone."""
        if not self._sent.get(counter):
            return
        for service, queues in self._queues.items():
            if any(only == counter for _, only, _ in queues):
                yield service

    def ahead(self, ticket: str, now: int) -> int:
        """How many turns of its service would be called before this one, were nobody else to come now."""
        service, (lane_id, _, _), rank = self._places[ticket]
        queues = self._queues[service]
        if any(held for _, _, held in queues):  # rare, and short queues: count them one by one
            return next(n for n, (_, other) in enumerate(self.in_order([service], now)) if other == rank)
        mine = order(self.lanes[lane_id], rank, now)
        count = 0
        for (other, _, _), queue in queues.items():
            lane = self.lanes[other]
            count += bisect_left(queue, mine, key=lambda r, lane=lane: order(lane, r, now))  # type: ignore[misc]
        return count

    def in_order(
        self,
        services: Iterable[str],
        now: int,
        takes: Takes = lambda lane, only: True,
        first: Of = lambda lane: True,
    ) -> Iterator[Order]:
        """The turns of these services as they would be called, were nobody else to come now.

        Those of the lanes that are `first` come before all others.
        """
        queues: dict[bool, list[Iterator[Order]]] = {True: [], False: []}
        for service in services:
            for (lane, only, _), queue in self._queues.get(service, {}).items():
                if takes(lane, only):
                    queues[first(lane)].append(self._turns(self.lanes[lane], queue, now))
        gone: set[str] = set()
        aside: list[Order] = []  # those who let others go first, in order
        for turn in chain(heapq.merge(*queues[True]), heapq.merge(*queues[False])):
            aside.append(turn)
            while (ready := next((t for t in aside if self._behind.get(t[1][2], gone) <= gone), None)) is not None:
                aside.remove(ready)
                gone.add(ready[1][2])
                yield ready

    @staticmethod
    def _turns(lane: Lane, queue: list[Rank], now: int) -> Iterator[Order]:
        for rank in queue:
            yield order(lane, rank, now)
