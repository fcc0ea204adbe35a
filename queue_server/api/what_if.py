"""What would have been: a recorded day, played with small changes of the present plan. Nothing is written."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from ..simulate import Change, NoRecordedDay, changed, compare, last_recorded, recorded
from .context import House
from .routes import Routes
from .what_if_shapes import WhatIf, WhatIfRequest

routes = Routes("what_if")

TURNS_MOST = 10_000  # of a day: a few seconds for all its plans, beside the work of the hall


@routes.add("POST", "/halls/{hall}/what-if", summary="Play a recorded day with the present plan and with changes of it",
            power="reports", body=WhatIfRequest, answer=WhatIf)  # fmt: skip
def what_if(house: House, hall: str, body: WhatIfRequest) -> dict[str, Any]:
    """The day as it was, then as the present plan makes it, then one for each change. No days: none is over yet."""
    plan = house.journal.ask(hall, lambda h, now: h.plan)

    def work(connection: Connection) -> dict[str, Any]:
        date = body.date or last_recorded(connection, hall)
        if date is None:
            return {"date": None, "timezone": plan.timezone, "at": [], "days": []}
        day = recorded(connection, hall, plan, date, TURNS_MOST)
        if day is None:
            raise NoRecordedDay(date=date.isoformat())
        changes = [Change(tuple(c.like), c.closing_min, c.lane, c.rate, c.head_start_min) for c in body.changes]
        plans = [("plan", plan), *(("change", changed(plan, change, date)) for change in changes)]
        posts = None if body.every_counter else day.posts
        return {"date": date, **compare(plans, day.arrivals, posts, day.was)}

    return house.database.study(work)
