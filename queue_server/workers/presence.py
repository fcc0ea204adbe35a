"""Who is there: devices that have asked for something, and counters whose panel is open, at whichever worker."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import gevent

from .link import Link

TELL_S = 5.0
GONE_S = 15.0  # who has not been heard of for so long is not there
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
        told = self._link.ask(lambda redis: redis.hgetall(_key(hall))) or {}
        for who, at in told.items():
            known[who.decode()] = max(float(at), known.get(who.decode(), 0.0))
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


def _keep(redis: Any, hall: str, seen: dict[str, float]) -> bool:
    with redis.pipeline(transaction=False) as pipeline:
        pipeline.hset(_key(hall), mapping={who: f"{at:.0f}" for who, at in seen.items()})
        pipeline.expire(_key(hall), FORGET_S)
        pipeline.execute()
    return True


def _key(hall: str) -> str:
    return f"queue:seen:{hall}"
