"""`make run` and `make rehearse`: what scripts/sample.sh does before it starts anything."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from queue_server.journal.lock import WriterLock

SCRIPT = Path(__file__).resolve().parent.parent.parent / "scripts" / "sample.sh"


@pytest.mark.parametrize(("folder", "arguments"), [("var", ["8099"]), ("var/rehearsal", ["8099", "16:50", "1"])])
def test_a_second_hall_is_refused_before_anything_is_shown_or_taken_away(
    tmp_path: Path, folder: str, arguments: list[str]
) -> None:
    database = tmp_path / folder / "queue.sqlite"
    running = WriterLock(database)
    database.touch()

    tried = subprocess.run(
        [SCRIPT, *arguments], env={"PATH": "/usr/bin:/bin", "QUEUE_VAR": str(tmp_path / "var")},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    running.release()
    assert tried.returncode == 1
    assert "running" in tried.stderr
    assert tried.stdout == ""
    assert database.exists()
