"""Where each owner's fold stood at a day's start, so that a server starts by reading days of lines and not years.

A cache and no more: a checkpoint counts only when it was made by exactly this code and its line stands in the
journal with the same hash. Whatever is wrong with one, the journal is read from its first line. They lie beside the
database, never in it, so no backup brings one in from elsewhere: they are pickles.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import sys
from functools import cached_property
from pathlib import Path

import pydantic
from gevent.threadpool import ThreadPool

from ..hall.owner import Owner
from .modules import Modules

log = logging.getLogger(__name__)


class Checkpoints:
    """`folder` None keeps none, as for a database in memory."""

    def __init__(self, folder: Path | None, modules: Modules) -> None:
        self._folder = folder
        self._modules = modules
        self._thread = ThreadPool(1)

    @cached_property
    def code(self) -> bytes:
        """What the modules' sources and their tools are: another code might fold to something else."""
        digest = hashlib.sha256(f"{sys.version} {pydantic.VERSION}".encode())
        for path in self._modules.sources:
            digest.update(path.read_bytes())
        return digest.digest()

    def load(self, hall: str) -> tuple[Owner, str] | None:
        """The hall as it was, and the hash of its last line then; None when there is no checkpoint of this code."""
        if self._folder is None or Path(hall).name != hall:  # a database from elsewhere may name a hall as it likes
            return None
        try:
            content = (self._folder / hall).read_bytes()
            if not content.startswith(self.code):
                return None
            state, line = pickle.loads(content[len(self.code) :])
        except FileNotFoundError:
            return None
        except Exception:
            log.warning("checkpoint not readable", exc_info=True, extra={"hall": hall})
            return None
        return state, line

    def save(self, owner: Owner, line: str) -> None:
        """An owner whose last line has this hash; all of it must be committed. Never raises: a server works as well
        without. After what is on its way: an older one never takes the place of a newer one."""
        if self._folder is not None:
            self._thread.spawn(self._keep, owner.id, self._packed(owner, line)).get()

    def save_soon(self, owner: Owner, line: str) -> None:
        """As `save`, on a thread of its own."""
        if self._folder is not None:
            self._thread.spawn(self._keep, owner.id, self._packed(owner, line))

    def close(self) -> None:
        """Once what is on its way is kept."""
        self._thread.join()
        self._thread.kill()

    def _keep(self, hall: str, content: bytes) -> None:
        assert self._folder is not None
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = self._folder / f"{hall}.{os.getpid()}"
            fresh.write_bytes(content)
            fresh.replace(self._folder / hall)
        except OSError:
            log.warning("checkpoint not kept", exc_info=True, extra={"hall": hall})

    def _packed(self, owner: Owner, line: str) -> bytes:
        return self.code + pickle.dumps((owner, line))
