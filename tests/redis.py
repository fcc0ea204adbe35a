"""A Redis server of the tests' own: on a free port, in a folder of its own, keeping nothing, and never outliving them.

It can be frozen, killed and started again, always at the same address.
"""

from __future__ import annotations

import atexit
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from .ports import free_port

START_S = 30  # on a machine that is busy with other tests


class Redis:
    """`Redis().start()`; its address is `url`."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="queue-redis-"))
        atexit.register(self.stop)

    def start(self) -> Redis:
        """Start it, empty, and wait until it answers."""
        self._folder.mkdir(exist_ok=True)
        settings = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self._folder)]
        settings += ["--save", "", "--appendonly", "no", "--logfile", str(self._folder / "log")]
        self._process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", _program(), *settings])
        deadline = time.monotonic() + START_S
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Redis did not start: {(self._folder / 'log').read_text()[-2000:]}")
            time.sleep(0.02)
        return self

    def answers(self, within_s: float = 1.0) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=within_s) as asking:
                asking.sendall(b"PING\r\n")
                return asking.recv(64).startswith(b"+PONG")
        except OSError:
            return False

    def freeze(self) -> None:
        """It takes connections and what is sent, and answers nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """At once, and with all that it knew; also when it is frozen."""
        self._signal(signal.SIGKILL)
        assert self._process is not None
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        """Once and for all, or until `start`."""
        if self._process is not None:
            self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None, "it does not run"
        self._process.send_signal(number)


def _program() -> str:
    found = shutil.which("redis-server")
    if found is None:
        raise RuntimeError("there is no Redis: run `make test`, which installs it, or apt-get install redis-server")
    return found
