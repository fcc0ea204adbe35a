"""What a hall needs, looked at one by one, each with what to do about it."""

from __future__ import annotations

import resource
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .config import Settings, WrongSetting, read_settings
from .journal import ChainBroken, open_database, schema
from .journal.proof import verify_all

DISK_WANTED = 1024 * 1024 * 1024  # bytes
FILES_WANTED = 4096  # a screen, kiosk or phone is one open file each


@dataclass(frozen=True)
class Finding:
    what: str
    well: bool
    words: str


def examine() -> Iterator[Finding]:
    try:
        settings = read_settings()
    except WrongSetting as error:
        yield Finding("settings", False, str(error))
        return
    yield Finding("settings", True, f"everything is kept under {settings.var.resolve()}")
    yield _folder(settings.var)
    yield _disk(settings)
    yield _files()
    yield _faces()
    yield from _journal(settings)


def _folder(var: Path) -> Finding:
    try:
        var.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=var):
            pass
    except OSError as error:
        return Finding("folder", False, f"{var} cannot be written: {error.strerror}; give it to the server's user")
    return Finding("folder", True, "can be written")


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.var if settings.var.exists() else Path()).free
    words = f"{free // 1024**2} MiB free"
    if free < DISK_WANTED:
        return Finding("disk", False, f"{words}; make room: without it no number can be given")
    return Finding("disk", True, words)


def _files() -> Finding:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < FILES_WANTED:
        return Finding("open files", False, f"at most {hard}; raise LimitNOFILE to {FILES_WANTED} or more")
    return Finding("open files", True, "enough for thousands of screens")


def _faces() -> Finding:
    root = Path(__file__).resolve().parent.parent
    missing = [face for face in ("display", "ticket_printer", "staff_panel") if not (root / face / "dist").is_dir()]
    if missing:
        return Finding("faces", False, f"{', '.join(missing)} not built; run `make setup`")
    return Finding("faces", True, "built")


def _journal(settings: Settings) -> Iterator[Finding]:
    if not settings.database_file.exists():
        yield Finding("journal", False, "no hall yet; found one: queue-server init --plan FILE")
        return
    database = open_database(settings.database)
    try:
        schema.upgrade(database.engine)
        for hall, lines in verify_all(database).items():
            yield Finding("journal", True, f"{hall}: {lines} lines, the chain holds")
    except ChainBroken as error:
        yield Finding("journal", False, f"{error}; restore a backup, and keep this file for whoever looks into it")
    finally:
        database.close()
