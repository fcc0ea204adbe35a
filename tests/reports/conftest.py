from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hall.halls import at
from tests.journal.kept import KeptHall


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptHall]:
    """A hall on the eve of its Monday's opening."""
    hall = KeptHall(tmp_path / "queue.sqlite", now=at("08:00"))
    yield hall
    hall.close()
