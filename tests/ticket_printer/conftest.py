"""What the tests of kiosk, slip and agent share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ..serving import Server


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server at 10:00 of an open Wednesday, for the tests that leave it running."""
    running = Server(tmp_path_factory.mktemp("hall") / "var").start()
    yield running
    running.stop()
