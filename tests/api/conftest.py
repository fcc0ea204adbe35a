from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from ..serving import Server

BOTH_ENGINES = ["sqlite", "postgresql"]


@pytest.fixture
def workers(engine: str) -> int:
    """What is asked on PostgreSQL is asked of two workers, whichever of them answers."""
    return 2 if engine == "postgresql" else 1


# no longer than these tests: other tests count the workers at the Redis that they share, or freeze it
@pytest.fixture(scope="package", params=BOTH_ENGINES)
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all: nothing may change it, nor make it say more than its refusals."""
    var = tmp_path_factory.mktemp("shared") / "var"
    running = Server(var, engine=request.param, workers=2 if request.param == "postgresql" else 1).start()
    yield running
    trouble = requests.get(f"{running.url}/health", timeout=10).json()["trouble"]
    running.stop()
    assert trouble == []
    assert "Traceback" not in (var / "server.log").read_text()
