"""What is read of a request: a strict head, and a body before the app is asked for an answer."""

from __future__ import annotations

import io
import itertools
import re
from typing import Any

import gevent
from gevent.pywsgi import Input

LINE_MOST = 8 * 1024
HEAD_MOST = 32 * 1024
CHUNK_LINE_MOST = 64
CHUNKS_AT_ONCE = 64
LINGER_S = 5.0  # how long what nobody wants is read on, so that its sender sees the refusal

_TARGET = re.compile(r"[!-~]+").fullmatch  # no controls: they would come out again in a log
_HEX = frozenset(b"0123456789abcdefABCDEF")
_METHOD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Refused(ValueError):
    """What came is no request that we read; `status` is that of the answer."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


class Head:
    """The header fields of a request, in the form in which pywsgi asks for them."""

    status = ""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}

    def get(self, name: str, default: str = "") -> str:
        return self.fields.get(name.lower(), default)

    def add(self, line: str) -> None:
        name, colon, value = line.partition(":")
        # a name with space is how requests are smuggled, a line that begins with one is a fold that HTTP gave up
        if not colon or not name or not _TOKEN.issuperset(name):
            raise Refused(400)
        name, value = name.lower(), value.strip(" \t\r\n")
        if "\r" in value or "\0" in value:
            raise Refused(400)
        if name not in self.fields:
            self.fields[name] = value
        elif name in ("content-length", "transfer-encoding", "host"):
            raise Refused(400)
        else:
            self.fields[name] += ("; " if name == "cookie" else ",") + value

    @property
    def chunked(self) -> bool:
        """Whether the body comes in chunks. Raises Refused for a coding that we do not read, or two lengths in one."""
        coding = self.get("transfer-encoding").lower()
        if coding and (coding != "chunked" or self.get("content-length")):
            raise Refused(400)
        return bool(coding)

    @property
    def length(self) -> int:
        """Of the body, in bytes. Raises Refused."""
        length = self.get("content-length", "0")
        if not length.isascii() or not length.isdecimal() or len(length) > 15:
            raise Refused(400)
        return int(length)


def request_line(line: bytes) -> tuple[str, str, str]:
    """Method, address and version. Raises Refused."""
    if not line.endswith(b"\n"):
        raise Refused(414 if len(line) >= LINE_MOST else 400)
    words = line.decode("latin-1").rstrip("\r\n").split(" ")
    if len(words) != 3 or words[2] not in ("HTTP/1.1", "HTTP/1.0"):
        raise Refused(400)
    if not _METHOD.issuperset(words[0]) or not _TARGET(words[1]):
        raise Refused(400)
    return words[0], words[1], words[2]


def read_head(stream: Any) -> Head:
    """The fields up to the empty line. Raises Refused, EOFError when they break off."""
    head, left = Head(), HEAD_MOST
    while True:
        line = stream.readline(left)
        if line in (b"\r\n", b"\n"):
            return head
        left -= len(line)
        if not line.endswith(b"\n"):
            raise Refused(431) if left <= 0 else EOFError
        head.add(line.decode("latin-1"))


def read_chunks(stream: Any, most: int) -> bytes:
    """A body that comes in chunks (RFC 9112, 7.1), which nobody needs for a large one. Raises Refused, EOFError."""
    body = b""
    for count in itertools.count(1):
        if count % CHUNKS_AT_ONCE == 0:  # what is there already is read without waiting: the others want their turn
            gevent.sleep(0)
        size = _chunk_size(stream.readline(CHUNK_LINE_MOST))
        if len(body) + size > most:
            raise Refused(413)
        chunk = stream.read(size) + stream.readline(CHUNK_LINE_MOST if size == 0 else 2)
        if not chunk.endswith(b"\r\n"):
            raise Refused(400) if len(chunk) >= size + 2 else EOFError
        if size == 0:
            if len(chunk) > 2:  # fields after the body: nobody asked for them
                raise Refused(400)
            return body
        body += chunk[:-2]
    raise AssertionError("the count never ends")


def _chunk_size(line: bytes) -> int:
    size = line.partition(b";")[0].strip()
    if not line.endswith(b"\r\n"):
        raise Refused(400) if line.endswith(b"\n") or len(line) >= CHUNK_LINE_MOST else EOFError
    if not size or len(size) > 8 or not _HEX.issuperset(size):
        raise Refused(400)
    return int(size, 16)


class Unwanted(Input):  # type: ignore[misc]
    """A body that is too large to be read before the app is asked. What the app leaves of it is not read to its end."""

    def _discard(self) -> None:
        if self.socket is not None:  # it was never asked for with "100 Continue"
            return
        with gevent.Timeout(LINGER_S, False):
            while self.read(16 * 1024):
                gevent.sleep(0)  # who sends without a pause does not keep the others, or the time limit, waiting


class Whole(io.BytesIO):
    """A body that was read before the app was asked."""

    def _discard(self) -> None:
        """Nothing of it is left on the connection."""
