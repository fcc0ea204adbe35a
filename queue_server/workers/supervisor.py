"""The supervisor: one process that keeps several workers on one port, and serves nothing itself.

Each worker has a listening socket of its own on the port (SO_REUSEPORT), between which the kernel shares out the
connections. The sockets are the supervisor's: what has been connected and not yet accepted when a worker ends, by
whatever end, waits for its replacement and is not lost.

SIGTERM ends all workers, once they have finished what they began. SIGHUP replaces them one by one: the new one takes
connections before the old one stops. A worker whose supervisor is gone ends, too.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

import gevent
from gevent.event import AsyncResult, Event

log = logging.getLogger(__name__)

READY_S = 600.0  # until a new worker serves: after an upgrade of the rules it reads all years of all halls once
DRAIN_S = 30.0  # until an old one has ended
AGAIN_S = 1.0  # least between two starts of a worker that ends
LOOK_S = 0.05
READY = b"r"

Command = Callable[[int, int], list[str]]  # (its listening socket, its lifeline) -> the words that start a worker


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    lifeline: socket.socket

    def ready(self, within_s: float) -> bool:
        """Whether it serves, once it does or has ended."""
        self.lifeline.settimeout(within_s)
        try:
            return self.lifeline.recv(1) == READY
        except OSError:
            return False

    def end(self) -> None:
        """Let it finish what it has begun; when it does not, end it."""
        self.process.terminate()
        try:
            self.process.wait(DRAIN_S)
        except subprocess.TimeoutExpired:
            log.error("worker %d did not end", self.process.pid)
            self.process.kill()
            self.process.wait()
        self.lifeline.close()


class _Slot:
    """A place on the port, and the worker in it."""

    def __init__(self, listener: socket.socket, command: Command) -> None:
        self._listener = listener
        self._command = command
        self._worker: _Worker | None = None
        self._wanted: AsyncResult | None = None  # somebody waits for another worker
        self._closed = False
        self.came_up = AsyncResult()  # whether its first worker did

    def keep(self) -> None:
        """Start its worker, another whenever it ends, and another one beside it when that is wanted."""
        began = monotonic()
        self._worker = self._started()
        self.came_up.set(self._worker is not None)
        while not self._closed:
            gevent.sleep(LOOK_S)
            if self._wanted is not None:
                wanted, self._wanted = self._wanted, None
                wanted.set(self._changed())
            elif self._worker is None or self._worker.process.poll() is not None:
                if self._worker is not None and not self._closed:
                    log.error("worker %d has ended (%s)", self._worker.process.pid, self._worker.process.returncode)
                    self._worker.lifeline.close()
                gevent.sleep(max(0.0, began + AGAIN_S - monotonic()))
                began = monotonic()
                self._worker = self._started()

    def replace(self) -> bool:
        """Put a new worker beside the old one, then end the old. False when the new one does not come up."""
        self._wanted = AsyncResult()
        changed, old = self._wanted.get()
        if old is not None:
            old.end()
        return bool(changed)

    def close(self) -> None:
        self._closed = True
        if self._worker is not None:
            self._worker.end()

    def _changed(self) -> tuple[bool, _Worker | None]:
        """Whether there is a new worker in the place, and who is to end."""
        new = self._started()
        if new is None:
            log.error("a new worker does not serve; the old one goes on")
            return False, None
        old, self._worker = self._worker, new
        return True, old

    def _started(self) -> _Worker | None:
        """A worker that serves; None when it did not come so far."""
        ours, its = socket.socketpair()
        with its:
            files = (self._listener.fileno(), its.fileno())
            worker = _Worker(_process(self._command(*files), files), ours)
        if self._worker is None:
            self._worker = worker  # so that it can be ended before it serves
        if not worker.ready(READY_S):
            worker.end()
            return None
        log.info("worker %d serves", worker.process.pid)
        return worker


def _process(command: list[str], files: tuple[int, int]) -> subprocess.Popen[bytes]:
    """Deaf to Ctrl-C until it serves: the terminal tells it to all, and who is only starting is told by us."""
    return subprocess.Popen(command, pass_fds=files, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))


class Supervisor:
    """`useless`: no worker ever came up, and whatever kept them from it will keep the next ones."""

    def __init__(self, listeners: list[socket.socket], command: Command) -> None:
        self._slots = [_Slot(listener, command) for listener in listeners]
        self._stop, self._renew = Event(), Event()
        self.useless = False

    def run(self) -> None:
        """Until SIGTERM or SIGINT, or until all first workers have failed to come up."""
        watching = [gevent.signal_handler(number, self._end) for number in (signal.SIGTERM, signal.SIGINT)]
        watching.append(gevent.signal_handler(signal.SIGHUP, self._renew.set))
        keepers = [gevent.spawn(slot.keep) for slot in self._slots] + [gevent.spawn(self._watch_the_start)]
        try:
            while not self._stop.is_set():
                self._renew.wait()
                self._renew.clear()
                for slot in self._slots:
                    if self._stop.is_set() or not slot.replace():
                        break
        finally:
            gevent.joinall([gevent.spawn(slot.close) for slot in self._slots])
            gevent.killall(keepers)
            for watcher in watching:
                watcher.cancel()

    def _watch_the_start(self) -> None:
        if not any(slot.came_up.get() for slot in self._slots) and not self._stop.is_set():
            self.useless = True
            self._end()

    def _end(self) -> None:
        self._stop.set()
        self._renew.set()


class Lifeline:
    """A worker's end of what ties it to its supervisor. `ended`: that is gone."""

    def __init__(self, file: int) -> None:
        self.ended = Event()
        self._socket = socket.socket(fileno=file)
        gevent.spawn(self._watch)

    def tell_ready(self) -> None:
        self._socket.sendall(READY)

    def _watch(self) -> None:
        with suppress(OSError):
            while self._socket.recv(1):
                pass
        self.ended.set()


def supervise(listeners: list[socket.socket], options: list[str]) -> bool:
    """Keep a worker for each listening socket until this process is told to end. `options`: of `serve`, for each.

    False when no worker came up.
    """
    log.info("supervisor %d, %d workers on %s", os.getpid(), len(listeners), listeners[0].getsockname()[:2])
    program = [sys.executable, "-m", "queue_server", "serve", *options]  # as it is on the disk when it is started
    supervisor = Supervisor(listeners, lambda on, line: [*program, "--listen-on", str(on), "--lifeline", str(line)])
    supervisor.run()
    return not supervisor.useless
