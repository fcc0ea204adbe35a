from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ..postgres import new_database
from .kept import KeptHall


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest) -> Iterator[KeptHall]:
    """A hall at 09:00 on an open Monday, on each engine; its files lie in a folder of their own with a short name."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "queue.sqlite"
        hall = KeptHall(file, url=new_database() if request.param == "postgresql" else "")
        yield hall
        hall.close()
