"""One server writes to a database; the kernel lets go of the lock however a process ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from queue_server.journal import JournalInUse, WriterLock

HOLD = """
import sys
from pathlib import Path
from queue_server.journal import WriterLock
lock = WriterLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_refused_until_the_first_ends_even_by_a_kill(tmp_path: Path) -> None:
    file = tmp_path / "var" / "queue.sqlite"
    with subprocess.Popen([sys.executable, "-c", HOLD, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(JournalInUse, match="another server"):
            WriterLock(file)
        other.kill()
        other.wait()
        WriterLock(file).release()


def test_a_released_lock_can_be_taken_again(tmp_path: Path) -> None:
    file = tmp_path / "queue.sqlite"
    WriterLock(file).release()
    lock = WriterLock(file)
    with pytest.raises(JournalInUse):
        WriterLock(file)
    lock.release()


def test_letting_go_twice_closes_nothing_of_others(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "queue.sqlite")
    lock.release()
    other = WriterLock(tmp_path / "queue.sqlite")  # may have got the same file number
    lock.release()

    with pytest.raises(JournalInUse):
        WriterLock(tmp_path / "queue.sqlite")
    other.release()
