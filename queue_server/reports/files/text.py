"""Plain text for a terminal: columns set by how wide the letters are, a Chinese one being two."""

from __future__ import annotations

from unicodedata import east_asian_width

from ..shapes import Language, Report
from .cells import NOTHING, Cells


def as_text(report: Report, language: Language) -> str:
    cells = Cells(report, language, short=True)
    lines = [
        f"{cells.say(report.hall)} · {cells.say(report.title)} · {cells.period(report.first, report.last)}",
        "",
        *(f"{cells.say(item.name)}: {cells.show(item.value, item.kind) or '–'}" for item in report.summary),
    ]
    for table in report.tables:
        lines += ["", cells.say(table.title)]
        if not table.rows:
            lines.append(f"  {cells.say(NOTHING)}")
            continue
        grid = [[cells.say(column.name) for column in table.columns]]
        grid += [[cells.show(row.get(c.key), c.kind) for c in table.columns] for row in table.rows]
        right = [column.numeric for column in table.columns]
        widths = [max(width(row[place]) for row in grid) for place in range(len(table.columns))]
        lines += ["  " + "  ".join(map(_set, row, widths, right)).rstrip() for row in grid]
    return "\n".join(lines)


def width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _set(text: str, wide: int, right: bool) -> str:
    room = " " * (wide - width(text))
    return room + text if right else text + room
