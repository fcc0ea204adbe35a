"""News between workers: which hall's journal goes how far.

News are no more than a hint to look at the journal, so nothing depends on them: a worker that heard none finds out
within a second, from the heads in the database.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import gevent
import orjson
from gevent.event import Event

from ..journal import Journal
from .link import Link

log = logging.getLogger(__name__)

CHANNEL = "queue:heads"
LOOK_S = 1.0  # how often the heads are looked at, whatever is heard
AGAIN_S = 1.0
MOST = 256 * 1024  # bytes of one message: the heads of thousands of halls


class News:
    """Tells the other workers of this one's commits, and brings its halls up to theirs."""

    def __init__(self, journal: Journal, link: Link) -> None:
        self._journal = journal
        self._link = link
        self._untold: dict[str, int] = {}
        self._wake = Event()
        self._greenlets = [gevent.spawn(self._look)]
        if link.there:
            journal.announce = self._committed
            self._greenlets += [gevent.spawn(self._tell), gevent.spawn(self._listen)]

    def close(self) -> None:
        gevent.killall(self._greenlets)

    def _committed(self, hall: str, seq: int) -> None:
        """Of the journal's desks: never waits."""
        self._untold[hall] = seq
        self._wake.set()

    def _tell(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            told, self._untold = orjson.dumps(self._untold), {}
            self._link.ask(partial(_publish, told))

    def _listen(self) -> None:
        while True:
            try:
                self._listen_on(self._link.listener().pubsub(ignore_subscribe_messages=True))
            except self._link.faults:
                gevent.sleep(AGAIN_S)

    def _listen_on(self, channel: Any) -> None:
        with channel as heard:
            heard.subscribe(CHANNEL)
            while True:
                message = heard.get_message(timeout=LOOK_S)
                if message is not None:
                    self._heads(heads_in(message["data"]))
                    gevent.sleep(0)  # however much is told there, presses and screens have their turn

    def _look(self) -> None:
        while True:
            gevent.sleep(LOOK_S)
            try:
                self._heads(self._journal.heads())
            except Exception as error:  # the database is away: whoever presses is told so
                log.warning("the heads of the journals cannot be read (%s)", type(error).__name__)

    def _heads(self, heads: dict[str, int]) -> None:
        for hall, seq in heads.items():
            self._journal.reached(hall, seq)


def heads_in(told: bytes) -> dict[str, int]:
    """Heads as a worker tells them; none in what is no such news, for whoever reaches Redis can speak there."""
    try:
        heads = orjson.loads(told) if len(told) <= MOST else None
    except ValueError:
        return {}
    if not isinstance(heads, dict):
        return {}
    return {hall: seq for hall, seq in heads.items() if isinstance(seq, int)}


def _publish(told: bytes, redis: Any) -> None:
    redis.publish(CHANNEL, told)
