"""The supervision plaque of annex 1 as a card for the printer: 200 mm x 100 mm, two sides."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image
from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ..hall.plan import Name
from .files.pdf_file import CHINESE, INK, draw, width_of

WIDTH, HEIGHT = 200 * mm, 100 * mm
BAND = 22 * mm
PHOTO_WIDTH, PHOTO_HEIGHT = 45 * mm, 60 * mm  # three to four, as photos for papers are
MARGIN = 10 * mm
PALE = colors.HexColor("#c6d4e6")
SOFT = colors.HexColor("#51637a")
AMBER = colors.HexColor("#ffc233")


@dataclass(frozen=True, slots=True)
class PlaqueCard:
    """What the front says; None is left out."""

    hall: Name
    name: str
    badge: str | None
    position: str | None
    complaint: str | None


def plaque_pdf(card: PlaqueCard, photo: bytes | None) -> bytes:
    """Front and back, a page each. A photo that cannot be read leaves its place empty."""
    pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle(f"{card.hall.zh} {card.name}")
    _front(canvas, card, photo)
    canvas.showPage()
    _back(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _front(canvas: Canvas, card: PlaqueCard, photo: bytes | None) -> None:
    canvas.setFillColor(INK)
    canvas.rect(0, HEIGHT - BAND, WIDTH, BAND, stroke=0, fill=1)
    canvas.setFillColor(colors.white)
    _line(canvas, card.hall.zh, MARGIN, HEIGHT - 11 * mm, 22, 130 * mm)
    _line(canvas, "监督牌", WIDTH - MARGIN, HEIGHT - 12 * mm, 24, 45 * mm, side="right")
    canvas.setFillColor(PALE)
    _line(canvas, card.hall.en, MARGIN, HEIGHT - 18 * mm, 11, 130 * mm)
    _line(canvas, "On duty", WIDTH - MARGIN, HEIGHT - 18 * mm, 11, 45 * mm, side="right")
    _photo(canvas, photo)
    left = MARGIN + PHOTO_WIDTH + 12 * mm
    room = WIDTH - left - MARGIN
    rows = [("姓名 Name", card.name, 42), ("警号 Badge", card.badge, 26), ("职务 Duty", card.position, 26)]
    top = HEIGHT - BAND - 8 * mm
    for caption, words, size in rows:
        if not words:
            continue
        canvas.setFillColor(SOFT)
        _line(canvas, caption, left, top - size, 11, 26 * mm)
        canvas.setFillColor(INK)
        _line(canvas, words, left + 28 * mm, top - size, size, room - 28 * mm)
        top -= size + 7 * mm
    if card.complaint:
        canvas.setFillColor(INK)
        _line(canvas, f"监督投诉电话 Complaints  {card.complaint}", left, 10 * mm, 17, room)


def _photo(canvas: Canvas, photo: bytes | None) -> None:
    x, y = MARGIN, 9 * mm
    canvas.setStrokeColor(PALE)
    canvas.rect(x, y, PHOTO_WIDTH, PHOTO_HEIGHT, stroke=1, fill=0)
    picture = _read(photo)
    if picture is None:
        canvas.setFillColor(SOFT)
        _line(canvas, "照片 Photo", x + PHOTO_WIDTH / 2, y + PHOTO_HEIGHT / 2, 12, PHOTO_WIDTH, side="middle")
        return
    wide, high = picture.getSize()
    scale = max(PHOTO_WIDTH / wide, PHOTO_HEIGHT / high)  # fills its place; what is too much is cut off evenly
    place = canvas.beginPath()
    place.rect(x, y, PHOTO_WIDTH, PHOTO_HEIGHT)
    canvas.saveState()
    canvas.clipPath(place, stroke=0)
    canvas.drawImage(
        picture, x + (PHOTO_WIDTH - wide * scale) / 2, y + (PHOTO_HEIGHT - high * scale) / 2, wide * scale, high * scale
    )
    canvas.restoreState()


def _read(photo: bytes | None) -> ImageReader | None:
    if not photo:
        return None
    try:
        picture = Image.open(io.BytesIO(photo), formats=["JPEG", "PNG"])
        picture.load()
        return ImageReader(picture)
    except Exception:  # whatever somebody has put into the folder
        return None


def _back(canvas: Canvas) -> None:
    canvas.setFillColor(AMBER)
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    canvas.setFillColor(INK)
    _line(canvas, "暂停服务", WIDTH / 2, HEIGHT / 2 - 2 * mm, 110, WIDTH - 2 * MARGIN, side="middle")
    _line(canvas, "Service paused", WIDTH / 2, HEIGHT / 2 - 22 * mm, 30, WIDTH - 2 * MARGIN, side="middle")
    _line(canvas, "请到其他窗口办理，或稍候  Please go to another counter, or wait a moment", WIDTH / 2, 10 * mm, 14,
          WIDTH - 2 * MARGIN, side="middle")  # fmt: skip


def _line(canvas: Canvas, words: str, x: float, y: float, size: float, room: float, side: str = "left") -> None:
    """One line; what is too long for its room is set smaller, never cut off. `x`: of the side named."""
    width = width_of(words, size)
    size *= min(1.0, room / width) if width else 1.0
    width = min(width, room)
    draw(canvas, x - {"left": 0.0, "middle": width / 2, "right": width}[side], y, words, size)
