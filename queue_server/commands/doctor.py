"""What a hall needs, looked at one by one, each with what to do about it."""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ..access import Devices
from ..clock import Clock, machine_time
from ..config import Settings, WrongSetting, read_settings
from ..hall.instants import SECOND, to_datetime
from ..journal import ChainBroken, Database, Heads, Journal, open_database, schema
from ..journal.postgres import CONNECTIONS
from ..journal.proof import verify_all
from ..languages import LANGUAGES_MOST, Broken, Languages
from ..refusals import Refusal
from ..registers import MODULES
from ..registers.printers import last_said
from ..voice import Pack, clips_of
from ..workers import Link

DISK_WANTED = 1024 * 1024 * 1024  # bytes
FILES_WANTED = 4096  # a screen, kiosk or phone is one open file each


@dataclass(frozen=True)
class Finding:
    what: str
    well: bool | None  # None: nobody can say
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
    yield from _redis(settings)
    yield from _journal(settings)
    yield from _voice(settings)
    yield from _languages(settings)


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
    root = Path(__file__).resolve().parents[2]
    missing = [face for face in ("display", "ticket_printer", "staff_panel") if not (root / face / "dist").is_dir()]
    if missing:
        return Finding("faces", False, f"{', '.join(missing)} not built; run `make setup`")
    return Finding("faces", True, "built")


# what to do about what a printer says of itself
_PRINTER_ADVICE = {
    "paper-low": "the paper is nearly out; have a roll at hand",
    "paper-out": "out of paper; put in a roll",
    "cover-open": "the cover is open; close it",
    "printer-fault": "it reports a fault; switch it off and on, and look for jammed paper",
    "printer-unreachable": "the print agent cannot reach it: is it on, is its address right?",
}


def _printers(database: Database) -> Iterator[Finding]:
    said = database.read(last_said)
    for device in Devices(database).all():
        if device.kind != "printer":
            continue
        last = said.get((device.hall, device.name))
        if last is None:
            yield Finding("printer", False, f"{device.hall} {device.name}: never heard of; start its print agent")
            continue
        words = _PRINTER_ADVICE.get(last.state, "in order" if last.state == "well" else "it does not say how it is")
        at = f"{to_datetime(last.since).astimezone():%Y-%m-%d %H:%M}"
        well = None if last.state == "unknown" else last.state in ("well", "paper-low")
        yield Finding("printer", well, f"{device.hall} {device.name}: {words} (since {at})")


_NO_HALL = Finding("journal", False, "no hall yet; found one: queue-server init --plan FILE")


def _journal(settings: Settings) -> Iterator[Finding]:
    if settings.database_file is not None and not settings.database_file.exists():
        yield _NO_HALL
        return
    database = open_database(settings.database, settings.var)
    try:
        if settings.database_file is None:
            yield from _postgres(database)
        schema.upgrade(database.engine)
        for damage in database.damage():
            yield Finding("database", False, f"{damage}; restore a backup, and keep this file")
        for loss in Heads(database).losses():
            yield Finding("journal", False, f"{loss}; see docs/operating.md")
        halls = verify_all(database)
        for hall, lines in halls.items():
            yield Finding("journal", True, f"{hall}: {lines} lines, the chain holds")
        yield from _printers(database)
        if not halls:
            yield _NO_HALL
    except ChainBroken as error:
        yield Finding("journal", False, f"{error}; restore a backup, and keep this file for whoever looks into it")
    except DBAPIError as error:
        yield Finding("database", False, f"{str(error.orig).strip()}; see whether it runs, and QUEUE_DATABASE_URL")
    finally:
        database.close()


def _voice(settings: Settings) -> Iterator[Finding]:
    """A hall may do without a voice; one that has half of it says some calls and not others."""
    pack = Pack(settings.voice_folder)
    if not pack.there():
        how = "queue-server voice build --hall HALL"
        if shutil.which("espeak-ng") is None:
            how = f"sudo apt-get install espeak-ng, then {how}"
        yield Finding("voice", True, f"none: boards show the calls in silence; for a voice: {how}")
        return
    if settings.database_file is not None and not settings.database_file.exists():
        return
    journal = Journal(open_database(settings.database, settings.var), Clock(), MODULES)
    try:
        for hall in journal.hall_ids():
            yield _voice_of(pack, hall, journal)
    finally:
        journal.close()


def _voice_of(pack: Pack, hall: str, journal: Journal) -> Finding:
    try:
        found = [pack.look_at(clip) for clip in clips_of(journal.ask(hall, lambda h, now: h.plan))]
    except (ChainBroken, Refusal) as error:
        return Finding("voice", False, f"{hall}: {error}")
    missing = [one.clip.text for one in found if one.state == "missing"]
    if missing:
        some = "、".join(missing[:5])
        return Finding("voice", False, f"{hall}: {len(missing)} clips missing, as {some}; voice build --hall {hall}")
    broken = [one.why for one in found if one.why]
    if broken:
        return Finding("voice", False, f"{hall}: the built clip speaks, as this cannot be played: {broken[0]}")
    own = sum(one.state == "own" for one in found)
    return Finding("voice", True, f"{hall}: {len(found)} clips, {own} of them the hall's own")


def _languages(settings: Settings) -> Iterator[Finding]:
    """A broken file is left out by the pages, which nobody would see who does not read that language."""
    found = list(Languages(settings.languages_folder).look())
    for path, one in found:
        if isinstance(one, Broken):
            yield Finding("language", False, f"{path}: left out: {one}; see queue-server language check")
        else:
            yield Finding("language", True, f"{one.tag} {one.name}")
    if sum(not isinstance(one, Broken) for _, one in found) > LANGUAGES_MOST:
        yield Finding("language", False, f"only the first {LANGUAGES_MOST} are offered; move the others away")


def _postgres(database: Database) -> Iterator[Finding]:
    """What only the server of a journal can spoil: an answered command must survive a power cut."""
    found = database.read(lambda connection: {name: connection.scalar(text(f"SHOW {name}")) for name in _SHOWN})
    wrong = [name for name in ("fsync", "full_page_writes") if found[name] != "on"]
    for name in wrong:
        yield Finding("database", False, f"PostgreSQL runs with {name} = {found[name]}: a power cut may lose numbers")
    if not wrong:
        yield Finding(
            "database", True, f"PostgreSQL {found['server_version']}, at most {found['max_connections']} connections; "
            f"each worker takes up to {CONNECTIONS}"
        )  # fmt: skip
    there = database.time()
    off_s = round(((there or 0) - machine_time()) / SECOND)
    if abs(off_s) > 1:
        yield Finding("clock", abs(off_s) < 60, f"this machine and the database's are {abs(off_s)} s apart")


_SHOWN = ("server_version", "max_connections", "fsync", "full_page_writes")


def _redis(settings: Settings) -> Iterator[Finding]:
    if not settings.redis_url:
        if settings.database_file is None:
            yield Finding("redis", True, "none: other workers' calls come to the screens up to a second late")
        return
    link = Link(settings.redis_url)
    link.look()
    if link.away:
        yield Finding(
            "redis", False, "does not answer; the halls go on without, see whether it runs, and QUEUE_REDIS_URL"
        )
    else:
        yield Finding("redis", True, "answers")
    link.close()


@click.command()
def doctor() -> None:
    """Look at everything a hall needs, and say what to do about what is missing."""
    trouble = False
    for finding in examine():
        trouble = trouble or finding.well is False
        word = {True: "ok     ", False: "TROUBLE", None: "unknown"}[finding.well]
        click.echo(f"{word} {finding.what}: {finding.words}")
    sys.exit(1 if trouble else 0)
