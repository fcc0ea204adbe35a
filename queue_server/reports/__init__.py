"""Reports: read from the registers, told in both languages, and saved in whichever form is asked for.

REPORTS[name].make(connection, hall, plan, first, last) -> Report
export(report, kind, language) -> (bytes, content type)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Date

from sqlalchemy import Connection

from ..hall.plan import Plan
from . import after_hours, at_work, day, forecasts, hours, lanes, services
from .files import as_text, to_csv, to_json, to_pdf, to_xlsx
from .shapes import Language, Report, Text, finished

Maker = Callable[[Connection, str, Plan, Date, Date], Report]


@dataclass(frozen=True, slots=True)
class Offered:
    """A report that can be asked for: its title, and what makes it."""

    title: Text
    make: Maker


# in the order in which they are offered, the one for closing time first
REPORTS: dict[str, Offered] = {
    "after-hours": Offered(after_hours.TITLE, after_hours.report),
    "day": Offered(day.TITLE, day.report),
    "services": Offered(services.TITLE, services.report),
    "counters": Offered(at_work.OF_COUNTERS, at_work.by_counter),
    "clerks": Offered(at_work.OF_CLERKS, at_work.by_clerk),
    "hours": Offered(hours.TITLE, hours.report),
    "lanes": Offered(lanes.TITLE, lanes.report),
    "forecasts": Offered(forecasts.TITLE, forecasts.report),
}

FORMATS: dict[str, tuple[Callable[[Report, Language], bytes], str]] = {
    "json": (lambda report, language: to_json(report), "application/json"),
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "xlsx": (to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (to_pdf, "application/pdf"),
}


def export(report: Report, kind: str, language: Language) -> tuple[bytes, str]:
    """The report as a file, and its content type. `kind` is one of FORMATS."""
    make, content_type = FORMATS[kind]
    return make(report, language), content_type


__all__ = ["FORMATS", "REPORTS", "Language", "Report", "as_text", "export", "finished"]
