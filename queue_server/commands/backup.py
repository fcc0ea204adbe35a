"""Backups: database, key and what the hall has brought itself in one file, taken while the server runs.

What a backup holds is proven before it is put back.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from itertools import count
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from ..config import KEY_LEAST, Settings
from ..journal import ChainBroken, WriterLock, head_file, open_database, schema
from ..journal.proof import verify_all
from .terminal import fail, settings

_DATABASE, _KEY = "queue.sqlite", "secret_key"
# what the module zipfile raises for what is none, is damaged, locked, or packed in a way it does not know
_NO_BACKUP = (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, zlib.error, EOFError, ValueError)
# what nobody can make anew: the clerks' photos, the clips that the hall has recorded, and its translations
_BROUGHT: dict[str, Callable[[Settings], Path]] = {
    "photos": lambda settings: settings.photos_folder,
    "voice/own": lambda settings: settings.voice_folder / "own",
    "languages": lambda settings: settings.languages_folder,
}
_PARTS = (_DATABASE, _KEY, *(f"{name}/" for name in _BROUGHT))


class BackupInvalid(Exception):
    """The file is no backup, or what it holds is not whole; nothing was changed."""


def _file(settings: Settings) -> Path:
    if settings.database_file is None:
        raise BackupInvalid(
            "this hall is kept by PostgreSQL, which has backups of its own (pg_dump); or copy it into a SQLite file "
            "with `queue-server migrate-database`"
        )
    return settings.database_file


def save(settings: Settings, file: Path) -> None:
    """Write a backup to `file`, complete or not at all, readable by its owner alone. An older backup is replaced.

    Raises BackupInvalid for a file that is there and is no backup.
    """
    source = _file(settings)
    if file.exists() and not _is_backup(file):
        raise BackupInvalid("this is there already and is no backup; name another file")
    if not source.exists():
        raise FileNotFoundError(2, "there is no database yet", str(source))
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        copy, packed = Path(folder) / _DATABASE, Path(folder) / "backup"
        with sqlite3.connect(source) as live, sqlite3.connect(copy) as saved:
            live.backup(saved)
        saved.close()
        live.close()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(copy, _DATABASE)
            archive.writestr(_KEY, settings.secret())
            for name, folder_of in _BROUGHT.items():
                place = folder_of(settings)
                for path in sorted(place.rglob("*")):
                    if path.is_file():
                        archive.write(path, f"{name}/{path.relative_to(place).as_posix()}")
        os.chmod(packed, 0o600)
        with packed.open("rb") as written:
            os.fsync(written.fileno())
        packed.replace(file)


def _is_backup(file: Path) -> bool:
    if not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    return {_DATABASE, _KEY} <= set(names) and all(name.startswith(_PARTS) for name in names)


def load(settings: Settings, file: Path) -> Path | None:
    """Put a backup in place; returns where the database that was there has gone.

    Raises BackupInvalid, and JournalInUse while a server runs.
    """
    target = _file(settings)
    lock = WriterLock(target)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            try:
                with zipfile.ZipFile(file) as archive:
                    archive.extractall(folder, [name for name in archive.namelist() if name.startswith(_PARTS)])
                    key = archive.read(_KEY)
            except _NO_BACKUP as error:
                raise BackupInvalid(f"this is no backup ({error})") from None
            if len(key.strip()) < KEY_LEAST:
                raise BackupInvalid("its key is not whole")
            _prove(Path(folder) / _DATABASE)
            aside = _aside(target)
            heads = head_file(target)
            if heads.exists():  # of what was there
                heads.replace(head_file(aside) if aside else _free(heads))
            (Path(folder) / _DATABASE).replace(target)
            if settings.secret_key is None:
                _keep_key(settings.var / _KEY, key)
            for name, folder_of in _BROUGHT.items():
                if (Path(folder) / name).is_dir():
                    _put_back(Path(folder) / name, folder_of(settings))
        return aside
    finally:
        lock.release()


def _keep_key(place: Path, key: bytes) -> None:
    place.unlink(missing_ok=True)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as written:
        written.write(key)


def _put_back(saved: Path, place: Path) -> None:
    """A folder in place of the present one, which is moved aside."""
    if place.exists():
        place.rename(_free(place))
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(saved, place)


def _prove(copy: Path) -> None:
    database = open_database(f"sqlite:///{copy}")
    try:
        schema.upgrade(database.engine)
        halls = verify_all(database)
    except ChainBroken as error:
        raise BackupInvalid(f"its journal is not whole: {error}") from None
    except DBAPIError as error:
        raise BackupInvalid(f"its database cannot be read: {error.orig}") from None
    finally:
        database.close()
    if not halls:
        raise BackupInvalid("there is no hall in it")


def _aside(target: Path) -> Path | None:
    """Move the present database away, with what it has not yet folded in."""
    if not target.exists():
        return None
    with sqlite3.connect(target) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    aside = _free(target)
    target.replace(aside)
    for leftover in ("-wal", "-shm"):
        target.with_name(target.name + leftover).unlink(missing_ok=True)
    return aside


def _free(place: Path) -> Path:
    """A name beside it that nothing has: what is moved there is all that is left of it."""
    stamp = f"{place.name}.{time.strftime('%Y%m%d-%H%M%S')}"
    names = (place.with_name(f"{stamp}-{number}" if number else stamp) for number in count())
    return next(name for name in names if not name.exists())


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy everything into FILE, while the server runs."""
    try:
        save(settings(), file)
    except BackupInvalid as error:
        fail(f"{file}: {error}")
    click.echo(f"{file}: {file.stat().st_size // 1024} KiB")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put back what a backup holds. What is there now is moved aside, never deleted."""
    try:
        aside = load(settings(), file)
    except BackupInvalid as error:
        fail(f"{file}: {error}")
    click.echo("restored" + (f"; what was there is now {aside}" if aside else ""))
