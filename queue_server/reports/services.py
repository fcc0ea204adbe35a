"""The report by service (事项统计): how many came, how long they waited, how long a serving took."""

from __future__ import annotations

from datetime import date as Date

from sqlalchemy import Connection

from ..hall.plan import Plan
from ..registers.tickets import tickets
from ..registers.turns import turns
from .reading import CALLED, NO_SPREAD, SERVED, SERVING, WAIT, counts, spreads, total, within
from .shapes import Report, Row, Table, Text, report_of
from .words import Names, columns, in_plan_order, item

NAME = "services"
TITLE = Text("事项统计", "Report by service")

_COUNTED = ("turns", "called", "served", "transferred", "missed", "still_open")
_COLUMNS = columns(
    "service_name", "issued", *_COUNTED, "mean_wait_s", "p90_wait_s", "longest_wait_s", "mean_serving_s",
    "p90_serving_s",
)  # fmt: skip


def report(
    connection: Connection, hall: str, plan: Plan, first: Date, last: Date, services: frozenset[str] | None = None
) -> Report:
    """`issued` counts numbers by the service they were taken for; all else counts turns, so a transfer counts at
    both of its services. `services`: of these alone."""
    names = Names(plan)
    asked = within(turns, hall, first, last, services)
    issued = counts(connection, tickets, within(tickets, hall, first, last, services), tickets.c.service, issued=None)
    done = counts(
        connection, turns, asked, turns.c.service,
        turns=None, called=CALLED, served=SERVED, transferred=turns.c.outcome == "transferred",
        missed=turns.c.outcome == "missed", still_open=turns.c.ended_at.is_(None),
    )  # fmt: skip
    waits = spreads(connection, WAIT, asked & CALLED, turns.c.service)
    servings = spreads(connection, SERVING, asked & SERVED, turns.c.service)
    planned = tuple(service for service in names.services if services is None or service in services)
    rows: list[Row] = []
    for service in in_plan_order({key[0] for key in done}, planned):
        group = (service,)
        wait, serving = waits.get(group, NO_SPREAD), servings.get(group, NO_SPREAD)
        rows.append(
            {
                "service": service,
                "service_name": names.service(service),
                "issued": issued.get(group, {}).get("issued", 0),
                **{key: done.get(group, {}).get(key, 0) for key in _COUNTED},
                "mean_wait_s": wait.mean_s,
                "p90_wait_s": wait.p90_s,
                "longest_wait_s": wait.longest_s,
                "mean_serving_s": serving.mean_s,
                "p90_serving_s": serving.p90_s,
            }
        )
    summary = [item(key, total(row[key] for row in rows)) for key in ("issued", *_COUNTED)]
    return report_of(plan, NAME, TITLE, first, last, summary, Table("services", TITLE, _COLUMNS, rows))
