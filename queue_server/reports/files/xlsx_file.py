"""XLSX: a sheet for the summary and one for each table, with real times, spans and counts to reckon with."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..shapes import Kind, Language, Report, Table, Text
from .cells import MADE_AT, PERIOD, Cells

_FORMATS = {"duration": "[h]:mm:ss", "time": "yyyy-mm-dd hh:mm:ss", "share": "0%", "mean": "0.0"}
_HEAD = PatternFill("solid", fgColor="E8ECF4")
_WIDEST = 48


def to_xlsx(report: Report, language: Language) -> bytes:
    cells = Cells(report, language)
    book = Workbook()
    _summary(book.active, report, cells)
    for table in report.tables:
        _table(book.create_sheet(_sheet_name(cells.say(table.title))), table, cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(title: str) -> str:
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in title)[:31]


def _summary(sheet: Worksheet, report: Report, cells: Cells) -> None:
    sheet.title = _sheet_name(cells.say(report.title))
    _put(sheet.cell(1, 1), cells.say(report.hall), "text", cells)
    _put(sheet.cell(2, 1), cells.say(report.title), "text", cells)
    for row in (1, 2):
        sheet.cell(row, 1).font = Font(bold=True, size=14)
    lines: list[tuple[Text, Any, Kind]] = [(PERIOD, cells.period(report.first, report.last), "text")]
    if report.made_at is not None:
        lines.append((MADE_AT, report.made_at, "time"))
    lines += [(item.name, item.value, item.kind) for item in report.summary]
    for number, (name, value, kind) in enumerate(lines, start=4):
        _put(sheet.cell(number, 1), cells.say(name), "text", cells)
        _put(sheet.cell(number, 2), value, kind, cells)
        sheet.cell(number, 2).alignment = Alignment(horizontal="left")
    sheet.column_dimensions["A"].width = 36
    sheet.column_dimensions["B"].width = 26


def _table(sheet: Worksheet, table: Table, cells: Cells) -> None:
    for place, column in enumerate(table.columns, start=1):
        head = sheet.cell(1, place)
        _put(head, cells.say(column.name), "text", cells)
        head.font, head.fill = Font(bold=True), _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="top")
        widest = _width(cells.say(column.name))
        for number, row in enumerate(table.rows, start=2):
            value = row.get(column.key)
            _put(sheet.cell(number, place), value, column.kind, cells)
            if column.numeric:
                sheet.cell(number, place).alignment = Alignment(horizontal="right")
            widest = max(widest, _width(cells.show(value, column.kind)))
        sheet.column_dimensions[get_column_letter(place)].width = min(widest + 2, _WIDEST)
    sheet.freeze_panes = "A2"
    if table.rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"


def _put(cell: Cell, value: Any, kind: Kind, cells: Cells) -> None:
    """A value as a spreadsheet's own; words are words, even those that look like a formula. A spreadsheet has no
    spans below nothing: those are words."""
    if isinstance(value, datetime):
        cell.value = cells.local(value)
    elif kind == "duration" and value is not None and value >= 0:
        cell.value = timedelta(seconds=value)
    elif isinstance(value, int | float) and not isinstance(value, bool) and kind != "duration":
        cell.value = value
    elif value is not None:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", cells.show(value, kind))
        cell.data_type = "s"
        cell.quotePrefix = True
    if kind in _FORMATS:
        cell.number_format = _FORMATS[kind]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
