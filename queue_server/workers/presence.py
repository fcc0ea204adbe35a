"""Who is there: devices that have asked for something, and counters whose panel is open, at whichever worker."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import gevent

from .link import Link

TELL_S = 5.0
GONE_S = 15.0  # who has not been heard of for so long is not there
APART_S = 600.0  # more than the clocks of two machines may differ
FORGET_S = 24 * 3600  # and nobody wants to know any more when it was


class Presence:
    """Times are seconds since the epoch, of the worker that heard. Each hall's list is a hash in Redis."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._seen: dict[str, dict[str, float]] = {}
        self._untold: dict[str, dict[str, float]] = {}
        self._greenlet = gevent.spawn(self._tell)

    def seen(self, hall: str, who: str) -> None:
        """`who`: "device:name" or "counter:id". Cheap and never waits."""
        now = time.time()
        self._seen.setdefault(hall, {})[who] = now
        if self._link.there:
            self._untold.setdefault(hall, {})[who] = now

    def of(self, hall: str) -> dict[str, float]:
        """When each was last heard of, by this worker or, while Redis is there, by any."""
        known = dict(self._seen.get(hall, {}))
        for who, at in _times_in(self._link.ask(lambda redis: redis.hgetall(_key(hall))) or {}):
            known[who] = max(at, known.get(who, 0.0))
        return known

    def close(self) -> None:
        self._greenlet.kill()

    def _tell(self) -> None:
        while True:
            gevent.sleep(TELL_S)
            untold, self._untold = self._untold, {}
            for hall, seen in untold.items():
                if not self._link.ask(partial(_keep, hall=hall, seen=seen)):
                    self._untold[hall] = seen | self._untold.get(hall, {})


def _times_in(told: dict[bytes, bytes]) -> Iterator[tuple[str, float]]:
    """What a worker told; what cannot be a time is passed over, for whoever reaches Redis can write there."""
    latest = time.time() + APART_S
    for who, at in told.items():
        try:
            name, seen_at = who.decode(), float(at)
        except ValueError:
            continue
        if 0 <= seen_at <= latest:
            yield name, seen_at


def _keep(redis: Any, hall: str, seen: dict[str, float]) -> bool:
    with redis.pipeline(transaction=False) as pipeline:
        pipeline.hset(_key(hall), mapping={who: f"{at:.0f}" for who, at in seen.items()})
        pipeline.expire(_key(hall), FORGET_S)
        pipeline.execute()
    return True


def _key(hall: str) -> str:
    return f"queue:seen:{hall}"
