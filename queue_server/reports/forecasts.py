"""The report on forecasts (等候预告): what people were told of their wait when they came, beside what happened.

The range goes from the point that 20 of 100 waits stay below to the one that 90 stay below, so it should hold 7 of
10, and some more as it is read: in whole minutes, rounded outwards. It is judged as it is read. `bias` is what was told
less what happened: above zero, people were told too much. Whoever is called before the low end of the range may have
left for a walk. Numbers still open are judged once they have ended.
"""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from sqlalchemy import Connection, and_, case, func, select

from ..hall.forecast import NOMINAL
from ..hall.instants import MINUTE
from ..hall.learned import called_within, read_high, read_low
from ..hall.plan import Plan
from ..registers.tickets import tickets
from .reading import seconds, within
from .shapes import Report, Row, Table, Text, report_of
from .words import Names, columns, in_plan_order, item

NAME = "forecasts"
TITLE = Text("等候预告统计", "Report on forecasts")

_FIGURES = (
    "forecasts", "mean_wait_s", "mean_error_s", "bias_s", "in_range", "nominal", "mean_width_s", "before_low",
)  # fmt: skip
_COLUMNS = columns("lane_name", *_FIGURES)

_WAITED = tickets.c.first_called_at - tickets.c.issued_at
_LOW, _HIGH = read_low(tickets.c.told_low_us), read_high(tickets.c.told_high_us)
_SUMS = (
    func.count(),
    func.sum(_WAITED),
    func.sum(func.abs(tickets.c.told_mid_us - _WAITED)),
    func.sum(tickets.c.told_mid_us - _WAITED),
    func.sum(case((called_within(tickets.c.told_low_us, tickets.c.told_high_us, _WAITED), 1), else_=0)),
    func.sum(case((_HIGH - _LOW > MINUTE, _HIGH - _LOW), else_=MINUTE)),
    func.sum(case((_LOW > _WAITED, 1), else_=0)),
)


def report(connection: Connection, hall: str, plan: Plan, first: Date, last: Date) -> Report:
    names = Names(plan)
    judged = and_(
        within(tickets, hall, first, last), tickets.c.told_mid_us.is_not(None), tickets.c.first_called_at.is_not(None)
    )
    by_lane = select(tickets.c.lane, *_SUMS).where(judged).group_by(tickets.c.lane)
    found = {lane: sums for lane, *sums in connection.execute(by_lane)}
    rows: list[Row] = [
        {"lane": lane, "lane_name": names.lane(lane), **_figures(found.get(lane, _NONE))}
        for lane in in_plan_order(set(found), names.lanes)
    ]
    of_all = _figures([sum(column) for column in zip(_NONE, *found.values(), strict=True)])
    return report_of(
        plan, NAME, TITLE, first, last, [item(key, of_all[key]) for key in _FIGURES],
        Table("forecasts", TITLE, _COLUMNS, rows),
    )  # fmt: skip


_NONE: list[Any] = [0] * len(_SUMS)


def _figures(sums: list[Any]) -> dict[str, Any]:
    count, waited, error, bias, in_range, width, before_low = sums
    if not count:
        return dict.fromkeys(_FIGURES) | {"forecasts": 0}
    return {
        "forecasts": count,
        "mean_wait_s": seconds(waited / count),
        "mean_error_s": seconds(error / count),
        "bias_s": seconds(bias / count),
        "in_range": in_range / count,
        "nominal": NOMINAL,
        "mean_width_s": seconds(width / count),
        "before_low": before_low / count,
    }
