"""Lines of who comes from one address."""

from __future__ import annotations

import gevent
import pytest
from gevent.event import Event

from queue_server.access import TooManyTries
from queue_server.access.lines import LONGEST, Lines


def test_one_address_is_served_one_after_another_and_nobody_else_waits_for_it() -> None:
    lines, done, served = Lines(), Event(), []

    def come(address: str, name: str, wait: bool = False) -> None:
        with lines.turn(address):
            if wait:
                done.wait()
            served.append(name)

    crowd = [gevent.spawn(come, "here", "first", True), gevent.spawn(come, "here", "second")]
    gevent.joinall([gevent.spawn(come, "elsewhere", "other")], timeout=10, raise_error=True)

    assert served == ["other"]
    done.set()
    gevent.joinall(crowd, timeout=10, raise_error=True)
    assert served == ["other", "first", "second"]


def test_a_line_has_an_end_and_is_forgotten_when_it_is_empty() -> None:
    lines, done = Lines(), Event()

    def come() -> None:
        with lines.turn("here"):
            done.wait()

    crowd = [gevent.spawn(come) for _ in range(LONGEST)]
    gevent.idle()

    with pytest.raises(TooManyTries), lines.turn("here"):
        pass
    done.set()
    gevent.joinall(crowd, timeout=10, raise_error=True)
    with lines.turn("here"):
        pass
