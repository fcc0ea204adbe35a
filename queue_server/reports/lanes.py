"""The report by lane (通道统计): whether the right of way does what the hall promises, and who approved what."""

from __future__ import annotations

from datetime import date as Date

from sqlalchemy import Connection, func, select

from ..hall.plan import Plan
from ..registers.tickets import tickets
from ..registers.turns import turns
from .reading import CALLED, NO_SPREAD, WAIT, counts, moment, spreads, total, within
from .shapes import Report, Row, Table, Text, report_of
from .words import Names, columns, in_plan_order, item

NAME = "lanes"
TITLE = Text("通道统计", "Report by lane")

_COLUMNS = columns(
    "lane_name", "issued", "persons", "called", "went_first", "mean_wait_s", "p90_wait_s", "longest_wait_s"
)
_APPROVER_COLUMNS = columns("by_name", "lane_name", "count")
_APPROVAL_COLUMNS = columns("date", "label", "lane_name", "issued_at", "by_name", "reason")


def report(
    connection: Connection, hall: str, plan: Plan, first: Date, last: Date, services: frozenset[str] | None = None
) -> Report:
    """`went_first`: calls that passed over somebody who had come earlier. `services`: of these alone."""
    names = Names(plan)
    asked = within(turns, hall, first, last, services)
    of_tickets = within(tickets, hall, first, last, services)
    persons = select(tickets.c.lane, func.count(), func.sum(tickets.c.persons)).where(of_tickets)
    issued = {lane: (count, people) for lane, count, people in connection.execute(persons.group_by(tickets.c.lane))}
    called = counts(
        connection, turns, asked & CALLED, turns.c.lane, called=None, went_first=turns.c.passed_over.is_not(None)
    )
    waits = spreads(connection, WAIT, asked & CALLED, turns.c.lane)
    rows: list[Row] = []
    for lane in in_plan_order(set(issued), names.lanes):
        wait = waits.get((lane,), NO_SPREAD)
        count, people = issued.get(lane, (0, 0))
        rows.append(
            {
                "lane": lane,
                "lane_name": names.lane(lane),
                "issued": count,
                "persons": people,
                "called": called.get((lane,), {}).get("called", 0),
                "went_first": called.get((lane,), {}).get("went_first", 0),
                "mean_wait_s": wait.mean_s,
                "p90_wait_s": wait.p90_s,
                "longest_wait_s": wait.longest_s,
            }
        )
    approvals = _approvals(connection, hall, first, last, services, names)
    return report_of(
        plan,
        NAME,
        TITLE,
        first,
        last,
        [item(key, total(row[key] for row in rows)) for key in ("issued", "persons", "called", "went_first")],
        Table("lanes", TITLE, _COLUMNS, rows),
        Table("approvers", Text("批准人", "Approvers"), _APPROVER_COLUMNS, _approvers(approvals)),
        Table("approvals", Text("经批准的通道", "Lanes granted by approval"), _APPROVAL_COLUMNS, approvals),
    )


def _approvals(
    connection: Connection, hall: str, first: Date, last: Date, services: frozenset[str] | None, names: Names
) -> list[Row]:
    query = select(tickets).where(within(tickets, hall, first, last, services), tickets.c.approved_by.is_not(None))
    rows: list[Row] = []
    for ticket in connection.execute(query.order_by(tickets.c.issued_at)):
        by = ticket.approved_by.partition(":")[2] or ticket.approved_by
        rows.append(
            {
                "date": ticket.date,
                "ticket": ticket.ticket,
                "label": ticket.label,
                "lane": ticket.lane,
                "lane_name": names.lane(ticket.lane),
                "issued_at": moment(ticket.issued_at),
                "by": by,
                "by_name": by,
                "reason": ticket.issue_reason,
            }
        )
    return rows


def _approvers(approvals: list[Row]) -> list[Row]:
    """How many of which lane each approver granted."""
    found: dict[tuple[str, str], Row] = {}
    for row in approvals:
        kept = {key: row[key] for key in ("by", "by_name", "lane", "lane_name")}
        found.setdefault((row["by"], row["lane"]), kept | {"count": 0})["count"] += 1
    return [found[key] for key in sorted(found)]
