"""The log, while strangers send what they like."""

from __future__ import annotations

import logging

from queue_server.live.strangers import LONGEST, MOST, Few

from .screens import RawScreen, SmallHall


def record(text: str, error: Exception | None = None) -> logging.LogRecord:
    exc_info = (type(error), error, None) if error else None
    return logging.LogRecord("strangers", logging.ERROR, __file__, 1, "%s", (text,), exc_info)


def test_a_few_lines_are_told_and_the_last_says_that_there_were_more() -> None:
    few = Few()
    told = [r.getMessage() for r in (record(f"number {n}") for n in range(1000)) if few.filter(r)]
    assert told[:-1] == [f"number {n}" for n in range(MOST - 1)]
    assert told[-1].startswith(f"number {MOST - 1} (no more")


def test_what_they_sent_makes_one_short_line() -> None:
    told = record("/x\n2026-11-25 INFO all is well\x1b[2J" + "a" * 5000, ValueError("\ud800"))
    assert Few().filter(told)
    assert told.getMessage().startswith("/x?2026-11-25 INFO all is well?[2J")
    assert len(told.getMessage()) <= LONGEST
    assert told.exc_info is None


def test_a_screen_that_talks_nonsense_does_not_fill_the_disk(own: SmallHall) -> None:
    before = len(own.process.log())
    raw = RawScreen(own).connect()
    for _ in range(150):  # with more it is dropped
        raw.send('421{"no": "list"}')
    raw.send(raw.asking("kiosk"))  # heard after all that
    while raw.event()[1].get("view") != "kiosk":
        pass

    assert len(own.process.log()) - before < 5000
