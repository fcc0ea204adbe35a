from __future__ import annotations

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """The contract holds on SQLite, and on PostgreSQL with Redis."""
    return str(request.param)
