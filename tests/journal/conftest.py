from __future__ import annotations

from collections.abc import Iterator

import pytest

from .kept import KeptHall, kept_by


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest) -> Iterator[KeptHall]:
    """A hall at 09:00 on an open Monday, on each engine; its files lie in a folder of their own with a short name."""
    with kept_by(request.param) as hall:
        yield hall
