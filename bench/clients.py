"""Many connections read by one process, with the moment at which each had its whole message."""

from __future__ import annotations

import base64
import os
import resource
import select
import socket
import struct
import time

CONNECT_TOGETHER = 50
WAIT_S = 60.0


def raise_open_files() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def connect(port: int) -> socket.socket:
    """A connection to this machine that sends at once."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=WAIT_S)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _masked(text: bytes) -> bytes:
    """A text as a client's websocket frame; the mask of zeros changes nothing."""
    size = len(text)
    head = struct.pack("!BB", 0x81, 0x80 | size) if size < 126 else struct.pack("!BBH", 0x81, 0xFE, size)
    return head + bytes(4) + text


class Crowd:
    """Connections that are sent views as websocket frames, in one poll."""

    def __init__(self, connections: list[socket.socket]) -> None:
        self._connections: dict[int, socket.socket] = {}
        self._came: dict[int, bytes] = {}
        self._poll = select.epoll()
        self.seqs: dict[int, int] = {}  # what each shows
        self.frame = b""  # the newest view, as it came
        for connection in connections:
            self.add(connection)

    def add(self, connection: socket.socket, came: bytes = b"") -> None:
        number = connection.fileno()
        self._connections[number], self._came[number], self.seqs[number] = connection, came, 0
        self._poll.register(number, select.EPOLLIN)

    def until(self, seq: int) -> float:
        """When the last of them showed `seq` or a later one."""
        behind = {number for number, shown in self.seqs.items() if shown < seq}
        now = time.monotonic()
        deadline = now + WAIT_S
        while behind:
            for number, _ in self._poll.poll(1):
                self._read(number)
                if self.seqs[number] >= seq:
                    behind.discard(number)
            now = time.monotonic()
            if now > deadline:
                raise TimeoutError(f"{len(behind)} screens do not show {seq}")
        return now

    def rest(self, seconds: float) -> None:
        """Read what comes for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            for number, _ in self._poll.poll(left):
                self._read(number)

    def _read(self, number: int) -> None:
        data = self._connections[number].recv(65536)
        if not data:
            raise EOFError("the server closed a screen")
        data = self._came[number] + data
        while len(data) >= 2:
            size = data[1]
            at = 2 if size < 126 else 4 if size == 126 else 10
            if at > 2:
                size = int.from_bytes(data[2:at], "big")
            if len(data) < at + size:
                break
            self._heard(number, data[: at + size], data[at : at + size])
            data = data[at + size :]
        self._came[number] = data

    def _heard(self, number: int, frame: bytes, text: bytes) -> None:
        if text.startswith(b'42["view",{"seq":'):
            self.seqs[number] = int(text[17 : text.index(b",", 17)])
            self.frame = frame
        elif text == b"2":
            self._connections[number].sendall(_masked(b"3"))


def screens(port: int, hall: str, count: int) -> Crowd:
    """Websockets that have joined a hall's lobby board."""
    crowd = Crowd([])
    hello = _masked(b"40") + _masked(f'420["join",{{"hall":"{hall}","view":"board"}}]'.encode())
    for number in range(count):
        screen = connect(port)
        key = base64.b64encode(os.urandom(16)).decode()
        screen.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        came = b""
        while b"\r\n\r\n" not in came:
            came += screen.recv(65536)
        crowd.add(screen, came.partition(b"\r\n\r\n")[2])
        screen.sendall(hello)
        if number % CONNECT_TOGETHER == 0:
            crowd.until(1)
    crowd.until(1)
    return crowd
