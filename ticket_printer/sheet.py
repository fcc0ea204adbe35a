"""A strip of paper that is filled from top to bottom: lines, rules, boxes and pictures."""

from __future__ import annotations

import re
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from .fonts import font
from .job import Text

Align = Literal["left", "centre"]

BLACK, WHITE = 0, 255
_LONGEST = 4000  # dots, half a metre: no slip comes near
_MARGIN = 12
_DARK_BELOW = 150  # of 255: a little more black than half keeps thin strokes on thermal paper
_LEADING = 1.28

# a line breaks at spaces and between Chinese letters, never before their closing punctuation
_PIECE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef][，。；：、！？）」]*|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+")


class Sheet:
    def __init__(self, width: int) -> None:
        self.width = width
        self.y = 10
        self._image = Image.new("L", (width, _LONGEST), WHITE)
        self._draw = ImageDraw.Draw(self._image)

    @property
    def _inner(self) -> int:
        return self.width - 2 * _MARGIN

    def gap(self, dots: int) -> None:
        self.y += dots

    def rule(self) -> None:
        self.y += 8
        self._draw.line((_MARGIN, self.y, self.width - _MARGIN, self.y), BLACK, 2)
        self.y += 10

    def line(
        self, text: str, size: int, *, least: int | None = None, bold: bool = False, align: Align = "left"
    ) -> None:
        """A text: in a size down to `least` when that keeps it on one line, else on as many as it needs."""
        one_line = range(size, (least or size) - 1, -2)
        fits = (smaller for smaller in one_line if font(smaller, bold).getlength(text) <= self._inner)
        self._block(text, next(fits, size), bold, align, _MARGIN, self._inner)

    def both(
        self, text: Text, size: int, size_en: int, *, least: int | None = None, bold: bool = False,
        align: Align = "left",
    ) -> None:  # fmt: skip
        """Chinese, and English below it in a smaller size."""
        self.line(text.zh, size, least=least, bold=bold, align=align)
        if text.en and text.en != text.zh:
            self.line(text.en, size_en, align=align)

    def figure(self, text: str, size: int) -> None:
        """A number as large as the paper allows, without the white that a line of text has above and below."""
        face = self._fitting(text, size, self._inner)
        left, top, right, bottom = face.getbbox(text)
        self.y += 18
        self._draw.text(((self.width - (right - left)) // 2 - left, self.y - top), text, BLACK, face)
        self.y += int(bottom - top) + 22

    def banner(self, text: str) -> None:
        """White on black, over the whole width."""
        face = self._fitting(text, 32, self._inner)
        self._draw.rectangle((_MARGIN, self.y, self.width - _MARGIN - 1, self.y + 47), BLACK)
        self._draw.text((self.width // 2, self.y + 23), text, WHITE, face, anchor="mm")
        self.y += 56

    def boxes(self, fields: list[tuple[Text, str]]) -> None:
        """Fields side by side in a frame: what it is, in two languages, and its figure."""
        each = self._inner // len(fields)
        height = 136
        for index, (name, figure) in enumerate(fields):
            left = _MARGIN + index * each
            self._draw.rectangle((left, self.y, left + each - 1, self.y + height), outline=BLACK, width=2)
            middle = left + each // 2
            for text, face, below in (
                (name.zh, font(24), 26),
                (name.en, font(19), 54),
                (figure, self._fitting(figure, 44, each - 20), 98),
            ):
                self._draw.text((middle, self.y + below), text, BLACK, face, anchor="mm")
        self.y += height + 2

    def picture(self, picture: Image.Image) -> None:
        self._image.paste(picture, ((self.width - picture.width) // 2, self.y))
        self.y += picture.height

    def picture_with_text(self, picture: Image.Image, texts: list[tuple[Text, bool]]) -> None:
        """A picture at the left and texts beside it, (text, whether it is a heading), centred on its height."""
        top = self.y
        left = _MARGIN + picture.width
        room = self.width - _MARGIN - left
        height = self._column(texts, left, room, draw=False)
        self.y = top + max(0, (picture.height - height) // 2)
        self._column(texts, left, room, draw=True)
        self._image.paste(picture, (_MARGIN, top))
        self.y = top + max(picture.height, height)

    def _column(self, texts: list[tuple[Text, bool]], left: int, room: int, draw: bool) -> int:
        height = 0
        for text, heading in texts:
            for words, size, bold in ((text.zh, 32 if heading else 24, heading), (text.en, 20, False)):
                height += self._block(words, size, bold, "left", left, room, draw)
            height += self._skip(12, draw)
        return height

    def _skip(self, dots: int, draw: bool) -> int:
        if draw:
            self.y += dots
        return dots

    def finish(self) -> Image.Image:
        """What was filled, in black and white."""
        strip = self._image.crop((0, 0, self.width, self.y + 10))
        return strip.point(lambda grey: 255 if grey >= _DARK_BELOW else 0).convert("1", dither=Image.Dither.NONE)

    def _block(self, text: str, size: int, bold: bool, align: Align, left: int, room: int, draw: bool = True) -> int:
        face = font(size, bold)
        step = int(size * _LEADING)
        lines = wrap(text, face, room)
        for line in lines if draw else []:
            x = left if align == "left" else left + (room - face.getlength(line)) / 2
            self._draw.text((x, self.y), line, BLACK, face, anchor="la")
            self.y += step
        return step * len(lines)

    def _fitting(self, text: str, size: int, room: int) -> ImageFont.FreeTypeFont:
        """The bold font at this size, or smaller until the text fits on one line."""
        while size > 16 and font(size, True).getlength(text) > room:
            size -= 2
        return font(size, True)


def wrap(text: str, face: ImageFont.FreeTypeFont, room: int) -> list[str]:
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
