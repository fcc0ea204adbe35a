from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journal.kept import KeptHall


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptHall]:
    """A hall at 09:00 on an open Monday."""
    hall = KeptHall(tmp_path / "queue.sqlite")
    yield hall
    hall.close()
