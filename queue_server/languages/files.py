"""The files of further languages, <var>/languages/<tag>.json: read when they have changed."""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from .translating import translations

LARGEST = 2 * 1024 * 1024  # bytes; all that a hall of 20 services says has 100,000, both languages included
LANGUAGES_MOST = 12  # a person before a kiosk looks for one of them
OURS = ("zh", "en")

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?").fullmatch

log = logging.getLogger(__name__)


def is_tag(tag: str) -> bool:
    """A language as BCP 47 writes it, with a script or region at most: ko, zh-Hant, pt-BR. Chinese and English, which
    the pages have themselves, are none."""
    return bool(_TAG(tag)) and tag not in (*OURS, "zh-CN", "zh-Hans")


def file_of(folder: Path, tag: str) -> Path:
    return folder / f"{tag}.json"


class Broken(Exception):
    """A file that cannot be read; says why."""


Line = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]


class _Document(BaseModel):
    """A language's file."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]  # its own: 한국어
    direction: Literal["ltr", "rtl"]
    words: dict[str, dict[str, dict[str, Line]]] = {}
    texts: dict[str, dict[str, Line]] = {}


@dataclass(frozen=True)
class Language:
    """A file that can be read, with the answer that is made of it."""

    tag: str
    name: str
    direction: str
    document: dict[str, Any]
    body: bytes  # what a page needs of it: JSON with nothing but what has been translated
    packed: bytes  # the same, gzip
    etag: str


def read_language(path: Path) -> Language:
    """Raises Broken."""
    tag = path.stem
    if not is_tag(tag):
        raise Broken(f"{tag!r} is no tag of a further language, like ko, ug or zh-Hant")
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise Broken(f"cannot be read: {error.strerror}") from None
    if len(raw) > LARGEST:
        raise Broken(f"larger than {LARGEST // 1024} KiB")
    try:
        document = _Document.model_validate(orjson.loads(raw)).model_dump()
    except orjson.JSONDecodeError as error:
        raise Broken(f"line {error.lineno}: no JSON: {error.msg}") from None
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        raise Broken(f"{'.'.join(map(str, found['loc']))}: {found['msg']}") from None
    told = {
        "tag": tag,
        "name": document["name"],
        "direction": document["direction"],
        "words": {part: translations(keys, tag) for part, keys in document["words"].items()},
        "texts": translations(document["texts"], tag),
    }
    body = orjson.dumps(told)
    etag = hashlib.sha256(body).hexdigest()[:20]
    return Language(tag, told["name"], told["direction"], document, body, gzip.compress(body, mtime=0), etag)


class Languages:
    """The further languages of a folder: each read again when its file has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, tuple[tuple[int, int], Language | Broken]] = {}

    def look(self) -> Iterator[tuple[Path, Language | Broken]]:
        """Every file of the folder, by its tag; those that are broken with what is wrong."""
        try:
            paths = sorted(self._folder.glob("*.json"))
        except OSError:
            return
        self._read = {path: known for path, known in self._read.items() if path in paths}
        for path in paths:
            yield path, self._look_at(path)

    def all(self) -> list[Language]:
        """Those that can be chosen."""
        return [found for _, found in self.look() if isinstance(found, Language)][:LANGUAGES_MOST]

    def _look_at(self, path: Path) -> Language | Broken:
        try:
            status = path.stat()
            changed = status.st_mtime_ns, status.st_size
        except OSError as error:  # a link that leads nowhere
            return Broken(f"cannot be read: {error.strerror}")
        known = self._read.get(path)
        if known is not None and known[0] == changed:
            return known[1]
        found: Language | Broken
        try:
            found = read_language(path)
        except Broken as error:
            log.warning("%s is left out: %s", path, error)
            found = error
        self._read[path] = changed, found
        return found
