"""The wire between the server and its database, which can be cut: a proxy, as a process of its own.

    python -S wire.py PORT TO_PORT        words on standard input, each answered by itself: silent, reset, heal

silent: nothing comes through and nothing comes back, as when a cable is pulled; what was under way comes with `heal`.
reset: every connection is broken at once, and a new one is too, until `heal`.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import sys

BROKEN = struct.pack("ii", 1, 0)  # SO_LINGER: closing sends RST
CHUNK = 65536


class Wire:
    def __init__(self, to_port: int) -> None:
        self.to_port = to_port
        self.whole = asyncio.Event()
        self.whole.set()
        self.breaking = False
        self.ends: set[asyncio.StreamWriter] = set()

    async def opened(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.ends.add(writer)
        try:
            if self.breaking:
                self._break(writer)
                return
            await self.whole.wait()
            there, back = await asyncio.open_connection("127.0.0.1", self.to_port)
            self.ends.add(back)
            await asyncio.gather(self._carry(reader, back), self._carry(there, writer))
        except OSError:
            self._break(writer)  # whoever is at the other end is away
        finally:
            self.ends.discard(writer)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while some := await reader.read(CHUNK):
                await self.whole.wait()
                writer.write(some)
                await writer.drain()
            await self.whole.wait()
            writer.close()
        except OSError:
            self._break(writer)
        finally:
            self.ends.discard(writer)

    def silent(self) -> None:
        self.whole.clear()

    def reset(self) -> None:
        self.breaking = True
        for writer in list(self.ends):
            self._break(writer)

    def heal(self) -> None:
        self.breaking = False
        self.whole.set()

    @staticmethod
    def _break(writer: asyncio.StreamWriter) -> None:
        wire = writer.get_extra_info("socket")
        if wire is not None and wire.fileno() >= 0:
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, BROKEN)
        writer.transport.abort()


async def main(port: int, to_port: int) -> None:
    wire = Wire(to_port)
    await asyncio.start_server(wire.opened, "127.0.0.1", port)
    words = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(words), sys.stdin)
    print("open", flush=True)
    while word := (await words.readline()).decode().strip():
        {"silent": wire.silent, "reset": wire.reset, "heal": wire.heal}[word]()
        print(word, flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
