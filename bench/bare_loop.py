"""What a push is measured against: a TCP server that, on a word, sends the same bytes to every client in a loop.

    python -m bench.bare_loop PORT CLIENTS

The first connection commands: 4 bytes of length, then the bytes to send.
"""

from __future__ import annotations

import socket
import sys

from .clients import raise_open_files


def main(port: int, clients: int) -> None:
    raise_open_files()
    listener = socket.create_server(("127.0.0.1", port), backlog=1024)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    command, _ = listener.accept()
    others = [listener.accept()[0] for _ in range(clients)]
    stream = command.makefile("rb")
    while size := int.from_bytes(stream.read(4), "big"):
        data = stream.read(size)
        for other in others:
            other.sendall(data)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
