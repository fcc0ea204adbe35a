"""A Python that has imported a command's modules once, and forks a process for each time that the command is asked for.

    python tests/forking.py CHANNEL queue_server.cli queue_server.app      runs main() of the first

CHANNEL is a socket's file descriptor, with one JSON object a message: see fork_server.py. When it is closed, what was
forked is killed. Only the standard library's plainest parts stand here: the modules come as into a fresh Python.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from importlib import import_module
from typing import Any

# as they are before gevent puts its own in their place, which would begin a hub here
from os import fork, read, waitpid, write  # isort: skip


def main() -> None:
    channel = int(sys.argv[1])
    sys.path[0] = os.getcwd()
    command, *_ = [import_module(name) for name in sys.argv[2:]]
    gc.collect()
    gc.freeze()  # what all have stays shared
    forked = set()
    while message := read(channel, 1 << 20):
        asked = json.loads(message)
        if "reap" in asked:
            _, status = waitpid(asked["reap"], 0)
            forked.discard(asked["reap"])
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = fork()
            if answer == 0:
                os.close(channel)
                become(asked)
                return command.main()  # type: ignore[no-any-return]
            forked.add(answer)
        write(channel, json.dumps(answer).encode())
    for pid in forked:
        os.kill(pid, signal.SIGKILL)
    return None


def become(asked: dict[str, Any]) -> None:
    """A process with these words, this environment and these files, and a group of its own."""
    os.setpgid(0, 0)
    for descriptor, (file, flags) in enumerate(asked["files"]):
        opened = os.open(file, flags, 0o644)
        os.dup2(opened, descriptor)
        os.close(opened)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = asked["words"]


if __name__ == "__main__":
    main()
