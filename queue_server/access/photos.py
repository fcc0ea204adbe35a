"""Photos for the plaques at the windows: a file for each account, below QUEUE_VAR, never in the database.

A photo is drawn anew before it is kept: what else was in its file, as where a phone took it, is left behind.
"""

from __future__ import annotations

import io
import logging
import os
from pathlib import Path
from urllib.parse import quote, unquote

from .errors import PhotoUnusable

log = logging.getLogger(__name__)

PHOTO_MOST = 10 * 1024 * 1024  # bytes, more than a phone makes
DOTS_MOST = 60_000_000  # of a picture, which takes three bytes for each while it is drawn anew
SIDE_MOST = 1200  # dots of what is kept; a sign in the hall shows it some 400 wide, the printed card 45 mm
MEDIA = {"jpg": "image/jpeg", "png": "image/png"}  # the latter put there by hand


class Photos:
    """`folder` need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._versions: dict[str, tuple[str, str]] = {}  # username -> file, version
        self._trouble = ""

    def keep(self, username: str, content: bytes) -> None:
        """In place of the one before. Raises PhotoUnusable for what is no whole JPEG or PNG, or too large."""
        drawn = drawn_anew(content)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = quote(username, safe="")  # an account may be named as it likes
        part = self._folder / f"{name}.part"
        part.write_bytes(drawn)
        os.replace(part, self._folder / f"{name}.jpg")
        (self._folder / f"{name}.png").unlink(missing_ok=True)

    def read(self) -> None:
        """Look again which there are; views are made without waiting for the disk. A folder that cannot be read holds
        none: no hall stops for its photos."""
        trouble = ""
        try:
            found = [e for e in os.scandir(self._folder) if Path(e.name).suffix[1:] in MEDIA and e.is_file()]
            self._versions = {unquote(Path(e.name).stem): (e.name, format(e.stat().st_mtime_ns, "x")) for e in found}
        except FileNotFoundError:  # or a photo has been taken away this moment
            self._versions = {}
        except OSError as error:
            self._versions = {}
            trouble = f"no photos: {error}"
        if trouble and trouble != self._trouble:
            log.warning("%s", trouble)
        self._trouble = trouble

    def version(self, username: str) -> str | None:
        """Changes with the photo; None when there is none."""
        found = self._versions.get(username)
        return found[1] if found else None

    def of(self, username: str) -> tuple[bytes, str] | None:
        """(content, media type)"""
        found = self._versions.get(username)
        try:
            return ((self._folder / found[0]).read_bytes(), MEDIA[Path(found[0]).suffix[1:]]) if found else None
        except OSError:  # taken away a moment ago, or not ours to read
            return None


def drawn_anew(content: bytes) -> bytes:
    """The picture as a JPEG of its own, upright and no larger than is needed. Raises PhotoUnusable."""
    from PIL import Image, ImageOps  # a moment, which no other command shall wait

    unusable = PhotoUnusable(kinds=sorted(MEDIA), most_bytes=PHOTO_MOST)
    if len(content) > PHOTO_MOST:
        raise unusable
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
            if picture.width * picture.height > DOTS_MOST:
                raise unusable
            picture.thumbnail((SIDE_MOST, SIDE_MOST))
            upright = ImageOps.exif_transpose(picture)
            if upright.has_transparency_data:
                paper = Image.new("RGBA", upright.size, "white")
                upright = Image.alpha_composite(paper, upright.convert("RGBA"))
            out = io.BytesIO()
            upright.convert("RGB").save(out, "JPEG", quality=90)
    except Exception:  # whatever a file that is none leads to
        raise unusable from None
    return out.getvalue()
