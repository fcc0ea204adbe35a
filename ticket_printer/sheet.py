"""Paper as a picture, one dot a pixel: every printer prints every letter of it."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode
from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M

from .fonts import font
from .job import Text
from .paper import Align, wrap

WIDTHS = {80: 576, 58: 384}  # millimetres of paper -> dots: thermal printers have eight a millimetre

BLACK, WHITE = 0, 255
_LONGEST = 6000  # dots, three quarters of a metre: no slip comes near
_MARGIN = 12
_DARK_BELOW = 150  # of 255: a little more black than half keeps thin strokes on thermal paper
_LEADING = 1.28

_QUIET = 4  # modules of white around a QR code, by its standard
_MODULE_LEAST, _MODULE_MOST = 4, 7  # dots; half a millimetre is what an old phone still reads


@dataclass(frozen=True, slots=True)
class Placed:
    """A text that was drawn: `at` is where, by its `anchor`."""

    text: str
    at: tuple[float, float]
    anchor: str
    size: int
    bold: bool
    white: bool = False  # on black

    @property
    def face(self) -> ImageFont.FreeTypeFont:
        return font(self.size, self.bold)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of its ink."""
        left, top, right, bottom = self.face.getbbox(self.text, anchor=self.anchor)
        return left + self.at[0], top + self.at[1], right + self.at[0], bottom + self.at[1]


class Sheet:
    def __init__(self, paper_mm: int) -> None:
        self.wide = paper_mm == 80
        self.width = WIDTHS[paper_mm]
        self.y = 10
        self.texts: list[Placed] = []
        self._image = Image.new("L", (self.width, _LONGEST), WHITE)
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
        self, words: str, size: int, *, least: int | None = None, bold: bool = False, align: Align = "left"
    ) -> None:
        one_line = range(size, (least or size) - 1, -2)
        fits = (smaller for smaller in one_line if font(smaller, bold).getlength(words) <= self._inner)
        self._block(words, next(fits, size), bold, align, _MARGIN, self._inner)

    def both(
        self, text: Text, size: int, size_en: int, *, least: int | None = None, bold: bool = False,
        align: Align = "left",
    ) -> None:  # fmt: skip
        self.line(text.zh, size, least=least, bold=bold, align=align)
        if text.en and text.en != text.zh:
            self.line(text.en, size_en, align=align)

    def figure(self, words: str, size: int) -> None:
        size = _fitting(words, size, self._inner)
        left, top, right, bottom = font(size, True).getbbox(words)
        self.y += 18
        self._put(words, ((self.width - (right - left)) // 2 - left, self.y - top), "la", size, True)
        self.y += int(bottom - top) + 22

    def banner(self, words: str) -> None:
        self._draw.rectangle((_MARGIN, self.y, self.width - _MARGIN - 1, self.y + 51), BLACK)
        size = _fitting(words, 34, self._inner - 16)
        self._put(words, (self.width // 2, self.y + 25), "mm", size, True, white=True)
        self.y += 60

    def boxes(self, fields: list[tuple[Text, str]]) -> None:
        each = self._inner // len(fields)
        height = 144
        for index, (name, figure) in enumerate(fields):
            left = _MARGIN + index * each
            self._draw.rectangle((left, self.y, left + each - 1, self.y + height), outline=BLACK, width=2)
            middle, room = left + each // 2, each - 16
            for words, size, bold, below in (
                (name.zh, 28, False, 26), (name.en, 21, False, 57), (figure, 52, True, 105),
            ):  # fmt: skip
                size = _fitting(words, size, room, bold)
                self._put(words, (middle, self.y + below), "mm", size, bold)
        self.y += height + 2

    def code(self, address: str, beside: list[tuple[Text, bool]]) -> None:
        """On wide paper the texts stand beside it, centred on its height; on narrow paper below."""
        self.y += 10  # the line above keeps its tails
        code = qr_code(address, self.width * (48 if self.wide else 90) // 100)
        if code.width > self.width // 2 + _MARGIN:
            self._image.paste(code, ((self.width - code.width) // 2, self.y))
            self.y += code.height
            for text, heading in beside:
                self.both(text, 30 if heading else 26, 21, bold=heading, align="centre")
            return
        top, left = self.y, _MARGIN + code.width
        room = self.width - _MARGIN - left
        height = self._column(beside, left, room, draw=False)
        self.y = top + max(0, (code.height - height) // 2)
        self._column(beside, left, room, draw=True)
        self._image.paste(code, (_MARGIN, top))
        self.y = top + max(code.height, height)

    def _column(self, texts: list[tuple[Text, bool]], left: int, room: int, draw: bool) -> int:
        height = 0
        for text, heading in texts:
            for words, size, bold in ((text.zh, 32 if heading else 26, heading), (text.en, 21, False)):
                height += self._block(words, size, bold, "left", left, room, draw)
            height += 12
            self.y += 12 if draw else 0
        return height

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
            self._put(line, (x, self.y), "la", size, bold)
            self.y += step
        return step * len(lines)

    def _put(self, text: str, at: tuple[float, float], anchor: str, size: int, bold: bool, white: bool = False) -> None:
        self._draw.text(at, text, WHITE if white else BLACK, font(size, bold), anchor=anchor)
        self.texts.append(Placed(text, at, anchor, size, bold, white))


def _fitting(text: str, size: int, room: int, bold: bool = True) -> int:
    """This size, or a smaller one in which the text fits on one line."""
    while size > 16 and font(size, bold).getlength(text) > room:
        size -= 2
    return size


def qr_code(address: str, most: int) -> Image.Image:
    """The address as a QR code with its quiet zone, as large as `most` dots allow."""
    # trying all eight masks costs twelve times as much, and every mask is readable
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET, mask_pattern=4)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    side = len(rows)
    image = Image.new("L", (side, side), 255)
    image.putdata([0 if dark else 255 for row in rows for dark in row])
    module = max(_MODULE_LEAST, min(_MODULE_MOST, most // side))
    return image.resize((side * module, side * module), Image.Resampling.NEAREST)
