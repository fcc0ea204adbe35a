"""A further language of kiosk and phone: the commands that lay out its file for a translator, and look it over."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import orjson
from pydantic import BaseModel

import display
import ticket_printer

from ..hall.plan import Plan
from ..languages import LANGUAGES_MOST, Broken, Languages, Source, Text, check, file_of, is_tag, laid_out, read_language
from ..live.views.parts import notices
from ..live.views.rule import green_rule
from ..plan_file import load_plan
from .terminal import fail, journal_of, opened, settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

# what the languages that a Chinese hall is likely to meet call themselves
_NAMES = {
    "ar": "العربية", "bo": "བོད་སྐད་", "de": "Deutsch", "es": "Español", "fa": "فارسی", "fr": "Français", "ii": "ꆈꌠꉙ",
    "ja": "日本語", "kk": "قازاقشا", "ko": "한국어", "lo": "ລາວ", "mn": "Монгол", "my": "မြန်မာ", "pt": "Português",
    "ru": "Русский", "th": "ไทย", "ug": "ئۇيغۇرچە", "vi": "Tiếng Việt", "za": "Vahcuengh", "zh-Hant": "繁體中文",
}  # fmt: skip
_FROM_THE_RIGHT = ("ar", "dv", "fa", "he", "kk", "ks", "ps", "sd", "ug", "ur", "yi")


@click.group()
def language() -> None:
    """Further languages of kiosk and phone, beside Chinese and English."""


@language.command()
@click.argument("tag")
@click.option("--name", help="what the language calls itself, like 한국어; known for some")
@click.option("--direction", type=click.Choice(["ltr", "rtl"]), help="how it is written; known for some")
@click.option("--plan", "plan_file", type=_FILE, help="with the texts of this plan, beside those of the halls")
def new(tag: str, name: str | None, direction: str | None, plan_file: Path | None) -> None:
    """Write the file of the language TAG (ko, ug, zh-Hant …), with every text to translate and nothing translated yet.

    When it is there already, what is new is added and what has been translated is kept: after an upgrade, or when a
    plan has changed, run it again.
    """
    if not is_tag(tag):
        fail(f"{tag!r} is no tag of a further language, like ko, ug or zh-Hant")
    path = file_of(settings().languages_folder, tag)
    before: dict[str, Any] = {}
    if path.exists():
        try:
            before = read_language(path).document
        except Broken as error:
            fail(f"{path}: {error}. Mend it, or move it away; nothing was changed")
    name = name or before.get("name") or _NAMES.get(tag)
    if name is None:
        fail(f"--name: what does {tag} call itself?")
    direction = direction or before.get("direction") or ("rtl" if tag.partition("-")[0] in _FROM_THE_RIGHT else "ltr")
    document = laid_out(_source(plan_file), tag, name, direction, before)
    _write(path, orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    words = [entry for keys in document["words"].values() for entry in keys.values()]
    entries = [*words, *document["texts"].values()]
    done = sum(bool(entry[tag]) for entry in entries)
    click.echo(f'{path}: {len(entries)} texts, {done} translated; write each translation behind "{tag}"')


@language.command("check")
@click.argument("tags", nargs=-1, metavar="[TAG]...")
@click.option("--plan", "plan_file", type=_FILE, help="with the texts of this plan, beside those of the halls")
def check_files(tags: tuple[str, ...], plan_file: Path | None) -> None:
    """Say what is missing in the languages' files, left over, or wrong; exit 1 when anything is."""
    folder = settings().languages_folder
    found = {path: one for path, one in Languages(folder).look() if not tags or path.stem in tags}
    for tag in tags:
        if file_of(folder, tag) not in found:
            fail(f"{file_of(folder, tag)}: there is no such file; make it: queue-server language new {tag}")
    if not found:
        click.echo(f"{folder}: no further language; begin one: queue-server language new ko")
    source = _source(plan_file)
    wrong = len(found) > LANGUAGES_MOST
    if wrong:
        click.echo(f"{folder}: only the first {LANGUAGES_MOST} of {len(found)} are offered", err=True)
    for path, one in found.items():
        lines = [str(one)] if isinstance(one, Broken) else list(check(source, one.tag, one.document))
        for line in lines:
            click.echo(f"{path.name}: {line}", err=True)
        click.echo(f"{path}: {f'{len(lines)} to see to' if lines else 'complete'}")
        wrong = wrong or bool(lines)
    sys.exit(1 if wrong else 0)


def _source(plan_file: Path | None) -> Source:
    plans = [load_plan(plan_file.read_text(encoding="utf-8"))] if plan_file else []
    with opened() as database, journal_of(database) as journal:
        plans += [journal.ask(hall, lambda h, now: h.plan) for hall in journal.hall_ids()]
    return Source(_words(), {zh: en for plan in plans for zh, en in texts_of(plan)})


def _words() -> dict[str, dict[str, Text]]:
    """What the built pages say that can be read in further languages."""
    words: dict[str, dict[str, Text]] = {}
    for face in (display, ticket_printer):
        try:
            parts = orjson.loads((face.DIST / "words.json").read_bytes())
        except FileNotFoundError:
            fail(f"{face.__name__}: this face is not built yet: run `make setup`")
        words |= {part: {key: Text(**text) for key, text in keys.items()} for part, keys in parts.items()}
    return words


def texts_of(plan: Plan) -> Iterator[tuple[str, str]]:
    """Each text of a plan that citizens read, Chinese and English, those among them that the server makes of it."""
    yield from _texts(plan)
    yield from _texts(plan.lane_by_id.values())  # with those that every hall has
    yield from _texts(notices(plan))  # with its phones
    yield from _texts(green_rule(plan))


def _texts(part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, BaseModel):
        fields = dict(part)
        if fields.keys() == {"zh", "en"}:
            yield fields["zh"], fields["en"]
        else:
            yield from _texts(fields.values())
    elif isinstance(part, Iterable) and not isinstance(part, (str, bytes, dict)):
        for one in part:
            yield from _texts(one)


def _write(path: Path, body: bytes) -> None:
    """Whole or not at all: the server reads it meanwhile, and a translator's work is in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    try:
        beside.write_bytes(body)
        os.replace(beside, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
