"""The register of printers (打印机台账): how each is, by its own word, and since when."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import BigInteger, Column, Connection, String, Table, select

from ..hall import facts as f
from ..hall.hall import Hall
from ..hall.slips import PrinterSays
from ..journal.projection import Projector, Row
from ..journal.tables import metadata

printers = Table(
    "printers",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("printer", String(64), primary_key=True),
    Column("state", String(24), nullable=False),
    Column("since", BigInteger, nullable=False),
)


def _rows(hall: Hall, fact: f.Fact) -> Iterator[Row]:
    if isinstance(fact, f.PrinterReported):
        yield {"hall": hall.id, "printer": fact.printer, "state": fact.state, "since": fact.at}


PROJECTOR = Projector(printers, _rows)


def last_said(connection: Connection) -> dict[tuple[str, str], PrinterSays]:
    """(hall, printer) -> what it said last, be it days ago."""
    p = printers.c
    rows = connection.execute(select(p.hall, p.printer, p.state, p.since))
    return {(row.hall, row.printer): PrinterSays(row.state, row.since) for row in rows}
