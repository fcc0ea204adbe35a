"""Reports: read from the registers, told in both languages, and saved in whichever form is asked for.

REPORTS[name](connection, hall, plan, first, last) -> Report
export(report, kind, language) -> (bytes, content type)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date

from sqlalchemy import Connection

from ..hall.plan import Plan
from . import after_hours, at_work, day, forecasts, hours, lanes, services
from .files import as_text, to_csv, to_json, to_pdf, to_xlsx
from .shapes import Language, Report, finished

Maker = Callable[[Connection, str, Plan, Date, Date], Report]

REPORTS: dict[str, Maker] = {
    "after-hours": after_hours.report,
    "day": day.report,
    "services": services.report,
    "counters": at_work.by_counter,
    "clerks": at_work.by_clerk,
    "hours": hours.report,
    "lanes": lanes.report,
    "forecasts": forecasts.report,
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
