"""Registers: one resource for all of them, made from what each says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date
from typing import Any

import orjson
from flask import Response, request
from sqlalchemy import Connection

from ..access import Caller
from ..access.tokens import new_ticket_id
from ..fields import FIRST_YEAR, LAST_YEAR
from ..hall.day import local_date, span_on
from ..hall.facts import Fact
from ..hall.hall import Hall
from ..hall.instants import to_datetime
from ..hall.plan import Plan
from ..journal import store
from ..journal.projection import Row
from ..refusals import BadRequest, Words
from ..registers import REGISTERS
from ..registers.reading import FILE_MOST, Query, TooManyEntries, entries, entry
from ..registers.register import Action, Kind, Register, row_of
from ..reports.shapes import Column, Report, Table, Text, report_of
from ..reports.shapes import Kind as CellKind
from .context import House
from .day import date_of, file_of, language_of_request
from .json import dumps
from .register_shapes import (
    ActionInfo,
    ColumnInfo,
    RegisterInfo,
    RegisterList,
    StateInfo,
    entry_shape,
    fields_of,
    history_shape,
    page_shape,
    text,
)
from .routes import Routes, key_of_request, number_of

routes = Routes("registers")

PAGE, PAGE_MOST = 50, 200
SEARCH_MOST = 100  # letters
_WHOLE_DAY = "00:00-24:00"
_QUERY = {
    "state": "the name of a state, or open", "from": "the first day", "to": "the last day",
    "search": "a part of a text",
    "sort": "a column, with - before it from the largest", "after": "the `next` of the page before",
    "limit": f"1 to {PAGE_MOST}", "format": "json, csv or xlsx; a file holds the whole list, or is refused",
}  # fmt: skip


@routes.add("GET", "/halls/{hall}/registers", summary="The registers that the caller may read, and what can be done in "
            "them", power="session", in_part=True, answer=RegisterList)  # fmt: skip
def all_registers(house: House, hall: str, caller: Caller) -> RegisterList:
    house.journal.ask(hall, lambda h, now: None)  # raises UnknownHall
    return RegisterList(
        registers=[
            _info(register, caller, hall)
            for register in REGISTERS if "hall" in register.owners and caller.may(register.power, hall)
        ]
    )  # fmt: skip


def _info(register: Register[Any], caller: Caller, hall: str) -> RegisterInfo:
    return RegisterInfo(
        name=register.name,
        title=text(register.title),
        columns=[ColumnInfo(name=one.name, kind=one.kind, title=text(one.title)) for one in register.columns],
        states=[StateInfo(name=one.name, title=text(one.title), open=one.open) for one in register.states],
        actions=[
            ActionInfo(
                name=action.name, title=text(action.title), on=None if action.on is None else list(action.on),
                fields=fields_of(action.body),
            )
            for action in register.actions if caller.may(action.power, hall)
        ],
    )  # fmt: skip


class _Resource:
    """The addresses of one register of halls."""

    def __init__(self, register: Register[Any]) -> None:
        self._register = register
        self._path = f"/halls/{{hall}}/registers/{register.name}"
        shape = entry_shape(register)
        routes.add(
            "GET", self._path, name=f"{register.name}_list", summary=f"{register.title.en}: the entries",
            power=register.power, answer=page_shape(register, shape), query=_QUERY,
        )(self._list)  # fmt: skip
        routes.add(
            "GET", f"{self._path}/{{entry}}", name=f"{register.name}_entry", power=register.power,
            summary=f"{register.title.en}: an entry, and the journal's lines that tell of it",
            answer=history_shape(register, shape),
        )(self._entry)  # fmt: skip
        for action in register.actions:
            routes.add(
                "POST", self._path if action.on is None else f"{self._path}/{{entry}}/{action.name}",
                name=f"{register.name}_{action.name}", summary=f"{register.title.en}: {action.title.en}",
                power=action.power, body=action.body, answer=shape,
                status=201 if action.on is None else 200,
            )(self._does(action))  # fmt: skip

    def _list(self, house: House, hall: str) -> Any:
        plan, today = house.journal.ask(hall, lambda h, now: (h.plan, local_date(h.plan, now)))
        kind = request.args.get("format", "json")
        if kind not in ("json", "csv", "xlsx"):
            raise BadRequest(problems=[{"path": "format", "problem": "json, csv or xlsx"}])
        first, last = (_day(name) for name in ("from", "to"))
        query = Query(
            state=request.args.get("state") or None,
            since=None if first is None else span_on(plan, first, _WHOLE_DAY)[0],
            until=None if last is None else span_on(plan, last, _WHOLE_DAY)[1],
            search=_search(), sort=request.args.get("sort", ""), after=request.args.get("after") or None,
        )  # fmt: skip
        most = number_of("limit", PAGE, 1, PAGE_MOST) if kind == "json" else FILE_MOST

        if kind == "json":
            rows, following = house.database.study(lambda c: entries(c, self._register, hall, query, most))
            return {"items": [self._shown(house, row) for row in rows], "next": following}
        language = language_of_request()

        def file(connection: Connection) -> Response:
            rows, following = entries(connection, self._register, hall, query, most)
            if following is not None:
                raise TooManyEntries(most=most)
            shown = [self._shown(house, row) for row in rows]
            days = [local_date(plan, row[self._register.dated]) for row in rows]
            since = first or min(days, default=last or today)
            until = last or max(days, default=first or today)
            report = self._report(plan, shown, since, until)
            return file_of(replace(report, made_at=to_datetime(house.clock())), hall, kind, language)

        return house.database.study(file)

    def _entry(self, house: House, hall: str, entry: str) -> Any:
        return house.database.read(lambda connection: self._history(connection, house, hall, entry))

    def _history(self, connection: Connection, house: House, hall: str, name: str) -> dict[str, Any]:
        row = entry(connection, self._register, hall, name)
        lines = store.lines_of_entry(connection, hall, self._register.name, name)
        return {
            "entry": self._shown(house, row),
            "lines": [
                {
                    "seq": line.seq, "at": to_datetime(line.at), "kind": line.kind, "by": line.by,
                    "by_name": name_of(house, line.by), "data": orjson.loads(line.data),
                }
                for line in lines
            ],
        }  # fmt: skip

    def _does(self, action: Action) -> Any:
        register = self._register

        def do(house: House, hall: str, caller: Caller, entry: str | None = None, body: Any = None) -> Any:
            key, fingerprint = key_of_request(house)

            def answer(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
                state = register.of(h)
                own = next((fact for fact in facts if type(fact) in register.facts), None)
                if own is not None:  # beside it may stand what the hall decided in the same turn
                    done = register.entry_of(own)
                else:
                    done = action.found(state, caller.actor) if action.found else entry or ""
                return orjson.loads(dumps(self._shown(house, row_of(state.by_id[done]))))  # type: ignore[no-any-return]

            command = action.command(entry or new_ticket_id(), body)
            return house.journal.command(
                hall, command, caller.actor, key=key, fingerprint=fingerprint, answer=answer
            ).body  # fmt: skip

        return do

    def _shown(self, house: House, row: Row) -> dict[str, Any]:
        """A row as answers carry it: times as times, persons by their names."""
        values = {column.name: _value(house, column.kind, row[column.name]) for column in self._register.columns}
        return {"id": row["id"], "state": row["state"]} | values

    def _report(self, plan: Plan, rows: list[dict[str, Any]], first: Date, last: Date) -> Report:
        """The whole list, to be saved as reports are."""
        register = self._register
        states = {state.name: _text(state.title) for state in register.states}
        columns = [Column(one.name, _text(one.title), _CELLS[one.kind]) for one in register.columns]
        table = Table(
            register.name, _text(_ENTRIES), (Column("state", _text(_STATE), "text"), *columns),
            [row | {"state": states[row["state"]]} for row in rows],
        )  # fmt: skip
        return report_of(plan, register.name, _text(register.title), first, last, (), table)


_STATE, _ENTRIES = Words("状态", "State"), Words("记录", "Entries")
# how a spreadsheet shows each kind of column
_CELLS: dict[Kind, CellKind] = {
    "text": "text", "label": "label", "time": "time", "date": "date", "count": "count", "duration": "duration",
    "person": "text",
}  # fmt: skip


def _text(words: Words) -> Text:
    return Text(words.zh, words.en)


def _value(house: House, kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    if kind == "time":
        return to_datetime(value)
    return name_of(house, value) if kind == "person" else value


def name_of(house: House, by: str) -> str:
    """The name to show for an actor as the journal writes one: "staff:zhang", "device:kiosk-1", "citizen"."""
    kind, _, name = by.partition(":")
    return house.accounts.name_of(name) if kind == "staff" else name or by


def _day(name: str) -> Date | None:
    if name not in request.args:
        return None
    day = date_of(name, Date.min)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:  # at the ends of the calendar not every zone has the day
        raise BadRequest(problems=[{"path": name, "problem": f"a day from {FIRST_YEAR} to {LAST_YEAR}"}])
    return day


def _search() -> str:
    asked = request.args.get("search", "").strip()
    if len(asked) > SEARCH_MOST or not asked.isprintable():
        raise BadRequest(problems=[{"path": "search", "problem": f"at most {SEARCH_MOST} letters"}])
    return asked


for _register in REGISTERS:
    if "hall" in _register.owners:
        _Resource(_register)
