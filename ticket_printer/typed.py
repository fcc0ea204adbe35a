"""Paper for the printer's own letters: faster on a slow line, and only where its firmware has Chinese ones (GB18030).

Python's codec knows letters that such a printer does not; what it prints for them is the printer's affair. Where that
matters, a picture is the right paper.
"""

from __future__ import annotations

from . import escpos
from .job import Text
from .paper import Align, wrap

COLUMNS = {80: 48, 58: 32}  # millimetres of paper -> letters of a line; a Chinese one takes two
_LINE_DOTS = 24
_LARGE = 40  # dots of height from which a text is printed twice as high and wide
_LARGEST = 8  # times: more no printer can
_MODULE = {80: 7, 58: 5}  # dots of a module of the QR code


class _Columns:
    """The room that a text takes, in letters of this many times the usual width."""

    def __init__(self, times: int) -> None:
        self._times = times

    def getlength(self, text: str) -> float:
        return self._times * sum(1 if letter.isascii() else 2 for letter in text)


class TypedPaper:
    def __init__(self, paper_mm: int) -> None:
        self.wide = paper_mm == 80
        self._columns = COLUMNS[paper_mm]
        self._module = _MODULE[paper_mm]
        self._commands = bytearray(escpos.INITIALISE + escpos.CHINESE)

    def gap(self, dots: int) -> None:
        """Between lines of letters there is room enough."""

    def rule(self) -> None:
        self._say("-" * self._columns, 1)

    def banner(self, words: str) -> None:
        around = max(0, self._columns - int(_Columns(1).getlength(words)))
        whole = " " * (around // 2) + words + " " * (around - around // 2)
        self._commands += escpos.REVERSED
        self._write([whole], 1, True, "left")
        self._commands += escpos.NOT_REVERSED

    def line(
        self, words: str, size: int, *, least: int | None = None, bold: bool = False, align: Align = "left"
    ) -> None:
        self._say(words, 2 if size >= _LARGE else 1, bold, align)

    def both(
        self, text: Text, size: int, size_en: int, *, least: int | None = None, bold: bool = False,
        align: Align = "left",
    ) -> None:  # fmt: skip
        self.line(text.zh, size, least=least, bold=bold, align=align)
        if text.en and text.en != text.zh:
            self.line(text.en, size_en, align=align)

    def figure(self, words: str, size: int) -> None:
        wanted = range(min(_LARGEST, max(2, size // _LINE_DOTS)), 1, -1)
        self._say(words, next((times for times in wanted if self._fits(words, times)), 1), True, "centre")

    def boxes(self, fields: list[tuple[Text, str]]) -> None:
        for name, figure in fields:
            self._say(f"{name.zh} {name.en}", 1)
            self._say(figure, 2, bold=True)

    def code(self, address: str, beside: list[tuple[Text, bool]]) -> None:
        self._commands += escpos.align(True) + escpos.qr_code(address, self._module) + escpos.align(False)
        for text, heading in beside:
            self.both(text, _LINE_DOTS, _LINE_DOTS, bold=heading, align="centre")

    def finish(self) -> bytes:
        """The commands of the whole slip."""
        return bytes(self._commands) + escpos.CUT

    def _fits(self, words: str, times: int) -> bool:
        return _Columns(times).getlength(words) <= self._columns

    def _say(self, words: str, times: int, bold: bool = False, align: Align = "left") -> None:
        self._write(wrap(words, _Columns(times), self._columns), times, bold, align)

    def _write(self, lines: list[str], times: int, bold: bool, align: Align) -> None:
        written = b"".join(line.encode("gb18030") + b"\n" for line in lines)
        self._commands += escpos.align(align == "centre") + escpos.letters(times, bold) + written
