"""The link to Redis: short of patience, so that one that is frozen or gone keeps nobody waiting."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")

PATIENCE_S = 0.25  # a Redis that is well answers in a thousandth of it
AGAIN_S = 2.0  # after a failure nobody asks for so long
LISTEN_S = 5  # who listens hears nothing for a long time, and asks so often whether anybody is there


class Link:
    """`url` empty: there is no Redis, and nothing is amiss."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._redis = self._client(PATIENCE_S) if url else None
        self._silent_until = 0.0
        self.away = False  # the last time somebody asked

    @property
    def there(self) -> bool:
        """Whether there is a Redis at all, well or not."""
        return self._redis is not None

    def ask(self, work: Callable[[Any], T]) -> T | None:
        """What `work` gets from Redis; None when Redis is away, which is not asked again for AGAIN_S."""
        if self._redis is None or monotonic() < self._silent_until:
            return None
        try:
            answer = work(self._redis)
        except self.faults as error:
            self._silent_until = monotonic() + AGAIN_S
            if not self.away:
                log.warning("Redis is away (%s); the halls go on", type(error).__name__)
            self.away = True
            return None
        if self.away:
            log.warning("Redis is back")
            self.away = False
        return answer

    def look(self) -> None:
        """Find out whether Redis is there while nobody asks for anything."""
        self.ask(lambda redis: redis.ping())

    def listener(self) -> Any:
        """A client of its own for who listens, which asks by itself whether Redis is still there."""
        return self._client(LISTEN_S, health_check_interval=LISTEN_S)

    def close(self) -> None:
        if self._redis is not None:
            self._redis.close()

    @property
    def faults(self) -> tuple[type[Exception], ...]:
        """What the clients raise when Redis is away, and what reading somebody else's messages there may."""
        from redis import RedisError

        return RedisError, OSError, ValueError

    def _client(self, patience_s: float, **more: Any) -> Any:
        from redis import Redis  # half a second, which no command of a house without Redis shall wait
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        return Redis.from_url(
            self._url, socket_timeout=patience_s, socket_connect_timeout=PATIENCE_S, socket_keepalive=True,
            retry=Retry(NoBackoff(), 0), **more,
        )  # fmt: skip
