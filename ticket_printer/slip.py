"""The slip: a print job as a picture, one dot a pixel, so that every printer prints every letter.

Thermal printers have 8 dots a millimetre: 80 mm paper prints 576 dots, 58 mm paper 384.
"""

from __future__ import annotations

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

from . import words
from .job import PrintJob, Text
from .sheet import Sheet

WIDTHS = {80: 576, 58: 384}  # millimetres of paper -> dots
_QUIET = 4  # modules of white around a QR code, by its standard
_MODULE_LEAST, _MODULE_MOST = 4, 7  # dots; half a millimetre is what an old phone still reads


def render(job: PrintJob, paper_mm: int = 80) -> Image.Image:
    """The slip in black and white. Raises FontMissing."""
    sheet = Sheet(WIDTHS[paper_mm])
    wide = paper_mm == 80
    _head(sheet, job)
    _number(sheet, job, wide)
    _wait(sheet, job)
    sheet.gap(14)
    sheet.both(words.SIT, 26, 20, least=22)
    sheet.gap(6)
    _code(sheet, job, wide)
    sheet.rule()
    sheet.both(words.missed_rule(job.misses, job.rejoin_behind), 24, 20)
    sheet.gap(6)
    sheet.line(words.taken_at(job.issued_at), 24, align="centre")
    return sheet.finish()


def _head(sheet: Sheet, job: PrintJob) -> None:
    if job.rehearsal:
        sheet.banner(f"{words.REHEARSAL.zh} {words.REHEARSAL.en}")
    sheet.both(job.hall, 34, 21, least=28, bold=True, align="centre")
    if job.copy_number > 1:
        sheet.gap(6)
        sheet.banner(f"{words.REPRINT.zh} {words.REPRINT.en}  ({job.copy_number})")
    sheet.rule()


def _number(sheet: Sheet, job: PrintJob, wide: bool) -> None:
    sheet.line(f"{words.YOUR_NUMBER.zh}  {words.YOUR_NUMBER.en}", 26, align="centre")
    sheet.figure(job.label, 220 if wide else 160)
    sheet.both(job.service, 46 if wide else 40, 24, least=34, bold=True, align="centre")
    marks = []
    if job.green:  # a neutral mark: the channel, never what opened it
        marks.append(f"◆ {words.GREEN.zh} {words.GREEN.en}")
    if job.booked_for:
        marks.append(words.appointment(job.booked_for))
    if job.persons > 1:
        party = words.party(job.persons)
        marks.append(f"{party.zh} {party.en}")
    for mark in marks:
        sheet.gap(4)
        sheet.line(mark, 24, align="centre")


def _wait(sheet: Sheet, job: PrintJob) -> None:
    """People ahead, and the rough wait; nothing when the number is not waiting any more."""
    if job.ahead is None:
        return
    sheet.gap(14)
    wait = words.minutes(job.forecast) if job.forecast else words.NOT_KNOWN
    sheet.boxes([(words.AHEAD, words.people(job.ahead)), (words.WAIT, wait)])


def _code(sheet: Sheet, job: PrintJob, wide: bool) -> None:
    beside: list[tuple[Text, bool]] = [(words.SCAN, True), (words.NO_PHONE, False)]
    code = qr_code(job.url, sheet.width * (48 if wide else 90) // 100)
    if wide:
        sheet.picture_with_text(code, beside)
    else:
        sheet.picture(code)
        sheet.both(words.SCAN, 28, 20, bold=True, align="centre")
        sheet.both(words.NO_PHONE, 24, 20, align="centre")


def qr_code(url: str, most: int) -> Image.Image:
    """The address as a QR code with its quiet zone, as large as `most` dots allow."""
    # trying all eight masks costs twelve times as much, and every mask is readable
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET, mask_pattern=4)
    code.add_data(url)
    code.make(fit=True)
    rows = code.get_matrix()
    side = len(rows)
    image = Image.new("L", (side, side), 255)
    image.putdata([0 if dark else 255 for row in rows for dark in row])
    module = max(_MODULE_LEAST, min(_MODULE_MOST, most // side))
    return image.resize((side * module, side * module), Image.Resampling.NEAREST)
