"""A slip in a printer's own letters, read back from its commands, and drawn as the printer would."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw

from ticket_printer.fonts import font
from ticket_printer.sheet import qr_code

_LINE, _LETTER = 30, 12  # dots


@dataclass(frozen=True)
class Line:
    text: str
    times: int
    bold: bool
    centred: bool
    reversed: bool

    @property
    def width(self) -> int:
        """In letters of the usual width."""
        return self.times * sum(1 if letter.isascii() else 2 for letter in self.text)


class TypedSlip:
    """Without FS & it reads Chinese as some printers do: as letters of another code page."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.lines: list[Line] = []
        self.codes: list[str] = []
        self._parts: list[Line | Image.Image] = []
        self._encoding, self._times = "cp437", 1
        self._bold = self._centred = self._reversed = False
        self._stored, self._module = "", 3

    def take(self, data: bytes) -> None:
        head = data[:2]
        if head == b"\x1c&":
            self._encoding = "gb18030"
        elif head == b"\x1d!":
            assert data[2] & 15 == data[2] >> 4
            self._times = (data[2] & 15) + 1
        elif head == b"\x1bE":
            self._bold = bool(data[2])
        elif head == b"\x1ba":
            self._centred = bool(data[2])
        elif head == b"\x1dB":
            self._reversed = bool(data[2])
        elif head == b"\x1d(":
            self._qr(data[2:])
        else:
            text = data.decode(self._encoding).rstrip("\n")
            self.lines.append(Line(text, self._times, self._bold, self._centred, self._reversed))
            self._parts.append(self.lines[-1])

    def _qr(self, data: bytes) -> None:
        assert data[:2] == b"k1"
        function, rest = data[2:3], data[3:]
        if function == b"C":
            self._module = rest[0]
        elif function == b"P":
            assert rest[:1] == b"0"
            self._stored = rest[1:].decode()
        elif function == b"Q":
            self.codes.append(self._stored)
            code = qr_code(self._stored, 10_000)
            side = code.width // 7  # modules: it was asked for as large as they get
            self._parts.append(code.resize((side * self._module, side * self._module), Image.Resampling.NEAREST))

    def drawn(self) -> Image.Image:
        width = self.columns * _LETTER
        strip = Image.new("L", (width, 8000), 255)
        draw, y = ImageDraw.Draw(strip), 4
        for part in self._parts:
            if isinstance(part, Image.Image):
                strip.paste(part, ((width - part.width) // 2, y))
                y += part.height
                continue
            x = (width - part.width * _LETTER) // 2 if part.centred else 0
            if part.reversed:
                draw.rectangle((x, y, x + part.width * _LETTER - 1, y + _LINE * part.times - 1), 0)
            for letter in part.text:
                cell = (1 if letter.isascii() else 2) * _LETTER * part.times
                face = font(int(22 * part.times), part.bold)
                draw.text((x + cell / 2, y + _LINE * part.times / 2), letter, 255 if part.reversed else 0, face, "mm")
                x += cell
            y += _LINE * part.times
        return strip.crop((0, 0, width, y + 8))
