"""PDF for paper, A4 landscape.

Chinese is set in STSong-Light and Latin in Helvetica: PDF readers bring both along, so nothing is embedded and a
report of a year is a small file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, LongTable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable

from ..shapes import Column, Language, Report, Row, Table
from .cells import MADE_AT, NOTHING, PAGE, Cells

CHINESE, LATIN = "STSong-Light", "Helvetica"
INK = colors.HexColor("#0b2545")
LINE = colors.HexColor("#c9d1de")
HEAD = colors.HexColor("#eef2f8")
MARGIN = 12 * mm
FRAME = 6  # what the page's frame keeps free inside the margin
WIDTH = landscape(A4)[0] - 2 * (MARGIN + FRAME)

_BASE = ParagraphStyle("base", fontName=LATIN, fontSize=8.5, leading=11.5, textColor=INK)
_TITLE = ParagraphStyle("title", parent=_BASE, fontSize=16, leading=22)
_UNDER = ParagraphStyle("under", parent=_BASE, fontSize=10, leading=15)
_TABLE = ParagraphStyle("table", parent=_BASE, fontSize=11.5, leading=16, spaceBefore=12, spaceAfter=3)
_FIGURE = ParagraphStyle("figure", parent=_BASE, fontSize=13, leading=17)

_ACROSS = 7  # figures of the summary in one row
_WORDY = ("reason", "explanation")
_MOST: float = 34 * mm  # a column's width before its words are broken
_MOST_WORDY: float = 70 * mm
_PADDING = 10
_SIZES = (8.5, 8.0, 7.5, 7.0, 6.5)  # a table with many columns is set smaller before its words are broken
_BREAKS_FROM = 5  # Chinese letters: a longer head is set in two lines


def to_pdf(report: Report, language: Language) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
    cells = Cells(report, language, short=True)
    out = io.BytesIO()
    title = f"{cells.say(report.hall)}  {cells.say(report.title)}"
    document = SimpleDocTemplate(
        out, pagesize=landscape(A4), leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
        title=title, author=cells.say(report.hall), invariant=1,
    )  # fmt: skip
    period = cells.period(report.first, report.last)
    story: list[Flowable] = [_words(title, _TITLE), _words(period, _UNDER), Spacer(0, 3 * mm), _summary(report, cells)]
    for table in report.tables:
        story += _table(table, cells, one_day=report.first == report.last)
    foot = f"{title}  {period}"
    if report.made_at is not None:
        foot += f"    {cells.say(MADE_AT)} {cells.local(report.made_at):%Y-%m-%d %H:%M}"
    document.build(story, canvasmaker=partial(_Numbered, cells=cells, foot=foot))
    return out.getvalue()


def _font(letter: str) -> str:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return CHINESE
    return LATIN


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """The text cut where the font changes: (font, letters)."""
    for font, letters in groupby((letter for letter in text if letter.isprintable()), key=_font):
        yield font, "".join(letters)


def _words(text: str, style: ParagraphStyle) -> Paragraph:
    """Chinese may break between any two letters, Latin between words only."""
    lines = [list(_runs(line)) for line in text.split("\n")]
    if any(font == CHINESE for line in lines for font, _ in line):
        style = ParagraphStyle(style.name + " zh", parent=style, wordWrap="CJK")
    marked = ("".join(f'<font name="{font}">{escape(words)}</font>' for font, words in line) for line in lines)
    return Paragraph("<br/>".join(marked), style)


def _heading(name: str, style: ParagraphStyle) -> Paragraph:
    return _words(name if name.isascii() else "\n".join(_head(name)), style)


def width_of(text: str, size: float) -> float:
    widths: list[float] = [pdfmetrics.stringWidth(letters, font, size) for font, letters in _runs(text)]
    return sum(widths)


def draw(canvas: Canvas, x: float, y: float, text: str, size: float) -> None:
    """One line, from the left."""
    for font, letters in _runs(text):
        canvas.setFont(font, size)
        canvas.drawString(x, y, letters)
        x += pdfmetrics.stringWidth(letters, font, size)


def _summary(report: Report, cells: Cells) -> Flowable:
    figures = [
        [_words(cells.say(item.name), _BASE), _words(cells.show(item.value, item.kind) or "–", _FIGURE)]
        for item in report.summary
    ]
    while len(figures) % _ACROSS:
        figures.append([])
    rows: list[list[Any]] = [figures[start : start + _ACROSS] for start in range(0, len(figures), _ACROSS)]
    return PdfTable(
        rows or [[""]],
        colWidths=[WIDTH / _ACROSS] * _ACROSS if rows else None,
        hAlign="LEFT",
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEABOVE", (0, 0), (-1, -1), 0.5, LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ],
    )


def _table(table: Table, cells: Cells, one_day: bool) -> list[Flowable]:
    """The heading stays with the table's first rows; the head is repeated on each page."""
    title = _words(cells.say(table.title), _TABLE)
    if not table.rows:
        return [KeepTogether([title, _words(cells.say(NOTHING), _BASE)])]
    columns = [column for column in table.columns if not (one_day and column.key == "date")]
    size, widths = _fitted(columns, table.rows, cells)
    left = ParagraphStyle("left", parent=_BASE, fontSize=size, leading=size * 1.35)
    right = ParagraphStyle("right", parent=left, alignment=TA_RIGHT)
    set_columns = [
        _column(column, width, right if column.numeric else left, table.rows, cells)
        for column, width in zip(columns, widths, strict=True)
    ]
    body = LongTable(
        list(zip(*set_columns, strict=True)),
        colWidths=widths,
        repeatRows=1,
        hAlign="LEFT",
        style=[
            ("BACKGROUND", (0, 0), (-1, 0), HEAD),
            ("FONT", (0, 1), (-1, -1), LATIN, size, left.leading),
            ("TEXTCOLOR", (0, 1), (-1, -1), INK),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), _PADDING / 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING / 2),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            *(("ALIGN", (n, 0), (n, -1), "RIGHT") for n, column in enumerate(columns) if column.numeric),
        ],
    )
    title.keepWithNext = 1
    return [title, body]


