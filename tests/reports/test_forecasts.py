"""The report on forecasts: what people were told beside what happened, each number reckoned by hand."""

from __future__ import annotations

from typing import Any

from queue_server.hall import commands as c
from queue_server.hall.instants import MINUTE
from queue_server.hall.learned import Told
from tests.journal.kept import HALL, KeptHall

from .told import KIOSK, MONDAY, TUESDAY, WEDNESDAY, ZHANG, Teller, issue, read, rows, summary


def told(low: float, mid: float, high: float) -> dict[str, Any]:
    """The same for both lanes, in minutes."""
    said = Told(*(round(point * MINUTE) for point in (low, mid, high, mid, high - low)))
    return {"told": {"ordinary": said, "elderly": said}}


def served(tell: Teller, clock: str, ended: str) -> None:
    tell(clock, ZHANG, c.CallNext("1"), c.StartServing("1"))
    tell(ended, ZHANG, c.Finish("1", "done"))


def a_morning(tell: Teller) -> None:
    tell("08:55", ZHANG, c.SignIn("1"))
    tell("09:00", KIOSK, issue("a1", **told(4, 8, 12)))
    served(tell, "09:10", "09:12")  # waited 10: told 2 too little, within
    tell("09:20", KIOSK, issue("a2", **told(4, 6, 8)))
    served(tell, "09:21", "09:22")  # waited 1: told 5 too much, before the low end
    tell("09:30", KIOSK, issue("a3", **told(1, 5, 6)))
    served(tell, "09:44", "09:45")  # waited 14: told 9 too little, after the high end
    tell("09:50", KIOSK, issue("a4", lane="elderly", **told(0, 1, 2)))
    served(tell, "09:51", "09:52")  # waited 1: exact
    tell("10:00", KIOSK, issue("a5"))  # told nothing
    served(tell, "10:01", "10:02")
    tell("10:10", KIOSK, issue("a6", **told(0, 1, 2)))  # gives the number back, uncalled
    tell("10:11", KIOSK, c.CancelTicket("a6"))


FIGURES = ("lane", "forecasts", "mean_wait_s", "mean_error_s", "bias_s", "in_range", "mean_width_s", "before_low")


def test_forecasts_are_judged_by_lane(kept: KeptHall) -> None:
    a_morning(Teller(kept))
    report = read(kept, "forecasts")
    found = {row[0]: row[1:] for row in rows(report, "forecasts", *FIGURES) if row[1]}
    assert found == {
        "ordinary": (3, 25 * 60 // 3, 16 * 60 // 3, -6 * 60 // 3, 1 / 3, (8 + 4 + 5) * 60 // 3, 1 / 3),
        "elderly": (1, 60, 0, 0, 1.0, 120, 0.0),
    }
    assert summary(report) == {
        "forecasts": 4, "mean_wait_s": 26 * 15, "mean_error_s": 16 * 15, "bias_s": -6 * 15, "in_range": 0.5,
        "nominal": 0.7, "mean_width_s": 19 * 15, "before_low": 0.25,
    }  # fmt: skip


def test_a_range_is_judged_as_people_read_it_in_whole_minutes(kept: KeptHall) -> None:
    tell = Teller(kept)
    tell("08:55", ZHANG, c.SignIn("1"))
    tell("09:00", KIOSK, issue("a1", **told(0, 0, 0)))  # read: within 1 minute
    served(tell, "09:01", "09:02")
    tell("09:10", KIOSK, issue("a2", **told(2.5, 3, 4.2)))  # read: 2 to 5 minutes
    served(tell, "09:15", "09:16")
    tell("09:20", KIOSK, issue("a3", **told(2.5, 3, 4.2)))  # comes at the low end as it is read
    served(tell, "09:22", "09:23")
    tell("09:30", KIOSK, issue("a4", **told(2.5, 3, 4.2)))
    served(tell, "09:31", "09:32")
    found = rows(read(kept, "forecasts"), "forecasts", "in_range", "mean_width_s", "before_low")[0]
    assert found == (0.75, (1 + 3 + 3 + 3) * 15, 0.25)


def test_a_miss_does_not_move_the_wait_that_is_judged(kept: KeptHall) -> None:
    tell = Teller(kept)
    tell("08:55", ZHANG, c.SignIn("1"))
    tell("09:00", KIOSK, issue("a1", **told(4, 8, 12)))
    tell("09:08", ZHANG, c.CallNext("1"))
    tell("09:09", ZHANG, c.NoShow("1"))
    tell("09:30", KIOSK, c.RejoinTicket("a1"))
    served(tell, "09:31", "09:33")
    assert rows(read(kept, "forecasts"), "forecasts", "forecasts", "mean_wait_s", "mean_error_s")[0] == (1, 480, 0)


def test_days_without_forecasts_have_no_figures(kept: KeptHall) -> None:
    a_morning(Teller(kept))
    report = read(kept, "forecasts", TUESDAY, WEDNESDAY)
    assert all(item.value in (None, 0) for item in report.summary)


def test_registers_rebuilt_from_the_journal_say_the_same(kept: KeptHall) -> None:
    a_morning(Teller(kept))
    before, state = kept.registers(), kept.state()
    kept.journal.rebuild(HALL)
    assert kept.registers() == before
    kept.restart(from_the_first_line=False)
    assert kept.state() == state
    assert rows(read(kept, "forecasts", MONDAY, TUESDAY), "forecasts", "forecasts")[0] == (3,)
