"""All refusals of the server, from all its modules."""

from __future__ import annotations

import importlib
import pkgutil
import re

import queue_server
from queue_server.refusals import Refusal, refusals

_NOT_IMPORTED = re.compile(r".*\.(migrations\..*|__main__|cli)")  # Alembic's own, and what patches the process

for _module in pkgutil.walk_packages(queue_server.__path__, "queue_server."):
    if not _NOT_IMPORTED.fullmatch(_module.name):
        importlib.import_module(_module.name)

EVERY_REFUSAL: list[type[Refusal]] = sorted(
    (kind for kind in refusals() if kind.__module__.startswith("queue_server.")), key=lambda kind: kind.code
)
