"""Tries that all workers count together: what Rate asks before it counts alone."""

from __future__ import annotations

import hashlib
from typing import Any

from .link import Link

# a list of the times of the last `most` tries; one that comes too early is not added. All of it at Redis' own time
_COUNT = """
local time = redis.call('TIME')
local now, most, span = time[1] + time[2] / 1000000, tonumber(ARGV[1]), tonumber(ARGV[2])
if redis.call('LLEN', KEYS[1]) >= most then
  local left = span - (now - redis.call('LINDEX', KEYS[1], -1))
  if left > 0 then return tostring(left) end
end
redis.call('LPUSH', KEYS[1], string.format('%.3f', now))
redis.call('LTRIM', KEYS[1], 0, most - 1)
redis.call('EXPIRE', KEYS[1], span)
return '0'
"""


class SharedTries:
    def __init__(self, link: Link) -> None:
        self._link = link

    def wait_s(self, name: str, who: str, most: int, span_s: int) -> float | None:
        """Counts a try; seconds until the next one is allowed when it is not, else 0. None: count alone."""
        left: Any = self._link.ask(lambda redis: redis.eval(_COUNT, 1, _key(name, who), most, span_s))
        return None if left is None else min(float(left), span_s)  # whatever somebody else has written there

    def forget(self, name: str, who: str) -> None:
        self._link.ask(lambda redis: redis.delete(_key(name, who)))

    def give_back(self, name: str, who: str) -> None:
        self._link.ask(lambda redis: redis.lpop(_key(name, who)))


def _key(name: str, who: str) -> str:
    """Names and addresses of people are nobody's business there."""
    return f"queue:tries:{name}:{hashlib.sha256(who.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
