"""ESC/POS, as much of it as a slip needs: a picture, or letters and a QR code; a cut; and the printer's own word on how
it is.
"""

from __future__ import annotations

from PIL import Image, ImageChops

INITIALISE = b"\x1b@"
CUT = b"\x1dV\x42\x10"  # feed to the cutter and a little more, cut all but one point
_BAND = 128  # dots of height a command: cheap printers hold no more than a few kilobytes

# for the printer's own letters
CHINESE = b"\x1c&"  # two bytes of GB18030 are one letter; without it some firmware reads them as two of its code page
REVERSED, NOT_REVERSED = b"\x1dB\x01", b"\x1dB\x00"  # white on black

ASK_OFFLINE = b"\x10\x04\x02"  # answered at once, whatever is being printed
ASK_PAPER = b"\x10\x04\x04"
ASK_IN_TURN = b"\x1dr\x01"  # answered when everything sent before has been printed


def slip_bytes(picture: Image.Image) -> bytes:
    """The commands that print a black-and-white picture and cut the paper below it."""
    if picture.mode != "1" or picture.width % 8:
        raise ValueError("a slip is black and white, and whole bytes wide")
    black_is_one = ImageChops.invert(picture)
    bands = [
        black_is_one.crop((0, top, picture.width, min(top + _BAND, picture.height)))
        for top in range(0, picture.height, _BAND)
    ]
    return INITIALISE + b"".join(_raster(band) for band in bands) + CUT


def _raster(band: Image.Image) -> bytes:
    width_bytes, height = band.width // 8, band.height
    return b"\x1dv0\x00" + width_bytes.to_bytes(2, "little") + height.to_bytes(2, "little") + band.tobytes()


def letters(times: int, bold: bool) -> bytes:
    """What follows is so many times as wide and high as usual, 1 to 8."""
    return b"\x1d!" + bytes([(times - 1) * 0x11]) + b"\x1bE" + bytes([bold])


def align(centre: bool) -> bytes:
    return b"\x1ba" + bytes([centre])


def qr_code(text: str, module: int) -> bytes:
    """A QR code of the printer's own making, `module` dots a module, medium error correction."""
    data = text.encode()
    parts = (b"A2\x00", b"C" + bytes([module]), b"E1", b"P0" + data, b"Q0")  # model 2, size, correction, text, print
    return b"".join(b"\x1d(k" + (len(part) + 1).to_bytes(2, "little") + b"1" + part for part in parts)


WELL, PAPER_LOW, UNKNOWN = "well", "paper-low", "unknown"
TROUBLES = ("paper-out", "cover-open", "printer-fault")  # nothing can be printed
STATES = (WELL, PAPER_LOW, *TROUBLES, UNKNOWN)


def state_in(answers: bytes) -> str:
    """How the printer is, by what it answered to ASK_OFFLINE and ASK_PAPER, in this order: one of STATES."""
    statuses = [answer for answer in answers if _is_status(answer)]
    if len(statuses) != 2:
        return UNKNOWN
    offline, paper = statuses
    if offline & 0b0000_0100:
        return "cover-open"
    if paper & 0b0110_0000 or offline & 0b0010_0000:
        return "paper-out"
    if offline & 0b0100_0000:
        return "printer-fault"
    return PAPER_LOW if paper & 0b0000_1100 else WELL


def _is_status(answer: int) -> bool:
    """By the bits that are always set or clear in it."""
    return answer & 0b1001_0011 == 0b0001_0010


def is_in_turn(answer: int) -> bool:
    """An answer to ASK_IN_TURN."""
    return answer & 0b1001_0000 == 0
