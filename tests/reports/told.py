"""Three days as they might be at the hall of the rules' tests, told through a real journal.

The hall is open 09:00–12:00 and 14:00–17:30, its last numbers are given at 17:20. zhang works at counter 1
(household), li at counter 2 (household and exit-entry), wang relieves li. Monday goes on past midnight.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from datetime import datetime, timedelta
from typing import Any

from queue_server.hall import commands as c
from queue_server.reports import REPORTS, Report
from queue_server.reports.shapes import Text
from tests.hall.halls import CITIZEN, KIOSK, MANAGER, MONDAY, SHANGHAI, clerk
from tests.journal.kept import HALL, KeptHall

TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
THURSDAY = MONDAY + timedelta(days=3)

ZHANG, LI, WANG = clerk("zhang"), clerk("li"), clerk("wang")


class Teller:
    """Tells a day line by line; `between` runs before each line (a restart, or nothing)."""

    def __init__(self, kept: KeptHall, between: Callable[[], None] = lambda: None) -> None:
        self.kept = kept
        self.between = between
        self.date = MONDAY

    def __call__(self, clock: str, actor: c.Actor, *commands: c.Command) -> None:
        self.between()
        self.kept.at(clock, self.date)
        for command in commands:
            self.kept.do(command, actor)


def issue(ticket: str, service: str = "household", lane: str | None = None, **more: object) -> c.IssueTicket:
    return c.IssueTicket(ticket, service, lane, **more)  # type: ignore[arg-type]


def monday_until_closing(tell: Teller) -> None:
    tell.date = MONDAY
    tell("08:50", ZHANG, c.SignIn("1"))
    tell("08:55", LI, c.SignIn("2"))
    # A001 is passed over by the green channel's A002, and is transferred
    tell("09:00", KIOSK, issue("a1"))
    tell("09:01", KIOSK, issue("a2", lane="elderly", persons=2))
    tell("09:05", ZHANG, c.CallNext("1"))
    tell("09:06", ZHANG, c.StartServing("1"))
    tell("09:10", LI, c.CallNext("2"), c.StartServing("2"))
    tell("09:12", LI, c.Transfer("2", "exit-entry", note="转"))
    tell("09:16", ZHANG, c.Finish("1", "accepted"))
    tell("09:20", LI, c.CallNext("2"))
    tell("09:21", LI, c.StartServing("2"))
    tell("09:31", LI, c.Finish("2", "done"))
    # A003 is given back
    tell("09:32", KIOSK, issue("a3"))
    tell("09:33", CITIZEN, c.CancelTicket("a3"))
    tell("09:40", ZHANG, c.Pause("1", "取材料", 10))
    tell("09:50", ZHANG, c.Resume("1"))
    # A005 is called out of order; A004 misses its call and reports again
    tell("10:00", KIOSK, issue("a4"))
    tell("10:01", KIOSK, issue("a5"))
    tell("10:02", ZHANG, c.CallLabel("1", "A005", "老人不适"))
    tell("10:03", ZHANG, c.StartServing("1"))
    tell("10:08", ZHANG, c.Finish("1", "refused", reason="材料不全"))
    tell("10:10", ZHANG, c.CallNext("1"))
    tell("10:11", ZHANG, c.Recall("1"))
    tell("10:12", ZHANG, c.NoShow("1"))
    tell("10:20", CITIZEN, c.RejoinTicket("a4"))
    tell("10:25", ZHANG, c.CallNext("1"), c.Recall("1"))
    tell("10:26", ZHANG, c.StartServing("1"))
    tell("10:30", ZHANG, c.Finish("1", "referred", to="2楼税务"))
    tell("10:31", CITIZEN, c.RateTicket("a2", 5))
    tell("10:32", CITIZEN, c.RateTicket("a1", 2))
    # towards closing time
    tell("17:00", KIOSK, issue("a6"))
    tell("17:01", KIOSK, issue("a7"))
    tell("17:02", KIOSK, issue("b1", "exit-entry", "elderly", persons=3))
    tell("17:03", KIOSK, issue("a8"))
    tell("17:10", ZHANG, c.CallNext("1"))
    tell("17:10", KIOSK, issue("a9"))
    tell("17:12", ZHANG, c.StartServing("1"))
    tell("17:15", LI, c.CallLabel("2", "A008", "赶火车"))
    tell("17:18", LI, c.NoShow("2"))
    tell("17:25", ZHANG, c.Park("1", "填表"))
    tell("17:25", MANAGER, issue("a10", reason="路远", may_admit=True))
    tell("17:26", ZHANG, c.CallNext("1"))
    tell("17:27", ZHANG, c.StartServing("1"))


def monday_after_closing(tell: Teller) -> None:
    tell("17:32", LI, c.CallNext("2"))
    tell("17:33", LI, c.StartServing("2"))
    tell("17:35", ZHANG, c.Finish("1", "done"))
    tell("17:36", ZHANG, c.Unpark("1", "A006"))
    tell("17:37", ZHANG, c.StartServing("1"))
    tell("17:40", MANAGER, issue("a11", reason="行动不便", may_admit=True))
    tell("17:47", ZHANG, c.Finish("1", "done"))
    tell("17:48", ZHANG, c.CallNext("1"))
    tell("17:49", ZHANG, c.StartServing("1"))
    tell("17:53", LI, c.Finish("2", "done"))
    tell("17:59", ZHANG, c.Finish("1", "done"))
    tell("18:00", ZHANG, c.SignOut("1"))
    tell("18:05", LI, c.SignOut("2"))
    tell("18:10", WANG, c.SignIn("2", "B"))
    tell("18:12", WANG, c.CallNext("2"))
    tell("18:13", WANG, c.StartServing("2"))
    # past midnight; with the last end the missed A008 ends too, and the day closes by itself
    tell.date = TUESDAY
    tell("00:10", WANG, c.Finish("2", "done"))
    tell("00:11", WANG, c.CallNext("2"))
    tell("00:12", WANG, c.StartServing("2"))
    tell("00:22", WANG, c.Finish("2", "notice_given"))


def tuesday(tell: Teller) -> None:
    """A manager closes the day on one being served and one waiting."""
    tell.date = TUESDAY
    tell("08:55", LI, c.SignIn("2"))
    tell("17:05", KIOSK, issue("tue-a1"))
    tell("17:06", KIOSK, issue("tue-b1", "exit-entry"))
    tell("17:10", LI, c.CallNext("2"))
    tell("17:11", LI, c.StartServing("2"))
    tell(
        "17:45",
        MANAGER,
        c.CloseDay(
            (
                c.Remaining("A001", "系统故障", "已致歉，明日优先", WEDNESDAY),
                c.Remaining("B001", "须上级审核", "已说明时限", THURSDAY),
            )
        ),
    )


def wednesday(tell: Teller) -> None:
    """One of the two comes back; somebody is granted the urgent lane."""
    tell.date = WEDNESDAY
    tell("09:00", KIOSK, issue("wed-a1", carried_from="tue-a1"))
    tell("09:05", MANAGER, issue("wed-a2", lane="urgent", reason="住院", may_approve=True))


def all_days(tell: Teller) -> None:
    monday_until_closing(tell)
    monday_after_closing(tell)
    tuesday(tell)
    wednesday(tell)


def read(kept: KeptHall, name: str, first: Date = MONDAY, last: Date | None = None) -> Report:
    plan = kept.ask(lambda h, now: h.plan)
    return kept.database.study(lambda connection: REPORTS[name].make(connection, HALL, plan, first, last or first))


def summary(report: Report) -> dict[str, Any]:
    return {item.key: item.value for item in report.summary}


def rows(report: Report, table: str, *keys: str) -> list[tuple[Any, ...]]:
    """The rows of one table, of these columns: times as local "HH:MM" ("+1 HH:MM" the day after the first), names
    as they read in English."""
    found = next(t for t in report.tables if t.key == table)
    return [tuple(plain(report, row[key]) for key in keys) for row in found.rows]


def plain(report: Report, value: Any) -> Any:
    if isinstance(value, Text):
        return value.en
    if isinstance(value, datetime):
        local = value.astimezone(SHANGHAI)
        later = (local.date() - report.first).days
        return f"{local:%H:%M}" if later == 0 else f"+{later} {local:%H:%M}"
    return value
