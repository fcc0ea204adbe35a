"""What a slip is laid out on: a picture (sheet.py), or the printer's own letters (typed.py)."""

from __future__ import annotations

import re
from typing import Literal, Protocol

from .job import Text

Align = Literal["left", "centre"]

# a line breaks at spaces and between Chinese letters, never before their closing punctuation
_PIECE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef][，。；：、！？）」]*|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+")


class Paper(Protocol):
    """A strip that is filled from top to bottom. Sizes are dots of a letter's height, eight a millimetre."""

    wide: bool  # 80 mm, and not 58

    def gap(self, dots: int) -> None: ...

    def rule(self) -> None: ...

    def banner(self, words: str) -> None:
        """White on black, over the whole width."""

    def line(
        self, words: str, size: int, *, least: int | None = None, bold: bool = False, align: Align = "left"
    ) -> None:
        """A text: in a size down to `least` when that keeps it on one line, else on as many as it needs."""

    def both(
        self, text: Text, size: int, size_en: int, *, least: int | None = None, bold: bool = False,
        align: Align = "left",
    ) -> None:  # fmt: skip
        """Chinese, and English below it in a smaller size."""

    def figure(self, words: str, size: int) -> None:
        """A number in the middle, as large as the paper allows."""

    def boxes(self, fields: list[tuple[Text, str]]) -> None:
        """Fields side by side: what it is, in two languages, and its figure."""

    def code(self, address: str, beside: list[tuple[Text, bool]]) -> None:
        """A QR code with texts, (text, whether it is a heading)."""


class Measure(Protocol):
    """How wide a text is, in whatever the room is measured in."""

    def getlength(self, text: str) -> float: ...


def wrap(text: str, face: Measure, room: float) -> list[str]:
    """The lines of a text that is no wider than `room`; a word that is wider alone is cut."""
    lines = [""]
    for piece in _PIECE.findall(text):
        while face.getlength(lines[-1] + piece.rstrip()) > room:
            if lines[-1].strip():
                lines[-1] = lines[-1].rstrip()
                lines.append("")
                piece = piece.lstrip()
                continue
            fits = next(n for n in range(len(piece), 0, -1) if n == 1 or face.getlength(piece[:n]) <= room)
            if fits == len(piece):
                break
            lines[-1], piece = piece[:fits], piece[fits:]
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines if line.strip()]
