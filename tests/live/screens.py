"""Screens for these tests: a websocket by hand, which can do what a proper client would not, and a proper one."""

from __future__ import annotations

import base64
import json
import os
import queue
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests
import socketio

from ..ports import free_port

WAIT_S = 20.0


class Process:
    """tests.live.small_server, running."""

    def __init__(self, folder: Path, *settings: str) -> None:
        self._settings = settings
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._database = folder / "hall.sqlite"
        self.log_file = folder / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Process:
        log = self.log_file.open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.live.small_server", str(self.port), str(self._database), *self._settings],
            stdout=log, stderr=log,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                requests.get(f"{self.url}/watching", timeout=5)
                return self
            except requests.ConnectionError:
                time.sleep(0.05)
        raise RuntimeError(self.log_file.read_text())

    def end(self, how: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def log(self) -> str:
        return self.log_file.read_text()


class SmallHall:
    """One hall of it, founded for one test."""

    def __init__(self, process: Process, name: str) -> None:
        self.process, self.name = process, name
        self.url = f"{process.url}/halls/{name}"
        self._tickets = 0
        requests.post(self.url, timeout=WAIT_S).raise_for_status()

    def do(self, command: str, actor: tuple[str, str] = ("device", "kiosk-1"), **fields: Any) -> int:
        """Send a command; the seq of the journal after it."""
        answer = requests.post(f"{self.url}/do", json={"command": command, "as": actor, **fields}, timeout=WAIT_S)
        answer.raise_for_status()
        return int(answer.json()["seq"])

    def issue(self, service: str = "household") -> int:
        """A number; its ticket's id is t-1, t-2, …"""
        self._tickets += 1
        return self.do("IssueTicket", ticket=f"t-{self._tickets}", service=service)

    def token(self, number: int) -> str:
        """Of the ticket t-`number`."""
        return f"{self.name}|{f't-{number}'[::-1]}"

    def watching(self) -> int:
        """How many screens the process has, in all halls."""
        return int(requests.get(f"{self.process.url}/watching", timeout=WAIT_S).text)


class Screen:
    """A proper Socket.IO client that keeps what it is sent."""

    def __init__(self, hall: SmallHall, token: str | None = None, reconnection: bool = False) -> None:
        self.hall = hall.name
        self.views: queue.Queue[dict[str, Any]] = queue.Queue()
        self.beats: queue.Queue[dict[str, Any]] = queue.Queue()
        self.client = socketio.Client(
            reconnection=reconnection, reconnection_delay=0.1, reconnection_delay_max=0.2, randomization_factor=0
        )
        self.client.on("view", self.views.put)
        self.client.on("heartbeat", self.beats.put)
        self.ended: queue.Queue[object] = queue.Queue()
        self.client.on("disconnect", self.ended.put)
        self.client.connect(hall.process.url, transports=["websocket"], auth={"token": token} if token else None)

    def join(self, view: str, **more: str) -> dict[str, Any]:
        """The acknowledgement."""
        return self.client.call("join", {"hall": self.hall, "view": view, **more}, timeout=WAIT_S)  # type: ignore[no-any-return]

    def next(self) -> dict[str, Any]:
        return self.views.get(timeout=WAIT_S)

    def until(self, seq: int) -> list[int]:
        """The seqs of the views that come, up to the first that shows `seq`."""
        seen = [self.next()["seq"]]
        while seen[-1] < seq:
            seen.append(self.next()["seq"])
        return seen

    def close(self) -> None:
        self.client.disconnect()


class RawScreen:
    """A websocket by hand. `receive_buffer`: of its socket, bytes."""

    def __init__(self, hall: SmallHall, receive_buffer: int | None = None, **headers: str) -> None:
        self.hall = hall.name
        self.socket = socket.socket()
        if receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(WAIT_S)
        self.socket.connect(("127.0.0.1", hall.process.port))
        fields = {
            "Host": "hall", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        } | {name.replace("_", "-"): value for name, value in headers.items()}  # fmt: skip
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
        self.socket.sendall(f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n{head}\r\n".encode())
        self._came = b""
        while b"\r\n\r\n" not in self._came:
            self._receive()
        self.answer, _, self._came = self._came.partition(b"\r\n\r\n")

    def _receive(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise EOFError
        self._came += data

    def connect(self, view: str = "board") -> RawScreen:
        """Say hello to Socket.IO and join a view."""
        self.send('40{"token":"staff"}')
        self.send(self.asking(view))
        return self

    def asking(self, view: str, number: int = 0) -> str:
        """The packet that joins a view."""
        return f'42{number}["join",{{"hall":"{self.hall}","view":"{view}"}}]'

    def send(self, text: str) -> None:
        self.send_frame(0x81, text.encode())

    def send_frame(self, first: int, payload: bytes) -> None:
        mask = os.urandom(4)
        size = len(payload)
        head = struct.pack("!BB", first, 0x80 | size) if size < 126 else struct.pack("!BBH", first, 0xFE, size)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
        self.socket.sendall(head + mask + masked)

    def frame(self) -> tuple[int, bytes]:
        """(opcode, payload) of the next frame. EOFError at the end of the connection."""
        need = 2
        while True:
            if len(self._came) >= need:
                size = self._came[1] & 0x7F
                at = {126: 4, 127: 10}.get(size, 2)
                if size >= 126 and len(self._came) >= at:
                    size = int.from_bytes(self._came[2:at], "big")
                need = at if size >= 126 and len(self._came) < at else at + size
                if len(self._came) >= need:
                    opcode, payload = self._came[0] & 0x0F, self._came[at:need]
                    self._came = self._came[need:]
                    return opcode, payload
            self._receive()

    def event(self) -> tuple[str, dict[str, Any]]:
        """(name, data) of the next event; other packets are passed over, pings answered."""
        while True:
            opcode, payload = self.frame()
            if opcode == 8:
                raise EOFError
            text = payload.decode()
            if text == "2":
                self.send("3")
            if text.startswith("42"):
                name, data = json.loads(text[2:])
                return name, data

    def closing_code(self) -> int | None:
        """The code with which the server closes the connection; None when it just ends it."""
        try:
            while True:
                opcode, payload = self.frame()
                if opcode == 8:
                    return int.from_bytes(payload[:2], "big")
        except (EOFError, ConnectionError):
            return None

    def close(self) -> None:
        self.socket.close()
