"""A PostgreSQL server of the tests' own: on a free port, in a folder of its own, and never outliving them.

It can be stopped in every way and started again, and its disk filled. The tests may run as root, which the server
refuses: it then has a user of its own.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from .ports import free_port

OWNER = "postgres"
START_S = 60
# a WAL that wraps around soon, so that a small disk is full soon; as many connections as several workers want
SETTINGS = ("max_connections=200", "max_wal_size=4MB", "min_wal_size=2MB", "fsync=off", "shared_buffers=32MB")
DURABLE = ("max_connections=200",)  # for the rest as it comes: what is measured must survive a power cut
FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT


class DiskNotOurs(Exception):
    """A disk that is small, or that fails, needs rights that are not given here."""


class Postgres:
    """`Postgres().start()`. `disk_mb`: on a disk of its own of that size. `settings`: SETTINGS or DURABLE.

    Raises DiskNotOurs where that is not allowed.
    """

    def __init__(self, disk_mb: int = 0, settings: tuple[str, ...] = SETTINGS) -> None:
        self._settings = settings
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="queue-pg-"))
        self.data = self.folder / "disk"
        self.data.mkdir()
        self._process: subprocess.Popen[bytes] | None = None
        self._mounted = False
        atexit.register(self.remove)
        if disk_mb:
            self._mount(disk_mb)
        if os.geteuid() == 0:
            for folder in (self.folder, self.data):
                shutil.chown(folder, OWNER)
        self._run("initdb", "-D", str(self.data / "data"), "-U", OWNER, "--auth=trust", "--no-sync", "-E", "UTF8",
                  "--locale=C", "--wal-segsize=1")  # fmt: skip

    def _mount(self, disk_mb: int) -> None:
        mounting = ["mount", "-t", "tmpfs", "-o", f"size={disk_mb}m", "queue-pg", str(self.data)]
        if os.geteuid() != 0 or subprocess.run(mounting, capture_output=True).returncode != 0:
            raise DiskNotOurs("only who may mount a small disk can fill one")
        self._mounted = True

    def url(self, database: str, port: int | None = None) -> str:
        """`port` leads there another way."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{port or self.port}/{database}"

    def start(self) -> Postgres:
        words = [*self._as_owner(pdeathsig=True), str(_programs() / "postgres"), "-D", str(self.data / "data")]
        for setting in (f"port={self.port}", f"unix_socket_directories={self.folder}", *self._settings):
            words += ["-c", setting]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(words, stdout=log, stderr=log, cwd="/")
        deadline = time.monotonic() + START_S
        asking = [str(_programs() / "pg_isready"), "-q", "-h", str(self.folder), "-p", str(self.port)]
        while subprocess.run(asking).returncode != 0:
            if not self.runs or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.02)
        return self

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self, how: signal.Signals) -> None:
        """FAST: sessions are ended, all is written. IMMEDIATE: as a crash would."""
        if self._process is not None:
            if self.runs:
                self._process.send_signal(how)
            self._process.wait(timeout=60)
            self._process = None

    def new_database(self, name: str, like: str = "template1") -> str:
        """Its URL; a copy of `like`, with which nobody may be working."""
        self._run("createdb", "-h", str(self.folder), "-p", str(self.port), "-U", OWNER, "-T", like, name)
        return self.url(name)

    # a full disk

    def fill(self) -> None:
        """Until not a page more fits."""
        with (self.data / "ballast").open("ab", buffering=0) as ballast:
            for size in (1 << 20, 1 << 12):
                try:
                    while True:
                        ballast.write(b"\0" * size)
                except OSError:
                    continue

    def empty(self) -> None:
        (self.data / "ballast").unlink()

    def remove(self) -> None:
        self.stop(IMMEDIATE)
        if self._mounted:
            subprocess.run(["umount", str(self.data)], check=False)
            self._mounted = False
        shutil.rmtree(self.folder, ignore_errors=True)

    def _as_owner(self, pdeathsig: bool = False) -> list[str]:
        who = ["--reuid", OWNER, "--regid", OWNER, "--init-groups"] if os.geteuid() == 0 else []
        return ["setpriv", *who, *(["--pdeathsig", "QUIT"] if pdeathsig else [])]

    def _run(self, program: str, *words: str) -> None:
        command = [*self._as_owner(), str(_programs() / program), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise RuntimeError("there is no PostgreSQL: run `make test`, which installs it, or apt-get install postgresql")
    return found[-1].parent


_names = count()


@cache
def shared() -> Postgres:
    """One server for all tests of a process that only want a database."""
    return Postgres().start()


def new_database(like: str = "") -> str:
    """The URL of an empty database, or of a copy of the one with the URL `like`, with which nobody may be working."""
    return shared().new_database(f"test_{next(_names)}", make_url(like).database or "" if like else "template1")


def run_sql(statement: str) -> None:
    """Beside all databases of the tests, as their server's owner."""
    with psycopg.connect(host="127.0.0.1", port=shared().port, user=OWNER, autocommit=True) as connection:
        connection.execute(statement.encode())
