"""The server put together: what it does for all of its halls."""

from __future__ import annotations

import logging

import pytest

from queue_server.app import in_each
from queue_server.journal import StorageFailed


def test_what_is_wrong_with_one_hall_leaves_no_other_out(caplog: pytest.LogCaptureFixture) -> None:
    reached = []

    def work(hall: str) -> None:
        reached.append(hall)
        if hall == "broken":
            raise KeyError("gone")
        if hall == "full":
            raise StorageFailed(why="full")

    with caplog.at_level(logging.CRITICAL, "queue_server"):
        in_each(["broken", "full", "well"], work)

    assert reached == ["broken", "full", "well"]
