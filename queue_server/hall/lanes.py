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
from collections.abc import Iterator

from .plan import Lane

Rank = tuple[int, int, str]  # counted-from, ordinal, ticket id
QueueKey = tuple[str, str | None]  # lane, the only counter that may call it


def claim(lane: Lane, counted_from: int, now: int) -> float:
    """The claim in microseconds of a turn of this lane."""
    return lane.head_start_us + lane.rate * (now - counted_from)


def counted_from_for(lane: Lane, wanted_claim: float, now: int) -> int:
    """The earliest counted-from with which a turn of this lane claims less than `wanted_claim` now."""
    return now - int((wanted_claim - lane.head_start_us) // lane.rate) + 1


class Waiting:
    """All waiting turns, by service and lane, oldest first."""

    def __init__(self, lanes: dict[str, Lane]) -> None:
        self.lanes = lanes
        self._services: dict[str, dict[QueueKey, list[Rank]]] = {}

    def add(self, service: str, key: QueueKey, rank: Rank) -> None:
        queue = self._services.setdefault(service, {}).setdefault(key, [])
        insort(queue, rank)

    def remove(self, service: str, key: QueueKey, rank: Rank) -> None:
        """Take a turn out; LookupError when it is not there, which would be a fault in the fold."""
        queue = self._services[service][key]
        place = bisect_left(queue, rank)
        if place == len(queue) or queue[place] != rank:
            raise LookupError(f"{rank[2]} does not wait for {service}")
        del queue[place]
        if not queue:
            del self._services[service][key]

    def count(self, service: str) -> int:
        return sum(len(queue) for queue in self._services.get(service, {}).values())

    def oldest(self, service: str) -> int | None:
        """The smallest counted-from waiting for a service."""
        queues = self._services.get(service)
        return min((queue[0][0] for queue in queues.values()), default=None) if queues else None

    def queues(self, service: str) -> Iterator[tuple[Lane, str | None, list[Rank]]]:
        """The non-empty queues of a service: lane, only counter, ranks oldest first."""
        for (lane, only), queue in self._services.get(service, {}).items():
            yield self.lanes[lane], only, queue

    def ahead(self, service: str, lane: Lane, rank: Rank, now: int) -> int:
        """How many turns of the service would be called before this one, were nobody else to come now."""
        mine = claim(lane, rank[0], now)
        count = 0
        for other, _, queue in self.queues(service):
            if other is lane:
                count += bisect_left(queue, rank)
                continue
            # who of the other lane was there early enough to claim more
            threshold = now - (mine - other.head_start_us) / other.rate
            place = bisect_left(queue, threshold, key=lambda r: r[0])
            while place < len(queue) and queue[place][0] == threshold and queue[place] < rank:
                place += 1
            count += place
        return count

    def in_order(self, service: str, now: int) -> Iterator[tuple[float, Rank]]:
        """The turns of a service with their claims, largest claim now first."""
        return heapq.merge(
            *([(claim(lane, rank[0], now), rank) for rank in queue] for lane, _, queue in self.queues(service)),
            key=lambda entry: (-entry[0], entry[1]),
        )
