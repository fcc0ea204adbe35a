"""From the press of a button to the last of 1,000 screens, beside a bare TCP loop with the same bytes.

    python -m bench.push [SCREENS]

The server, the bare loop and the screens are processes of their own. A round is one press and one run of the loop,
in turns, so that what else the machine does falls on both. The database lies in memory: what a disk takes for a
commit is told by the other measures, and would hide here what the push takes.
"""

from __future__ import annotations

import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.ports import free_port
from tests.serving import Server

from .clients import Crowd, connect, raise_open_files, screens

MEMORY = Path("/dev/shm")
SCREENS = 1000
ROUNDS = 30
PACE_S = 0.6  # longer than the board's pace: each press finds it at rest


def main(count: int = SCREENS) -> None:
    raise_open_files()
    plan = (Path(__file__).parent.parent / "queue_server" / "sample" / "plan.yaml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        server = Server(Path(folder) / "var", plan=plan, as_shipped=True).start()
        try:
            push, bare, size = measure(server, count)
        finally:
            server.stop()
    report(count, push, bare, size)


def measure(server: Server, count: int) -> tuple[list[float], list[float], int]:
    """Seconds of each round, pushed and bare, and the bytes of a view."""
    boards = screens(server.port, server.hall, count)
    kiosk = connect(server.port)
    service = json.dumps({"service": first_service(server)}).encode()
    press = (
        f"POST /api/v1/halls/{server.hall}/tickets HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {server.terminal_token}"
        f"\r\nContent-Type: application/json\r\nContent-Length: {len(service)}\r\n\r\n"
    ).encode() + service
    pushed(boards, kiosk, press)  # warm
    port = free_port()
    loop = subprocess.Popen([sys.executable, "-m", "bench.bare_loop", str(port), str(count)])
    try:
        command, crowd = bare_crowd(port, count)
        push, bare = [], []
        for _ in range(ROUNDS):
            boards.rest(PACE_S)
            push.append(pushed(boards, kiosk, press))
            bare.append(looped(crowd, command, boards.frame))
        command.close()
    finally:
        loop.wait(timeout=30)
    return push, bare, len(boards.frame)


def first_service(server: Server) -> str:
    answer = server.with_token(server.terminal_token).get(f"{server.api}/halls/{server.hall}", timeout=30).json()
    return str(answer["services"][0]["service"])


def pushed(boards: Crowd, kiosk: socket.socket, press: bytes) -> float:
    """Seconds from the press to the last screen that shows it."""
    seq = max(boards.seqs.values()) + 1
    start = time.monotonic()
    kiosk.sendall(press)
    took = boards.until(seq) - start
    answer = kiosk.recv(65536)
    if not answer.startswith(b"HTTP/1.1 201 "):
        raise RuntimeError(answer.decode())
    return took


def looped(crowd: Crowd, command: socket.socket, frame: bytes) -> float:
    """Seconds from the word to the last of the bare loop's clients."""
    seq = max(crowd.seqs.values()) + 1
    view = b'{"seq":%d,' % seq + frame.partition(b",")[2].partition(b",")[2]
    text = b'42["view",' + view
    data = frame[:2] + len(text).to_bytes(2, "big") + text
    start = time.monotonic()
    command.sendall(len(data).to_bytes(4, "big") + data)
    return crowd.until(seq) - start


def bare_crowd(port: int, count: int) -> tuple[socket.socket, Crowd]:
    while True:
        try:
            command = connect(port)
            break
        except ConnectionRefusedError:
            time.sleep(0.05)
    return command, Crowd([connect(port) for _ in range(count)])


def report(count: int, push: list[float], bare: list[float], size: int) -> None:
    ours, loop = statistics.median(push), statistics.median(bare)
    print(f"push to {count} screens, {size} bytes each, {len(push)} rounds, median to the last screen")
    print(f"  bare TCP loop          {loop * 1000:7.1f} ms")
    print(f"  from press to screen   {ours * 1000:7.1f} ms   {ours / loop:5.2f} x  (aim: 1.5 x)")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
