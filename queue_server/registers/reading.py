"""Reading a register's entries: filtered, searched, sorted, and paged by a cursor that holds while entries come."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, and_, func, or_, select

from ..journal.projection import Row
from ..refusals import BadRequest, Refusal, Words
from .register import Register, UnknownEntry

FILE_MOST = 50_000  # entries in one file


class TooManyEntries(Refusal):
    """A file holds the whole list or there is none. `most`: entries in one file."""

    code = "too-many-entries"
    status = 422
    words = Words("记录太多，请按日期分几次下载", "There are too many entries for one file; take fewer days at a time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a list is asked for. `state`: the name of one, or "open"; `since`, `until`: microseconds, the second not
    included; `sort`: a column, with a minus before it from the largest; `after`: the cursor that came with a page."""

    state: str | None = None
    since: int | None = None
    until: int | None = None
    search: str = ""
    sort: str = ""
    after: str | None = None


def entry(connection: Connection, register: Register[Any], owner: str, name: str) -> Row:
    """One entry's row. Raises UnknownEntry."""
    table = register.table.c
    found = connection.execute(select(register.table).where(table.hall == owner, table.id == name)).first()
    if found is None:
        raise UnknownEntry(entry=name)
    return dict(found._mapping)


def entries(
    connection: Connection, register: Register[Any], owner: str, query: Query, most: int
) -> tuple[list[Row], str | None]:
    """(rows, the cursor of what follows or None). Raises BadRequest naming what of the query is wrong."""
    table = register.table.c
    order, descending = _order(register, query.sort or f"-{register.dated}")
    asked = select(register.table).where(table.hall == owner, *_filters(register, query))
    if query.after is not None:
        asked = asked.where(_beyond(order, table.id, descending, *_place(query.after, order)))
    by = (order.desc(), table.id.desc()) if descending else (order, table.id)
    rows = [dict(row._mapping) for row in connection.execute(asked.order_by(*by).limit(most + 1))]
    if len(rows) <= most:
        return rows, None
    last = rows[most - 1]
    value = last[(query.sort or register.dated).removeprefix("-")]
    return rows[:most], _cursor(_nothing_for(order) if value is None else value, last["id"])


def _filters(register: Register[Any], query: Query) -> Iterator[ColumnElement[bool]]:
    table = register.table.c
    if query.state == "open":
        yield table.state.in_([state.name for state in register.states if state.open])
    elif query.state is not None:
        if query.state not in {state.name for state in register.states}:
            raise _wrong("state", f"open, or one of {', '.join(state.name for state in register.states)}")
        yield table.state == query.state
    if query.since is not None:
        yield table[register.dated] >= query.since
    if query.until is not None:
        yield table[register.dated] < query.until
    if query.search:
        texts = [table[column.name] for column in register.columns if column.search]
        yield or_(*(text.icontains(query.search, autoescape=True) for text in texts))


def _order(register: Register[Any], sort: str) -> tuple[ColumnElement[Any], bool]:
    """What to sort by, with something in place of nothing, which the two engines put at different ends."""
    name = sort.removeprefix("-")
    if name != "state" and name not in {column.name for column in register.columns}:
        raise _wrong("sort", f"state or one of {', '.join(column.name for column in register.columns)}")
    column = register.table.c[name]
    return (func.coalesce(column, _nothing_for(column)) if column.nullable else column), sort.startswith("-")


def _nothing_for(column: ColumnElement[Any]) -> Any:
    return -(2**62) if isinstance(column.type, BigInteger | Integer) else ""


def _beyond(
    order: ColumnElement[Any], key: ColumnElement[Any], descending: bool, value: Any, name: str
) -> ColumnElement[bool]:
    if descending:
        return or_(order < value, and_(order == value, key < name))
    return or_(order > value, and_(order == value, key > name))


def _cursor(value: Any, name: str) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([value, name])).decode().rstrip("=")


def _place(cursor: str, order: ColumnElement[Any]) -> tuple[Any, str]:
    try:
        value, name = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        kind = type(_nothing_for(order))
        if type(value) is not kind or type(name) is not str or not name.isprintable():
            raise ValueError
        if "\0" in value if isinstance(value, str) else abs(value) > 2**62:
            raise ValueError
    except (ValueError, TypeError, binascii.Error):
        raise _wrong("after", "the `next` of a page of this list") from None
    return value, name


def _wrong(path: str, problem: str) -> BadRequest:
    return BadRequest(problems=[{"path": path, "problem": problem}])
