"""A real server for tests: its own process, port and folder, founded with the command line as a hall would be."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import requests

from . import postgres
from .fork_server import PATIENCE_S, Forked, ForkServer
from .ports import free_port
from .redis import Redis

COMMAND = Path(sys.executable).with_name("queue-server")
WEDNESDAY = "2026-11-25"
PASSWORD = "correct horse"

PLAN = """
hall: h
name: {zh: 测试大厅, en: Test hall}
kind: service-centre
timezone: Asia/Shanghai
hours:
  week:
    mon: ["09:00-12:00", "14:00-17:30"]
    tue: ["09:00-12:00", "14:00-17:30"]
    wed: ["09:00-12:00", "14:00-17:30"]
    thu: ["09:00-12:00", "14:00-17:30"]
    fri: ["09:00-12:00", "14:00-17:30"]
services:
  - {id: household, name: {zh: 户政, en: Household registration}, series: A, typical_s: 480}
  - {id: entry-exit, name: {zh: 出入境, en: Exit and entry}, series: B, typical_s: 600}
lanes:
  - {id: elderly, name: {zh: 老年人, en: Elderly}, green: true, rate: 4, head_start_min: 15, from_age: 60}
  - {id: urgent, name: {zh: 急事急办, en: Urgent}, head_start_min: all-day, approval: true}
counters:
  - {id: "1", name: {zh: 1号窗口, en: Counter 1}, serves: [household], support: [{service: entry-exit, after_min: 20}]}
  - {id: "2", name: {zh: 2号窗口, en: Counter 2}, serves: [household]}
  - {id: "3", name: {zh: 3号窗口, en: Counter 3}, serves: [entry-exit]}
