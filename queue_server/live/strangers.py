"""What strangers send amiss, in the log: a few short lines a minute, whatever and however much they send."""

from __future__ import annotations

import logging
from time import monotonic

MOST = 10  # lines of a logger in SPAN_S
SPAN_S = 60.0
LONGEST = 200  # letters; what they sent is told in the errors about it


def logger_of_strangers(name: str) -> logging.Logger:
    logger = logging.getLogger(name)
    logger.setLevel(logging.WARNING)
    if not logger.filters:
        logger.addFilter(Few())
    return logger


class Few(logging.Filter):
    """Lets a few records pass, each as one line without a traceback."""

    def __init__(self) -> None:
        super().__init__()
        self._since = float("-inf")
        self._told = 0

    def filter(self, record: logging.LogRecord) -> bool:
        now = monotonic()
        if now - self._since >= SPAN_S:
            self._since, self._told = now, 0
        self._told += 1
        if self._told > MOST:
            return False
        text = record.getMessage()
        if record.exc_info:
            text += f": {record.exc_info[1]!r}"
        line = "".join(letter if letter.isprintable() else "?" for letter in text[:LONGEST])
        record.msg, record.args = line + (" (no more of these for a minute)" if self._told == MOST else ""), ()
        record.exc_info = record.exc_text = None
        return True
