"""The register of slips: each print of a ticket, and whether it came out."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text, false

from ..hall import facts as f
from ..hall.hall import Hall
from ..journal.projection import Projector, Row
from ..journal.tables import metadata

slips = Table(
    "slips",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("slip", String(64), primary_key=True),
    Column("ticket", String(64), nullable=False),
    Column("printer", String(64), nullable=False),
    Column("copy", Integer, nullable=False),
    Column("state", String(10), nullable=False),  # requested, printing, printed, failed
    Column("why", Text),
    Column("requested_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("form", String(12), nullable=False, server_default="number"),  # number, acceptance, carry_over, appointment
    Column("bare", Boolean, nullable=False, server_default=false()),  # without the address
)
Index("slips_ticket", slips.c.hall, slips.c.ticket)

_TOUCHING = (f.SlipRequested, f.SlipTaken, f.SlipPrinted, f.SlipFailed)


def _rows(hall: Hall, fact: f.Fact) -> Iterator[Row]:
    if isinstance(fact, _TOUCHING):
        slip = hall.slips[fact.slip]
        yield {
            "hall": hall.id,
            "slip": slip.id,
            "ticket": slip.ticket,
            "printer": slip.printer,
            "copy": slip.copy,
            "state": slip.state,
            "why": slip.why,
            "requested_at": slip.requested_at,
            "changed_at": slip.changed_at,
            "form": slip.form,
            "bare": slip.bare,
        }


PROJECTOR = Projector(slips, _rows)
