"""The product's commands as real processes, forked from a Python that has imported them: see forking.py.

Starting Python and importing the server is most of what a start costs, and the tests start hundreds. The commands as an
operator starts them run in tests/reliability and tests/workers, among others.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

ROOT = Path(__file__).parent.parent
PATIENCE_S = 180.0  # a command takes a tenth of a second, where nothing else goes on
APPENDED = os.O_WRONLY | os.O_CREAT | os.O_APPEND


class Forked:
    """A process that was forked; as far as it goes, what subprocess.Popen is of one that was started."""

    def __init__(self, of: ForkServer, words: Sequence[str], pid: int) -> None:
        self._of, self._words = of, words
        self.pid = pid
        self.returncode: int | None = None
        self._end = os.pidfd_open(pid)  # readable once it has ended

    def poll(self) -> int | None:
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Raises subprocess.TimeoutExpired; `timeout` in seconds."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(self._words, timeout or 0)
        return code

    def _ended(self, within_s: float | None) -> int | None:
        if self.returncode is None:
            poll = select.poll()
            poll.register(self._end, select.POLLIN)
            if poll.poll(None if within_s is None else within_s * 1000):
                self.returncode = self._of.ask(reap=self.pid)
                os.close(self._end)
        return self.returncode

    def send_signal(self, signal_number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal_number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class ForkServer:
    """Of one command: the name, then the module whose main() it is, and those that it would import later."""

    def __init__(self, name: str, *modules: str) -> None:
        self._name = name
        self._one_asks = Lock()
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        program = [sys.executable, Path(__file__).with_name("forking.py"), str(theirs.fileno()), *modules]
        with theirs:
            self._process = subprocess.Popen(
                program, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()],
                process_group=0,
            )  # fmt: skip
        atexit.register(self._close)

    def start(self, *words: str | bytes, env: Mapping[str, str], log: Path) -> Forked:
        """The command with these words; what it says is added to `log`."""
        log.touch()  # there at once, for who waits for words in it
        return self._fork(words, env, (os.devnull, os.O_RDONLY), (str(log), APPENDED), (str(log), APPENDED))

    def run(
        self,
        *words: str | bytes,
        env: Mapping[str, str],
        stdin: str = "",
        check: bool = True,
        timeout: float = PATIENCE_S,
    ) -> subprocess.CompletedProcess[str]:
        """The command to its end, as subprocess.run does it with text. `timeout` in seconds."""
        with TemporaryDirectory(prefix="queue-test-") as folder:
            given, said, complained = (Path(folder) / name for name in ("stdin", "stdout", "stderr"))
            given.write_text(stdin, encoding="utf-8")
            process = self._fork(
                words, env, (str(given), os.O_RDONLY), (str(said), APPENDED), (str(complained), APPENDED)
            )
            try:
                code = process.wait(timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise
            done = subprocess.CompletedProcess(words, code, said.read_text("utf-8"), complained.read_text("utf-8"))
        if check:
            done.check_returncode()
        return done

    def _fork(self, words: Sequence[str | bytes], env: Mapping[str, str], *files: tuple[str, int]) -> Forked:
        command = [self._name, *map(os.fsdecode, words)]
        pid = self.ask(words=command, env=dict(env), files=files, cwd=os.getcwd())
        return Forked(self, command, pid)

    def ask(self, **what: Any) -> int:
        with self._one_asks:
            self._channel.send(json.dumps(what).encode())
            return int(self._channel.recv(1 << 16))

    def _close(self) -> None:
        self._channel.close()
        self._process.wait()
