"""Where a trial's hall is served: one process on SQLite, or several workers on PostgreSQL and Redis.

Both have one hall `h` that never closes, with 16 counters, whose clerks are signed in already. All processes are real.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from ..ports import free_port
from ..postgres import Postgres
from ..redis import Redis
from ..serving import PLAN, Server, until

COUNTERS = 16
WORKERS = 2
STEPPED = Path(__file__).with_name("stepped_clock")

CROWDED_PLAN = (
    PLAN[: PLAN.index("hours:")]
    + 'hours: {week: {mon: &d ["00:00-24:00"], tue: *d, wed: *d, thu: *d, fri: *d, sat: *d, sun: *d}}\n'
    + PLAN[PLAN.index("services:") : PLAN.index("counters:")]
    + "counters:\n"
    + "\n".join(
        f'  - {{id: "{number}", name: {{zh: {number}号窗口, en: Counter {number}}}, serves: [household, entry-exit]}}'
        for number in range(1, COUNTERS + 1)
    )
)


class Site(Server):
    """One process on SQLite. It is started again by whoever looks after it, as a machine's service manager would.

    `stepped`: on a machine whose clock can be stepped.
    """

    key, name = "sqlite", "SQLite, 1 process"

    def __init__(self, var: Path, *, stepped: bool = False) -> None:
        self.clock = var.with_name(var.name + ".clock") if stepped else None
        if self.clock is not None:
            self.clock.write_bytes(bytes(8))
        super().__init__(var, at=None, plan=CROWDED_PLAN, as_shipped=True)
        founded = json.loads((var / "founded.json").read_text())
        self.cookies: dict[str, str] = founded["cookies"]

    def _found(self, plan: str) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="queue-test-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        (folder / "plan.yaml").write_text(plan, encoding="utf-8")
        self._found_in(folder, os.environ | {"QUEUE_VAR": str(folder)})
        return folder

    @staticmethod
    def _found_in(folder: Path, environment: dict[str, str]) -> None:
        command = [sys.executable, Path(__file__).with_name("found.py"), folder / "plan.yaml"]
        said = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
        founded = json.loads(said)
        (folder / "founded.json").write_text(said)
        devices = dict.fromkeys(("printer-1", "kiosk-1", "terminal-1"), founded["token"])
        (folder / "tokens.json").write_text(json.dumps(devices))

    @property
    def environment(self) -> dict[str, str]:
        if self.clock is None:
            return super().environment
        return super().environment | {"PYTHONPATH": str(STEPPED), "STEPPED_CLOCK": str(self.clock)}

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.var / 'queue.sqlite'}"

    def close(self) -> None:
        self.stop()

    # processes

    def serving(self) -> list[int]:
        """The processes that answer, in no order."""
        assert self.process is not None
        return [self.process.pid]

    def kill_one(self, pid: int) -> None:
        """As a bug or the kernel would; something starts another."""
        self.kill()
        self.start()

    def replace(self) -> None:
        """As for an upgrade."""
        self.stop()
        self.start()

    # the machine's clock

    def step(self, seconds: int) -> None:
        """Off the true time by so much, at once and for every process of the server."""
        if self.clock is not None:
            with self.clock.open("r+b") as clock:  # in its place: the processes have it in memory
                clock.write(struct.pack("q", seconds))


class Outgrown(Site):
    """Several workers on PostgreSQL and Redis.

    `wired`: over a wire to PostgreSQL that can be cut. `disk_mb`: with PostgreSQL on a disk of that size.
    """

    key, name = "postgresql", f"PostgreSQL + Redis, {WORKERS} workers"

    def __init__(self, var: Path, *, stepped: bool = False, wired: bool = False, disk_mb: int = 0) -> None:
        super().__init__(var, stepped=stepped)
        self.workers = WORKERS
        (self.var / "queue.sqlite").unlink()
        self.postgres = Postgres(disk_mb).start()
        self.redis = Redis().start()
        self.database = self.postgres.new_database("halls")
        self.wire: subprocess.Popen[str] | None = None
        if wired:
            port = free_port()
            program = [sys.executable, "-S", Path(__file__).with_name("wire.py"), str(port), str(self.postgres.port)]
            self.wire = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            assert self.wire.stdout is not None
            self.wire.stdout.readline()
            self.database = self.postgres.url("halls", port)
        self._found_in(self.var, self.environment)
        founded = json.loads((var / "founded.json").read_text())
        self.cookies, self.terminal_token = founded["cookies"], founded["token"]

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"QUEUE_DATABASE_URL": self.database, "QUEUE_REDIS_URL": self.redis.url}

    @property
    def database_url(self) -> str:
        return self.postgres.url("halls")

    def cut(self, how: str) -> None:
        """how: silent, reset, heal."""
        assert self.wire is not None
        assert self.wire.stdin is not None
        assert self.wire.stdout is not None
        self.wire.stdin.write(how + "\n")
        self.wire.stdin.flush()
        self.wire.stdout.readline()

    def start(self, at: str | None = None) -> Outgrown:
        super().start(at)
        until(lambda: len(self.serving()), WORKERS)
        return self

    def serving(self) -> list[int]:
        assert self.process is not None
        parent = self.process.pid
        return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]

    def kill_one(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)

    def kill(self) -> None:
        """All of them, as a power cut would."""
        assert self.process is not None
        workers = self.serving()
        super().kill()
        until(lambda: [pid for pid in workers if _runs(pid)], [])

    def replace(self) -> None:
        """One by one, as for an upgrade; returns when none of the old ones is left."""
        assert self.process is not None
        before = set(self.serving())
        self.process.send_signal(signal.SIGHUP)
        until(lambda: before & set(self.serving()), set(), within_s=60)

    def close(self) -> None:
        try:
            super().close()
        finally:
            if self.wire is not None:
                self.wire.terminate()
                self.wire.wait()
            self.redis.stop()
            self.postgres.remove()


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


SITES: tuple[type[Site], ...] = (Site, Outgrown)
