"""Reports: read from the registers, told in both languages, and saved in whichever form is asked for.

REPORTS[name].make(connection, hall, plan, first, last) -> Report
of_branch(name, branch, connection, hall, plan, first, last) -> Report, where REPORTS[name].of_services is there
export(report, kind, language) -> (bytes, content type)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date as Date

from sqlalchemy import Connection

from ..hall.plan import Plan
from . import after_hours, at_work, day, forecasts, hours, lanes, services
from .files import as_text, to_csv, to_json, to_pdf, to_xlsx
from .shapes import Language, Report, Text, finished

Maker = Callable[[Connection, str, Plan, Date, Date], Report]
MakerOfServices = Callable[[Connection, str, Plan, Date, Date, frozenset[str]], Report]


@dataclass(frozen=True, slots=True)
class Offered:
    """A report that can be asked for: its title, and what makes it. `of_services`: what makes it of some services
    alone; None where its figures are of the whole hall."""

    title: Text
    make: Maker
    of_services: MakerOfServices | None = None


# in the order in which they are offered, the one for closing time first
REPORTS: dict[str, Offered] = {
    "after-hours": Offered(after_hours.TITLE, after_hours.report),
    "day": Offered(day.TITLE, day.report),
    "services": Offered(services.TITLE, services.report, services.report),
    "counters": Offered(at_work.OF_COUNTERS, at_work.by_counter),
    "clerks": Offered(at_work.OF_CLERKS, at_work.by_clerk),
    "hours": Offered(hours.TITLE, hours.report, hours.report),
    "lanes": Offered(lanes.TITLE, lanes.report, lanes.report),
    "forecasts": Offered(forecasts.TITLE, forecasts.report),
}


def of_branch(name: str, branch: str, connection: Connection, hall: str, plan: Plan, first: Date, last: Date) -> Report:
    """A report of one line of service: of those services that have it in the plan now. It says so beside the hall's
    name. Raises KeyError for a report that cannot be restricted."""
    make = REPORTS[name].of_services
    if make is None:
        raise KeyError(name)
    own = frozenset(service.id for service in plan.services if service.branch == branch)
    made = make(connection, hall, plan, first, last, own)
    return replace(made, hall=Text(f"{made.hall.zh}（{branch}）", f"{made.hall.en} ({branch})"))


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


__all__ = ["FORMATS", "REPORTS", "Language", "Report", "as_text", "export", "finished", "of_branch"]
