"""Which clock a database may be served with: the machine's, or a rehearsal's.

In a rehearsal the hall's clock runs from a chosen time, for training and for tests of closing time.

A rehearsal writes a real journal, so it must never be the journal of a hall that serves citizens: the first
rehearsal of a fresh database marks it, a hall that has worked for real is refused, and a rehearsed journal that
lies ahead of the real time is refused for real service. So is a machine whose clock is two weeks ahead of the
journal, until somebody says that it is right: what is recorded in the year 2031 would stop the hall until then.
"""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select

from ..access.tables import settings as kept
from ..clock import AWAY_MOST, FOLLOWED, Clock
from ..hall.facts import DayStarted, PlanPublished
from ..hall.instants import to_datetime
from ..journal import Database
from ..journal.tables import journal

MARK = "rehearsal"


class WrongClock(Exception):
    """This database cannot be served at this time; the text says why and what to do."""


def clock_for(database: Database, start: int | None = None, speed: float = 1.0, is_right: bool = False) -> Clock:
    """The clock to serve with; `is_right`: somebody has looked at the machine's. Raises WrongClock."""
    marked, worked, last = database.read(_look)
    if start is None:
        clock = Clock(last=last)
        _check_against(database, clock)
        if last and clock() > last + AWAY_MOST and not is_right:
            raise WrongClock(
                f"this machine's clock says {to_datetime(clock()):%Y-%m-%d %H:%M} UTC, and the journal's last line is "
                f"of {to_datetime(last):%Y-%m-%d}; put the clock right, or serve with --clock-is-right when it is"
            )
        if marked and last > clock():
            raise WrongClock(
                f"the journal in this database was rehearsed up to {to_datetime(last):%Y-%m-%d %H:%M} UTC, which is "
                "still to come; serve real citizens from a database of their own (QUEUE_VAR)"
            )
        return clock
    if worked and not marked:
        raise WrongClock(
            "the hall in this database has worked for real; rehearse in a database of its own: set QUEUE_VAR to "
            "another folder and run `init` there"
        )
    if not marked:
        database.write(lambda connection: connection.execute(insert(kept), {"key": MARK, "value": "yes"}))
    return Clock(max(start, last), speed)


def _check_against(database: Database, clock: Clock) -> None:
    """Several machines write one journal, whose time never runs backwards: one that is ahead would drag all along."""
    there = database.time()
    if there is not None and abs(clock() - there) > FOLLOWED:
        raise WrongClock(
            f"this machine's clock says {to_datetime(clock()):%Y-%m-%d %H:%M:%S} UTC, and the database's "
            f"{to_datetime(there):%Y-%m-%d %H:%M:%S}; put them right, all machines of a hall need the same time"
        )


def _look(connection: Connection) -> tuple[bool, bool, int]:
    """(marked as rehearsed, a business day was ever started, the time of the last line that is no plan)."""
    marked = connection.scalar(select(kept.c.value).where(kept.c.key == MARK)) is not None
    worked = connection.scalar(select(journal.c.seq).where(journal.c.kind == DayStarted.kind).limit(1)) is not None
    last = connection.scalar(select(func.max(journal.c.at)).where(journal.c.kind != PlanPublished.kind))
    return marked, worked, last or 0
