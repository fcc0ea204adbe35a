from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journal.kept import KeptHall, kept_by


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest) -> Iterator[KeptHall]:
    """A hall at 09:00 on an open Monday, on each engine."""
    with kept_by(request.param) as hall:
        yield hall
