"""The HTTP server, over bare sockets: what it reads, what it refuses, how it stops."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from queue_server.serving.listening import listen_together

from .ports import free_port

APP = """
from gevent import monkey; monkey.patch_all()
import os, resource, sys, gevent
from flask import Flask, request
from queue_server import serving

serving.handler.HEAD_S = serving.handler.BODY_S = serving.handler.reading.LINGER_S = 0.5
serving.STOP_S = 3.0
app = Flask("bare")
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024

@app.route("/echo", methods=["GET", "POST"])
def echo():
    return {"path": request.path, "query": request.query_string.decode(), "body": request.get_data(as_text=True),
            "headers": dict(request.headers)}

@app.get("/slow")
def slow():
    print("slow", flush=True)
    gevent.sleep(1)
    return "done"

@app.get("/endless")
def endless():
    print("endless", flush=True)
    gevent.sleep(3600)

@app.get("/large")
def large():
    return b"x" * 3_000_000

@app.get("/stream")
def stream():
    return iter([b"one", b"two"])

@app.get("/open")
def opened():
    with open(os.devnull):
        return "opened"

@app.get("/files")
def files():
    return str(resource.getrlimit(resource.RLIMIT_NOFILE))

serving.serve(app, serving.listen("127.0.0.1", int(sys.argv[1])), stopping=lambda: print("stopped", flush=True))
"""


class Bare:
    """The server with a bare Flask app. `files`: how many descriptors it may have."""

    def __init__(self, files: int | None = None) -> None:
        self.port = free_port()
        limit = ["prlimit", f"--nofile={files}:{files}"] if files else []
        self.process = subprocess.Popen(
            [*limit, sys.executable, "-c", APP, str(self.port)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            except ConnectionRefusedError:
                assert self.process.poll() is None
                time.sleep(0.05)

    def open(self) -> Connection:
        return Connection(self.port)

    def said(self) -> str:
        """The next line of its output."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


class Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self._came = b""

    def send(self, data: bytes) -> Connection:
        self.socket.sendall(data)
        return self

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        """(status, headers, body) of the next answer."""
        while b"\r\n\r\n" not in self._came:
            self._receive()
        head, _, self._came = self._came.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines)
        size = int(headers.get("content-length", "0"))
        while len(self._came) < size:
            self._receive()
        body, self._came = self._came[:size], self._came[size:]
        return int(first.split()[1]), headers, body

    def status(self) -> int:
        return self.answer()[0]

    def rest(self) -> bytes:
        """All that comes until the server closes; what is there already when the socket does not block."""
        try:
            while True:
                self._receive()
        except (EOFError, BlockingIOError):
            return self._came

    def _receive(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise EOFError
        self._came += data


@pytest.fixture(scope="module")
def bare() -> Iterator[Bare]:
    server = Bare()
    yield server
    server.process.terminate()
    output, _ = server.process.communicate(timeout=30)
    assert "Traceback" not in output


def test_a_kept_connection_serves_one_request_after_another(bare: Bare) -> None:
    connection = bare.open()
    for number in range(3):
        body = f"number {number}".encode()
        connection.send(b"POST /echo?a=%%20b HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

        status, headers, answer = connection.answer()

        assert status == 200
        assert b'"body":"number %d"' % number in answer
        assert b'"query":"a=%20b"' in answer
        assert "connection" not in headers
        assert headers["date"].endswith("gmt")


def test_requests_sent_ahead_are_answered_in_order(bare: Bare) -> None:
    connection = bare.open().send(b"".join(b"GET /echo?%d HTTP/1.1\r\nHost: h\r\n\r\n" % n for n in range(5)))

    for number in range(5):
        assert b'"query":"%d"' % number in connection.answer()[2]


def test_a_client_that_sends_fast_is_not_served_alone(bare: Bare) -> None:
    greedy = bare.open().send(b"GET /echo HTTP/1.1\r\nHost: h\r\n\r\n" * 5000)
    assert greedy.status() == 200

    assert bare.open().send(b"GET /echo HTTP/1.1\r\nHost: h\r\n\r\n").status() == 200

    greedy.socket.setblocking(False)
    assert greedy.rest().count(b"HTTP/1.1 200 ") < 4999


def test_head_and_body_come_in_one_packet(bare: Bare) -> None:
    connection = bare.open().send(b"GET /echo HTTP/1.1\r\nHost: h\r\n\r\n")

    assert connection.socket.recv(65536).endswith(b"}\n")


@pytest.mark.parametrize(
    "head",
    [
        b"GET /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
        b"GET /echo HTTP/1.0\r\n\r\n",
    ],
)
def test_who_wants_the_connection_closed_gets_it_closed(bare: Bare, head: bytes) -> None:
    answer = bare.open().send(head).rest()

    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.lower().count(b"\r\nconnection: close\r\n") == 1


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET /echo\r\n\r\n", 400),
        (b"GET /echo HTTP/2.0\r\n\r\n", 400),
        (b"get /echo HTTP/1.1\r\n\r\n", 400),
        (b"GET  /echo HTTP/1.1\r\n\r\n", 400),
        (b"GET /echo\rX HTTP/1.1\r\n\r\n", 400),
        (b"GET /\x1b[2J HTTP/1.1\r\n\r\n", 400),
        (b"GET /\xe7\xaa\x97 HTTP/1.1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400),  # TLS at the wrong door
        (b"GET /echo HTTP/1.1\r\nno colon here\r\n\r\n", 400),
        (b"GET /echo HTTP/1.1\r\nHost : h\r\n\r\n", 400),
        (b"GET /echo HTTP/1.1\r\nA: b\r\n folded: c\r\n\r\n", 400),
        (b"GET /echo HTTP/1.1\r\nA: b\0c\r\n\r\n", 400),
        (b"GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"POST /echo HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
        (b"POST /echo HTTP/1.1\r\nContent-Length: 1, 1\r\n\r\na", 400),
        (b"POST /echo HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /echo HTTP/1.1\r\nContent-Length: +1\r\n\r\na", 400),
        (b"POST /echo HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST /echo HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
        (b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET /echo HTTP/1.1\r\n" + b"".join(b"A%d: b\r\n" % n for n in range(10_000)), 431),
        (b"GET /echo HTTP/1.1\r\nA: " + b"b" * 40_000, 431),
    ],
)
def test_what_is_no_proper_request_is_refused_and_the_connection_ended(
    bare: Bare, request_: bytes, status: int
) -> None:
    answer = bare.open().send(request_).rest()

    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert answer.count(b"HTTP/1.1") == 1


def test_a_header_with_an_underscore_cannot_pass_for_one_with_a_hyphen(bare: Bare) -> None:
    bare_answer = bare.open().send(b"GET /echo HTTP/1.1\r\nHost: h\r\nX_Forwarded_For: me\r\n\r\n").answer()[2]

    assert b"Forwarded" not in bare_answer


def test_who_dawdles_over_a_head_is_shown_out(bare: Bare) -> None:
    for begun in (b"G", b"GET /echo HTTP/1.1\r\nHost: h\r\n"):
        dawdler = bare.open().send(begun)

        assert dawdler.rest().startswith(b"HTTP/1.1 408 ")


def test_who_dawdles_over_a_body_is_shown_out(bare: Bare) -> None:
    dawdler = bare.open().send(b"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc")

    assert dawdler.rest().startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("size", [100 * 1024, 2 * 1024 * 1024])
def test_a_body_that_the_app_refuses_is_answered_while_its_sender_still_sends(bare: Bare, size: int) -> None:
    connection = bare.open()
    connection.send(b"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n" % size + b"x" * size)

    assert connection.status() == 413


def test_a_sender_that_asks_first_is_told_to_go_on(bare: Bare) -> None:
    connection = bare.open()
    connection.send(b"POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
    assert connection.status() == 100

    assert b'"body":"abc"' in connection.send(b"abc").answer()[2]


def test_a_sender_that_asks_first_with_too_much_is_refused_before_it_sends(bare: Bare) -> None:
    connection = bare.open()
    connection.send(b"POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n")

    assert connection.status() == 413


def test_a_body_in_chunks_is_read(bare: Bare) -> None:
    connection = bare.open()
    connection.send(
        b"POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    )

    assert b'"body":"abcde"' in connection.answer()[2]


@pytest.mark.parametrize(
    ("chunks", "status"),
    [
        (b"zz\r\n", 400),
        (b"-1\r\na\r\n0\r\n\r\n", 400),
        (b"\r\n", 400),
        (b"3\nabc\r\n0\r\n\r\n" + b" " * 64, 400),
        (b"3\r\nabcd\r\n0\r\n\r\n", 400),
        (b"1" * 9 + b"\r\n", 400),
        (b"1;" + b"x" * 100 + b"\r\n", 400),
        (b"0\r\nLate: field\r\n\r\n", 400),
        (b"fffff\r\n", 413),
        (b"8000\r\n" + b"x" * 0x8000 + b"\r\n8001\r\n", 413),
        (b"3\r\nab", 408),
    ],
)
def test_chunks_that_are_none_or_too_many_are_refused_by_name(bare: Bare, chunks: bytes, status: int) -> None:
    answer = bare.open().send(b"POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks).rest()

    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert b"Content-Type: application/problem+json\r\n" in answer
    assert b'"code": "' in answer


@pytest.mark.parametrize(
    ("begin", "again"),
    [
        (b"GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 20_000),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 999999999999999\r\n\r\n", b"x" * 100_000),
        (b"no request\r\n", b"x" * 100_000),
    ],
)
def test_who_sends_without_a_pause_keeps_nobody_waiting(bare: Bare, begin: bytes, again: bytes) -> None:
    with _flood(bare, begin, again), _flood(bare, begin, again):
        for _ in range(20):
            assert bare.open().send(b"GET /echo HTTP/1.1\r\nHost: h\r\n\r\n").status() == 200


@contextmanager
def _flood(bare: Bare, begin: bytes, again: bytes) -> Iterator[None]:
    """Connection after connection that sends `again` for as long as the server listens, until left."""
    stopped = threading.Event()

    def send() -> None:
        while not stopped.is_set():
            with socket.create_connection(("127.0.0.1", bare.port), timeout=30) as connection, suppress(OSError):
                connection.sendall(begin)
                while not stopped.is_set():
                    connection.sendall(again)

    sender = threading.Thread(target=send)
    sender.start()
    try:
        yield
    finally:
        stopped.set()
        sender.join()


def test_a_large_answer_arrives_whole(bare: Bare) -> None:
    assert len(bare.open().send(b"GET /large HTTP/1.1\r\nHost: h\r\n\r\n").answer()[2]) == 3_000_000


def test_an_answer_of_unknown_length_comes_in_chunks(bare: Bare) -> None:
    answer = bare.open().send(b"GET /stream HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").rest()

    assert answer.endswith(b"3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n")


def test_a_head_request_gets_a_head_alone(bare: Bare) -> None:
    answer = bare.open().send(b"HEAD /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").rest()

    assert answer.endswith(b"\r\n\r\n")
    assert b"Content-Length: " in answer


def test_it_has_as_many_open_files_as_it_may(bare: Bare) -> None:
    soft, hard = eval(bare.open().send(b"GET /files HTTP/1.1\r\nHost: h\r\n\r\n").answer()[2])

    assert soft == hard


def test_however_many_connect_files_are_left_for_the_hall() -> None:
    server = Bare(files=200)
    kept = server.open()
    ask = b"GET /open HTTP/1.1\r\nHost: h\r\n\r\n"
    assert kept.send(ask).status() == 200
    crowd = [server.open().send(b"G") for _ in range(300)]

    assert kept.send(ask).status() == 200
    for connection in crowd:
        connection.socket.close()
    assert server.open().send(ask).status() == 200

    server.process.terminate()
    output, _ = server.process.communicate(timeout=30)
    assert "Traceback" not in output


def test_the_address_in_use_is_named(bare: Bare) -> None:
    from queue_server.serving import listen

    with pytest.raises(OSError, match="in use") as refused:
        listen("127.0.0.1", bare.port)

    assert refused.value.filename == f"127.0.0.1:{bare.port}"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_after_what_runs_and_without_waiting_for_who_is_idle(how: signal.Signals) -> None:
    server = Bare()
    idle = server.open().send(b"GET /echo HTTP/1.1\r\nHost: h\r\n\r\n")
    assert idle.status() == 200
    running = server.open().send(b"GET /slow HTTP/1.1\r\nHost: h\r\n\r\n")
    assert server.said() == "slow"

    server.process.send_signal(how)

    assert idle.rest() == b""
    status, headers, body = running.answer()
    assert (status, headers["connection"], body) == (200, "close", b"done")
    assert server.said() == "stopped"
    assert server.process.wait(timeout=30) == 0


def test_who_is_not_answered_in_time_is_left_without_an_answer_and_may_ask_again() -> None:
    server = Bare()
    running = server.open().send(b"GET /endless HTTP/1.1\r\nHost: h\r\n\r\n")
    assert server.said() == "endless"

    server.process.terminate()

    assert running.rest() == b""
    assert server.process.wait(timeout=30) == 0


def test_workers_share_one_port_also_when_any_will_do() -> None:
    together = listen_together("127.0.0.1", 0, 3)
    assert len({listener.getsockname()[1] for listener in together}) == 1
    for listener in together:
        listener.close()
