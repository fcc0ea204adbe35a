"""A closed loop of keep-alive connections: each sends its next request when the answer to the last has come.

Requests are bytes made beforehand and answers are only counted, so that the client costs little of the machine it
shares with the server.
"""

from __future__ import annotations

import selectors
import socket
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

WARM_S = 0.2


@dataclass(frozen=True)
class Measured:
    """Answers a second, and seconds of one request: the median and the 99th percentile."""

    rate: float
    median_s: float
    p99_s: float


def measured(took: list[float], seconds: float) -> Measured:
    took = sorted(took)
    return Measured(len(took) / seconds, statistics.median(took), took[int(len(took) * 0.99)])


# gives what to call the next request, and its bytes; is told the status of the last answer (0 at first)
Maker = Callable[[int], tuple[str, bytes]]


def post(path: str, body: bytes, *headers: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: bench", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


class _Connection:
    def __init__(self, port: int, make: Maker) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._make = make
        self._heard = b""
        self.kind, self.sent_at = "", 0.0

    def send(self, status: int) -> None:
        self.kind, request = self._make(status)
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def answered(self) -> int:
        """The status of the answer, 0 while it is not whole. Raises ConnectionError when the server hung up."""
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the server hung up")
        self._heard += data
        head, end, body = self._heard.partition(b"\r\n\r\n")
        if not end:
            return 0
        at = head.lower().find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(body) < length:
            return 0
        self._heard = b""
        return int(head[9:12])


def ask(port: int, makers: list[Maker], seconds: float) -> dict[str, list[float]]:
    """Seconds that each request took, by what it is called. One connection for each maker; each hears its last answer.

    Raises RuntimeError for an answer of 400 and more.
    """
    with selectors.DefaultSelector() as selector:
        connections = [_Connection(port, make) for make in makers]
        for connection in connections:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send(0)
        began = time.perf_counter() + WARM_S
        until = began + seconds
        took: dict[str, list[float]] = defaultdict(list)
        asking = len(connections)
        while asking:
            for key, _ in selector.select(1.0):
                status = key.data.answered()
                if not status:
                    continue
                if status >= 400:
                    raise RuntimeError(f"an answer of {status}")
                now = time.perf_counter()
                if began <= now < until:
                    took[key.data.kind].append(now - key.data.sent_at)
                if now < until:
                    key.data.send(status)
                else:
                    asking -= 1
        for connection in connections:
            connection.socket.close()
    return took
