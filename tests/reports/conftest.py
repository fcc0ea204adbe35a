from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hall.halls import at
from tests.journal.kept import KeptHall, kept_by


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest) -> Iterator[KeptHall]:
    """A hall on the eve of its Monday's opening, on each engine."""
    with kept_by(request.param, now=at("08:00")) as hall:
        yield hall
