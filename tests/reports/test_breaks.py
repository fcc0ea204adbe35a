"""Service beyond the end of a session, before a break: in the after-hours report, by counter and clerk."""

from __future__ import annotations

from queue_server.hall import commands as c
from tests.hall.halls import KIOSK
from tests.journal.kept import KeptHall

from .told import LI, WANG, ZHANG, Teller, issue, read, rows

MINUTE = 60


def test_minutes_beyond_a_sessions_end_are_told_by_counter_and_clerk(kept: KeptHall) -> None:
    tell = Teller(kept)
    tell("08:55", ZHANG, c.SignIn("1"))
    tell("08:55", LI, c.SignIn("2"))
    tell("11:40", KIOSK, *(issue(f"a{number}") for number in range(1, 5)))
    tell("11:45", ZHANG, c.CallNext("1"), c.StartServing("1"))
    tell("11:45", LI, c.CallNext("2"), c.StartServing("2"))
    tell("11:58", LI, c.Finish("2", "done"), c.SignOut("2"))  # before the break
    tell("12:08", ZHANG, c.Finish("1", "done"), c.CallNext("1"), c.StartServing("1"))
    tell("12:10", WANG, c.SignIn("2", "B"), c.CallNext("2"), c.StartServing("2"))
    tell("12:12", KIOSK, issue("a5"))
    tell("12:20", ZHANG, c.Finish("1", "done"))
    tell("12:30", WANG, c.Finish("2", "done"), c.CallNext("2"), c.StartServing("2"))  # of the next session
    tell("12:50", WANG, c.Finish("2", "done"))
    tell("14:05", ZHANG, c.SignOut("1"))

    report = read(kept, "after-hours")

    found = rows(report, "breaks", "break_at", "counter", "clerk", "served", "last_end_at", "extended_s")
    assert found == [
        ("12:00", "1", "zhang", 2, "12:20", 20 * MINUTE),
        ("12:00", "2", "wang", 1, "12:30", 20 * MINUTE),
    ]
    assert rows(report, "counters", "counter") == []  # closing time has not come
