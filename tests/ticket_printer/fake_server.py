"""A ticket server that answers what a test wants, in bytes that no real one would send."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from typing import Any


class FakeServer:
    """Lists what `lists` holds, one answer after another, then nothing; a slip that is taken is in `jobs`."""

    hall, printer_token = "h", "a token"

    def __init__(self) -> None:
        self.lists: SimpleQueue[bytes] = SimpleQueue()
        self.jobs: dict[str, bytes] = {}
        self.headers: dict[str, str] = {}  # of every answer to a question for slips; a Location makes it a redirect
        self.reports: SimpleQueue[tuple[str, str, str | None]] = SimpleQueue()  # slip, "printed" or "failed", why
        self.knows_printers = True
        self.states: list[str] = []  # what the printer was said to be
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"fake": self}))
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def will_list(self, *answers: Any) -> None:
        for answer in answers:
            self.lists.put(answer if isinstance(answer, bytes) else json.dumps({"slips": answer}).encode())

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(10)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: FakeServer

    def handle(self) -> None:
        with suppress(ConnectionError):  # the agent need not listen to the end
            super().handle()

    def do_GET(self) -> None:
        try:
            answer = self.fake.lists.get(timeout=0.2)
        except Empty:
            self._answer(b'{"slips": []}')
        else:
            self._answer(answer, self.fake.headers)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        slip, step = self.path.split("/")[-2:]
        if step == "printer":
            self.fake.states.append(json.loads(body)["state"])
            self._answer(b"{}", status=200 if self.fake.knows_printers else 404)
        elif step == "take":
            self._answer(self.fake.jobs[slip])
        else:
            self.fake.reports.put((slip, step, json.loads(body)["why"] if body else None))
            self._answer(b"{}")

    def _answer(self, body: bytes, headers: dict[str, str] | None = None, status: int = 200) -> None:
        self.send_response(302 if headers else status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def fake_server() -> Iterator[FakeServer]:
    server = FakeServer()
    try:
        yield server
    finally:
        server.close()