"""


_FOUNDED: dict[tuple[str, str], tuple[Path, str]] = {}  # (plan, engine) -> folder and database of a hall founded so


def until(what: Callable[[], Any], wanted: Any, within_s: float = 30) -> None:
    """Waits for a state that nobody pushes to a test."""
    deadline = time.monotonic() + within_s
    while (seen := what()) != wanted:
        assert time.monotonic() < deadline, f"{seen!r}, and not {wanted!r}"
        time.sleep(0.05)


@cache
def fork_server() -> ForkServer:
    """Of `queue-server`."""
    return ForkServer("queue-server", "queue_server.cli", "queue_server.app", "queue_server.serving")


@cache
def redis_of_the_tests() -> Redis:
    return Redis().start()


class Server:
    """A hall `h` with the plan above, a manager, clerks zhang, li and wang, a kiosk with its printer.

    Its clock is a rehearsal's: it starts at `at` (local time of the hall, on a Wednesday that is open). Without `at` it
    is the machine's. `engine`: "sqlite", or "postgresql" with Redis and as many `workers`. `as_shipped`: by a Python
    that is started for it, and not by one that is forked; several workers always are.
    """

    def __init__(
        self, var: Path, at: str | None = "10:00", plan: str = PLAN, speed: float = 1.0, engine: str = "sqlite",
        workers: int = 1, as_shipped: bool = False,
    ) -> None:  # fmt: skip
        self.var, self.at, self.speed = var, at, speed
        self.workers, self.as_shipped = workers, as_shipped
        self.postgres_url, self.redis = "", redis_of_the_tests() if engine == "postgresql" else None
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | Forked | None = None
        self.hall = next(line.split(":")[1].strip() for line in plan.splitlines() if line.startswith("hall:"))
        if (plan, engine) not in _FOUNDED:
            self.postgres_url = postgres.new_database() if engine == "postgresql" else ""
            _FOUNDED[plan, engine] = self._found(plan), self.postgres_url
        folder, database = _FOUNDED[plan, engine]
        shutil.copytree(folder, var, dirs_exist_ok=True)
        self.postgres_url = postgres.new_database(like=database) if database else ""
        tokens = json.loads((var / "tokens.json").read_text())
        self.printer_token, self.kiosk_token = tokens["printer-1"], tokens["kiosk-1"]
        self.terminal_token = tokens["terminal-1"]  # takes numbers, prints nothing

    def _found(self, plan: str) -> Path:
        """Found a hall as an operator would; once for each plan, since every test begins with a copy."""
        asked, self.var = self.var, Path(tempfile.mkdtemp(prefix="queue-test-"))
        atexit.register(shutil.rmtree, self.var, ignore_errors=True)
        plan_file = self.var / "plan.yaml"
        plan_file.write_text(plan, encoding="utf-8")
        self.run("init", "--plan", str(plan_file))
        self.user("manager", "manager")
        for clerk in ("zhang", "li", "wang"):
            self.user(clerk, "clerk")
        tokens = {
            "printer-1": self.device("printer-1", "printer"),
            "kiosk-1": self.device("kiosk-1", "kiosk", "--printer", "printer-1"),
            "terminal-1": self.device("terminal-1", "terminal"),
        }
        (self.var / "tokens.json").write_text(json.dumps(tokens))
        founded, self.var = self.var, asked
        return founded

    def run(self, *words: str, check: bool = True, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """One command of the command line, to its end."""
        return fork_server().run(*words, env=self.environment, stdin=stdin, check=check)

    @property
    def environment(self) -> dict[str, str]:
        more = {"QUEUE_DATABASE_URL": self.postgres_url} if self.postgres_url else {}
        if self.redis:
            more["QUEUE_REDIS_URL"] = self.redis.url
        return os.environ | {"QUEUE_VAR": str(self.var)} | more

    def user(self, name: str, role: str) -> None:
        self.run("user", "add", name, "--hall", self.hall, "--role", role, stdin=PASSWORD + "\n")

    def device(self, name: str, kind: str, *more: str) -> str:
        return self.run("device", "add", name, "--hall", self.hall, "--kind", kind, *more).stdout.strip()

    def start(self, at: str | None = None) -> Server:
        """Start the process and wait until it answers."""
        words = ["--port", str(self.port), "--workers", str(self.workers)]
        if moment := at or self.at:
            if "T" not in moment:
                moment = f"{WEDNESDAY}T{moment}:00+08:00" if moment.count(":") == 1 else f"{WEDNESDAY}T{moment}+08:00"
            words += ["--rehearse-from", moment, "--speed", str(self.speed)]
        self.process = self._serve(words)
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                requests.get(f"{self.url}/health", timeout=2)
                return self
            except (requests.ConnectionError, requests.Timeout):
                if self.process.poll() is not None:
                    raise RuntimeError((self.var / "server.log").read_text()[-4000:]) from None
                time.sleep(0.01)
        raise RuntimeError("the server did not start")

    def _serve(self, words: list[str]) -> subprocess.Popen[bytes] | Forked:
        log = self.var / "server.log"
        if self.workers == 1 and not self.as_shipped:
            return fork_server().start("serve", *words, env=self.environment, log=log)
        with log.open("ab") as said:
            return subprocess.Popen(
                [COMMAND, "serve", *words], env=self.environment, stdout=said, stderr=said, process_group=0
            )

    def kill(self) -> None:
        """As a power cut would: with all its workers."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """As an operator would."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)

    # talking to it

    @property
    def api(self) -> str:
        return f"{self.url}/api/v1"

    def staff(self, username: str) -> requests.Session:
        """A signed-in browser."""
        session = requests.Session()
        answer = session.post(f"{self.api}/session", json={"username": username, "password": PASSWORD}, timeout=30)
        answer.raise_for_status()
        return session

    def with_token(self, token: str) -> requests.Session:
        session = requests.Session()
        session.headers["Authorization"] = f"Bearer {token}"
        return session

    def issue(self, service: str = "household", session: requests.Session | None = None, **more: Any) -> dict[str, Any]:
        """A number taken at the terminal, which prints nothing."""
        who = session or self.with_token(self.terminal_token)
        answer = who.post(f"{self.api}/halls/{self.hall}/tickets", json={"service": service, **more}, timeout=30)
        assert answer.status_code == 201, answer.text
        return answer.json()  # type: ignore[no-any-return]

    def press(self, clerk: requests.Session, counter: str, press: str, **body: Any) -> requests.Response:
        """A press at a counter, `press` as in the address: sign-in, next, start, finish, …"""
        return clerk.post(f"{self.api}/halls/{self.hall}/counters/{counter}/{press}", json=body, timeout=30)
