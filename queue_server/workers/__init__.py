"""Several workers of one house: the processes, and what they tell each other through Redis.

Nothing that Redis holds is needed: without it each worker asks PostgreSQL once a second what the others did, counts
tries alone and knows its own devices only. See docs/adr/0015.
"""

from .link import Link
from .news import News
from .presence import Presence
from .tries import SharedTries

__all__ = ["Link", "News", "Presence", "SharedTries"]
