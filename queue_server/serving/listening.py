"""The listening socket."""

from __future__ import annotations

import socket

BACKLOG = 1024  # connections that come while we are busy: all screens of a hall after a restart


def listen(host: str, port: int, reuse_port: bool = False) -> socket.socket:
    """A listening socket. Each connection inherits TCP_NODELAY from it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG, reuse_port=reuse_port)
    except OSError as error:
        raise OSError(error.errno, error.strerror, f"{host}:{port}") from None
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def listen_together(host: str, port: int, count: int) -> list[socket.socket]:
    """`count` listening sockets on one port, between which the kernel shares out the connections.

    Raises OSError when another process listens there: it would share them, too, with whatever hall it serves.
    """
    with listen(host, port) as alone:
        port = alone.getsockname()[1]  # one for all of them, also when any will do
    return [listen(host, port, reuse_port=True) for _ in range(count)]
