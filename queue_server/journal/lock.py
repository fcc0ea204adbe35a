"""One writer for one SQLite file: a lock that the kernel drops when the process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from .errors import JournalInUse


class WriterLock:
    """Held while a server or a command writes. Raises JournalInUse when another process holds it.

    Without a file there is nothing to hold: where a server keeps the halls, several may write.
    """

    def __init__(self, database_file: Path | None) -> None:
        self._file: int | None = None
        if database_file is None:
            return
        path = database_file.with_name(database_file.name + ".lock")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.release()
            raise JournalInUse(f"another server is running on {database_file}") from None

    def release(self) -> None:
        """Let go; a second time does nothing."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
