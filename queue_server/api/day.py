"""Closing the day, reading the journal, and the reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Any

import orjson
from flask import Response, request
from sqlalchemy import Connection

from .. import reports
from ..access import Caller
from ..access.tokens import code_chance, new_ticket_id
from ..hall.commands import CloseDay, Remaining
from ..hall.day import local_date
from ..hall.facts import Fact, TicketEnded
from ..hall.hall import Hall
from ..hall.instants import to_datetime
from ..live import views
from ..live.shapes import Text
from ..refusals import BadRequest
from .context import House
from .errors import UnknownReport
from .json import plain, rfc3339
from .problems import wants_chinese
from .routes import Routes, key_of_request, number_of
from .shapes import CarriedTicket, DayCloseAnswer, DayCloseRequest, JournalPage, ReportOffered, ReportsOffered
from .tickets import printer_for

routes = Routes("day")

CLOSE_MOST = 2 * 1024 * 1024  # bytes; a thousand numbers may be open, each with its own words


@routes.add("POST", "/halls/{hall}/day/close", summary="Close the day: each remaining number gets a reason, the "
            "explanation given and a place on a later day", power="close", body=DayCloseRequest,
            most=CLOSE_MOST, answer=DayCloseAnswer)  # fmt: skip
def close_day(house: House, hall: str, caller: Caller, body: DayCloseRequest) -> dict[str, Any]:
    key, fingerprint = key_of_request(house)
    printer = printer_for(house, caller, hall, body.printer)
    remaining = (
        Remaining(r.label, r.reason, r.explanation, r.on, new_ticket_id() if printer else None, code_chance())
        for r in body.remaining
    )
    command = CloseDay(tuple(remaining), printer)

    def answer(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        carried = [
            CarriedTicket(label=fact.label, on=Date.fromisoformat(fact.on))
            for fact in facts
            if isinstance(fact, TicketEnded) and fact.on
        ]
        return plain(DayCloseAnswer(day=views.day(h, now), carried=carried))

    return house.journal.command(hall, command, caller.actor, key=key, fingerprint=fingerprint, answer=answer).body


@routes.add("GET", "/halls/{hall}/journal", summary="The journal's lines after a seq, at most 1000", power="journal",
            answer=JournalPage, query={"after": "a seq", "limit": "1 to 1000"})  # fmt: skip
def journal(house: House, hall: str) -> dict[str, Any]:
    head, lines = house.journal.lines(hall, number_of("after", 0, 0, 10**15), number_of("limit", 1000, 1, 1000))
    return {
        "head": head,
        "lines": [
            {
                "seq": line.seq,
                "at": rfc3339(line.at),
                "kind": line.kind,
                "version": line.version,
                "by": line.by,
                "data": orjson.Fragment(line.data),
                "hash": line.hash,
            }
            for line in lines
        ],
    }


def _of_services(parts: Mapping[str, str]) -> bool:
    """Whether the report that the path names can be restricted to the services of a branch."""
    offered = reports.REPORTS.get(parts["name"])
    return offered is not None and offered.of_services is not None


@routes.add("GET", "/halls/{hall}/reports", summary="Which reports there are; to an account of a branch, those that "
            "can be restricted to it", power="reports", answer=ReportsOffered, in_part=True)  # fmt: skip
def reports_offered(house: House, hall: str, caller: Caller) -> ReportsOffered:
    house.journal.ask(hall, lambda h, now: None)  # raises UnknownHall
    return ReportsOffered(
        reports=[
            ReportOffered(name=name, title=Text(zh=report.title.zh, en=report.title.en))
            for name, report in reports.REPORTS.items()
            if caller.scope.branch is None or report.of_services is not None
        ],
        files=[kind for kind in reports.FORMATS if kind != "json"],
    )


@routes.add("GET", "/halls/{hall}/reports/{name}", summary="A report over business days; to an account of a "
            "branch, of its services alone", power="reports", answer=None, in_part=_of_services,
            query={"date": "one business day; default today", "from": "the first day", "to": "the last day",
                   "format": "json, csv, xlsx or pdf"})  # fmt: skip
def report(house: House, hall: str, name: str, caller: Caller) -> Response:
    kind = request.args.get("format", "json")
    if name not in reports.REPORTS:
        raise UnknownReport(name=name, names=sorted(reports.REPORTS))
    if kind not in reports.FORMATS:
        raise BadRequest(problems=[{"path": "format", "problem": f"one of {list(reports.FORMATS)}"}])
    plan, today = house.journal.ask(hall, lambda h, now: (h.plan, h.day.date if h.day else local_date(h.plan, now)))
    one = date_of("date", today)
    first, last = date_of("from", one), date_of("to", one)
    if first > last or (last - first).days > 366:
        raise BadRequest(problems=[{"path": "from", "problem": "from is at most a year before to"}])

    made_at, language = to_datetime(house.clock()), language_of_request()

    branch = caller.scope.branch

    def work(connection: Connection) -> Response:
        if branch is None:
            made = reports.REPORTS[name].make(connection, hall, plan, first, last)
        else:
            made = reports.of_branch(name, branch, connection, hall, plan, first, last)
        return file_of(reports.finished(made, house.accounts.name_of, made_at), hall, kind, language)

    return house.database.study(work)


def language_of_request() -> reports.Language:
    return "zh" if wants_chinese() else "en"


def file_of(report: reports.Report, hall: str, kind: str, language: reports.Language) -> Response:
    """A report as a file of this kind, to be saved; JSON is an answer as any other. Needs no request: it may take its
    time on another thread."""
    body, content_type = reports.export(report, kind, language)
    response = Response(body, content_type=content_type)
    if kind != "json":
        days = report.first.isoformat() if report.first == report.last else f"{report.first}_{report.last}"
        response.headers["Content-Disposition"] = f'attachment; filename="{report.name}_{hall}_{days}.{kind}"'
    return response


def date_of(name: str, default: Date) -> Date:
    """A date from the query. Raises BadRequest."""
    text = request.args.get(name)
    if text is None:
        return default
    try:
        return Date.fromisoformat(text)
    except ValueError:
        raise BadRequest(problems=[{"path": name, "problem": "a date like 2026-11-25"}]) from None
