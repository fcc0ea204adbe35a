"""A font with Chinese letters, found on this machine: none is shipped, every distribution has a package."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

PACKAGE = "fonts-noto-cjk"
SETTING = "TICKET_PRINTER_FONT"

# (regular, bold, face of a collection): the first that is there. Index 2 is Simplified Chinese in Noto's collections.
_KNOWN = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", 2),
    ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf", 0),
    ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", 0),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf", 0),
    ("SourceHanSansCN-Regular.otf", "SourceHanSansCN-Bold.otf", 0),
    ("wqy-microhei.ttc", "wqy-microhei.ttc", 0),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc", 0),
    ("msyh.ttc", "msyhbd.ttc", 0),
    ("DroidSansFallbackFull.ttf", "DroidSansFallbackFull.ttf", 0),
)


class FontMissing(Exception):
    """This machine has no font with Chinese letters."""

    def __init__(self, words: str = "") -> None:
        super().__init__(
            words
            or f"no font with Chinese letters on this machine: install one (Debian, Ubuntu: apt install {PACKAGE}), "
            f"or name a font file in {SETTING}"
        )


def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Raises FontMissing."""
    return _load(os.environ.get(SETTING), size, bold)


@lru_cache(maxsize=64)
def _load(named: str | None, size: int, bold: bool) -> ImageFont.FreeTypeFont:
    regular, heavy, index = (Path(named), Path(named), 0) if named else _find()
    try:
        return ImageFont.truetype(heavy if bold else regular, size, index=index)
    except OSError as error:
        raise FontMissing(f"{SETTING}={named}: not a font file that can be read" if named else "") from error


@lru_cache(maxsize=1)
def _find() -> tuple[Path, Path, int]:
    there = {path.name: path for folder in _folders() for path in folder.rglob("*.[to]t[fc]")}
    for regular, bold, index in _KNOWN:
        if regular in there:
            return there[regular], there.get(bold, there[regular]), index
    raise FontMissing()


def _folders() -> Iterator[Path]:
    """Where fontconfig looks as well."""
    data = [os.environ.get("XDG_DATA_HOME") or "~/.local/share"]
    data += (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    for folder in ["~/.fonts", *(f"{place}/fonts" for place in data)]:
        path = Path(folder).expanduser()
        if path.is_dir():
            yield path
