"""What a report is: a summary and tables, in values that every form of export can show.

Values are plain: a count, whole seconds (keys ending `_s`), an aware time, a date, a text, or a `Text` in both
languages. A row may hold more than its table's columns show, as the id behind a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date as Date
from datetime import datetime
from typing import Any, Literal

from ..hall.plan import Plan

Language = Literal["zh", "en"]
Kind = Literal["text", "label", "count", "duration", "time", "date", "share", "mean", "yes"]
NUMBERS: frozenset[Kind] = frozenset({"count", "duration", "share", "mean"})


@dataclass(frozen=True, slots=True)
class Text:
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    name: Text
    kind: Kind
    numeric: bool = field(init=False)  # shown to the right

    def __post_init__(self) -> None:
        object.__setattr__(self, "numeric", self.kind in NUMBERS)


@dataclass(frozen=True, slots=True)
class Item:
    """One figure of the summary."""

    key: str
    name: Text
    value: Any
    kind: Kind


Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    title: Text
    columns: tuple[Column, ...]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Report:
    name: str
    title: Text
    hall: Text
    timezone: str
    first: Date
    last: Date
    summary: tuple[Item, ...]
    tables: tuple[Table, ...]
    made_at: datetime | None = field(default=None)  # a report reads no clock: who asks for it knows the time


def report_of(
    plan: Plan, name: str, title: Text, first: Date, last: Date, summary: Iterable[Item], *tables: Table
) -> Report:
    hall = Text(plan.name.zh, plan.name.en)
    return Report(name, title, hall, plan.timezone, first, last, tuple(summary), tables)


def finished(report: Report, name_of: Callable[[str], str], made_at: datetime | None = None) -> Report:
    """The report with people's names for their accounts, and when it was made."""
    tables = tuple(replace(table, rows=[_named(row, name_of) for row in table.rows]) for table in report.tables)
    return replace(report, tables=tables, made_at=made_at)


def _named(row: Row, name_of: Callable[[str], str]) -> Row:
    names = {f"{key}_name": name_of(row[key]) for key in ("clerk", "by") if row.get(key) and f"{key}_name" in row}
    return row | names
