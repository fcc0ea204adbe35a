"""Photos for the plaques at the windows: a file for each account, below QUEUE_VAR, never in the database."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, unquote

from .errors import PhotoUnusable

PHOTO_MOST = 512 * 1024  # bytes; a sign in the hall shows it some 400 dots wide
_KINDS = {b"\xff\xd8\xff": ("jpg", "image/jpeg"), b"\x89PNG\r\n\x1a\n": ("png", "image/png")}
MEDIA = dict(_KINDS.values())


class Photos:
    """`folder` need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._versions: dict[str, tuple[str, str]] = {}  # username -> file, version

    def keep(self, username: str, content: bytes) -> None:
        """In place of the one before. Raises PhotoUnusable for what is no JPEG or PNG, or too large."""
        kind = next((kind for start, (kind, _) in _KINDS.items() if content.startswith(start)), None)
        if kind is None or len(content) > PHOTO_MOST:
            raise PhotoUnusable(kinds=sorted(MEDIA), most_bytes=PHOTO_MOST)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = quote(username, safe="")  # an account may be named as it likes
        part = self._folder / f"{name}.part"
        part.write_bytes(content)
        os.replace(part, self._folder / f"{name}.{kind}")
        for other in {kind for kind, _ in _KINDS.values()} - {kind}:
            (self._folder / f"{name}.{other}").unlink(missing_ok=True)

    def read(self) -> None:
        """Look again which there are; views are made without waiting for the disk."""
        try:
            found = list(os.scandir(self._folder))
        except FileNotFoundError:
            found = []
        files = [entry for entry in found if Path(entry.name).suffix[1:] in MEDIA]
        self._versions = {unquote(Path(f.name).stem): (f.name, format(f.stat().st_mtime_ns, "x")) for f in files}

    def version(self, username: str) -> str | None:
        """Changes with the photo; None when there is none."""
        found = self._versions.get(username)
        return found[1] if found else None

    def of(self, username: str) -> tuple[bytes, str] | None:
        """(content, media type)"""
        found = self._versions.get(username)
        try:
            return ((self._folder / found[0]).read_bytes(), MEDIA[Path(found[0]).suffix[1:]]) if found else None
        except FileNotFoundError:  # taken away a moment ago
            return None