def _column(column: Column, width: float, style: ParagraphStyle, rows: list[Row], cells: Cells) -> list[Any]:
    """The head and the cells. Latin that fits goes in as it is, and what repeats is set once: a paragraph for each
    cell would take most of a minute for the late cases of a year."""
    made: dict[str, Any] = {}
    room = width - _PADDING
    found: list[Any] = [_heading(cells.say(column.name), style)]
    for row in rows:
        text = cells.show(row.get(column.key), column.kind)
        if text not in made:
            plain = text.isascii() and text.isprintable() and width_of(text, style.fontSize) <= room
            made[text] = text if plain else _words(text, style)
        found.append(made[text])
    return found


def _head(name: str) -> list[str]:
    """The lines of a column's head, of which none breaks a word."""
    if name.isascii():
        return name.split()
    half = (len(name) + 1) // 2
    return [name[:half], name[half:]] if len(name) >= _BREAKS_FROM else [name]


def _fitted(columns: list[Column], rows: list[Row], cells: Cells) -> tuple[float, list[float]]:
    """(size of the letters, widths): the largest size at which the page holds the columns; if none does, they share
    what there is."""
    for size in _SIZES:
        widths = [_wanted(column, rows, cells, size) for column in columns]
        room = WIDTH / sum(widths)
        if room >= 1:
            break
    return size, [width * min(room, 1.3) for width in widths]


def _wanted(column: Column, rows: list[Row], cells: Cells, size: float) -> float:
    """As wide as what the column holds, within reason, and as the lines of its head."""
    head = max(width_of(line, size) for line in _head(cells.say(column.name)))
    longest = max(width_of(cells.show(row.get(column.key), column.kind), size) for row in rows)
    most = _MOST_WORDY if column.key in _WORDY else _MOST
    return max(min(longest, most), head) + _PADDING


class _Numbered(Canvas):  # type: ignore[misc]
    """A canvas that knows how many pages there are before it writes the foot of the first."""

    def __init__(self, *args: Any, cells: Cells, foot: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cells, self._foot = cells, foot
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self.setFillColor(INK)
            draw(self, MARGIN + FRAME, 7 * mm, self._foot, 8)
            words = self._cells.say(PAGE).format(page=number, of=len(self._pages))
            draw(self, MARGIN + FRAME + WIDTH - width_of(words, 8), 7 * mm, words, 8)
            super().showPage()
        super().save()
