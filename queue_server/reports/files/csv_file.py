"""CSV, in UTF-8 with a byte order mark, so that Excel opens Chinese as Chinese. The tables follow one another."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ..shapes import Language, Report
from .cells import MADE_AT, PERIOD, Cells

# a spreadsheet would run these as formulas; a citizen's or a clerk's words are never a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide ones count in East Asia


def to_csv(report: Report, language: Language) -> bytes:
    cells = Cells(report, language)
    out = io.StringIO(newline="")
    writer = csv.writer(out)

    def write(row: Iterable[str]) -> None:
        writer.writerow([_harmless(cell) for cell in row])

    write([cells.say(report.hall), cells.say(report.title)])
    write([cells.say(PERIOD), cells.period(report.first, report.last)])
    if report.made_at is not None:
        write([cells.say(MADE_AT), cells.show(report.made_at, "time")])
    for item in report.summary:
        write([cells.say(item.name), cells.show(item.value, item.kind)])
    for table in report.tables:
        write([])
        write([cells.say(table.title)])
        write(cells.say(column.name) for column in table.columns)
        for row in table.rows:
            write(cells.show(row.get(column.key), column.kind) for column in table.columns)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(_FORMULA) else cell
