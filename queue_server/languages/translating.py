"""What a language's file says of each text: laid out for a translator, read back, and looked over.

words.kiosk.waiting = {"zh": "等候 {n} 人", "en": "{n} waiting", "ko": ""}      by part of the faces and key
                    "plural": "{n|one=1, 21, 31|few=2, 3, 4|many=0, 5, 6}"     as well, in a language with plurals
texts.户政          = {"en": "Household registration", "ko": "호적"}             of the plans, by the Chinese
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from .plurals import ANY, forms, needed, pattern

_PLACEHOLDER = re.compile(r"\{(\w+)(?=[|}])")  # {n}, {n|person|people}: client/src/words.ts
PLURAL = "plural"  # beside a text with a number: which forms its language has, with numbers that each is for


class Text(NamedTuple):
    zh: str
    en: str


@dataclass(frozen=True)
class Source:
    """All that there is to translate."""

    words: dict[str, dict[str, Text]]  # of the faces' pages: part -> key
    texts: dict[str, str]  # of the plans: Chinese -> English


def laid_out(source: Source, tag: str, name: str, direction: str, before: dict[str, Any]) -> dict[str, Any]:
    """The file's document: every text of the source with what `before` has translated, then what only `before` has."""
    words = {
        part: {key: {"zh": text.zh, "en": text.en, **_plural(text, tag), tag: ""} for key, text in keys.items()}
        for part, keys in source.words.items()
    }
    texts: dict[str, dict[str, str]] = {zh: {"en": en, tag: ""} for zh, en in source.texts.items()}
    for part, keys in before.get("words", {}).items():
        for key, entry in keys.items():
            _keep(words.setdefault(part, {}), key, entry, tag)
    for zh, entry in before.get("texts", {}).items():
        _keep(texts, zh, entry, tag)
    return {"name": name, "direction": direction, "words": words, "texts": texts}


def _plural(text: Text, tag: str) -> dict[str, str]:
    """What a translator is told of the forms that a text with numbers needs; nothing in a language without plurals."""
    counted = dict.fromkeys([*forms(text.en), *(["n"] if "n" in _placeholders(text.zh + text.en) else [])])
    if not counted or list(needed(tag)) == [ANY]:
        return {}
    return {PLURAL: " ".join(pattern(name, tag) for name in counted)}


def _keep(entries: dict[str, Any], key: str, entry: dict[str, str], tag: str) -> None:
    """A translation is never lost; what neither has a source nor was translated is."""
    translation = entry.get(tag, "")
    if key in entries:
        entries[key][tag] = translation
    elif translation:
        entries[key] = entry


def translations(entries: dict[str, dict[str, str]], tag: str) -> dict[str, str]:
    """What has been translated: key -> words."""
    return {key: entry[tag] for key, entry in entries.items() if entry.get(tag, "").strip()}


def check(source: Source, tag: str, document: dict[str, Any]) -> Iterator[str]:
    """What is missing, left over, or said with other placeholders or without a plural form; one line each."""
    words, texts = document["words"], document["texts"]
    for part in dict.fromkeys([*source.words, *words]):
        known = source.words.get(part, {})
        yield from _compared(f"words.{part}.", known, translations(words.get(part, {}), tag))
    for part, keys in words.items():
        yield from _plurals(f"words.{part}.", translations(keys, tag), tag)
    yield from _compared("texts.", {zh: Text(zh, en) for zh, en in source.texts.items()}, translations(texts, tag))


def _compared(where: str, known: dict[str, Text], translated: dict[str, str]) -> Iterator[str]:
    for key, text in known.items():
        words = translated.get(key)
        if words is None:
            if text.zh:
                yield f"missing: {where}{key}"
        elif (differing := _placeholders(words) ^ _placeholders(text.zh + text.en)) and where != "texts.":
            yield f"placeholders differ: {where}{key}: {', '.join(f'{{{name}}}' for name in sorted(differing))}"
    for key in translated.keys() - known.keys():
        yield f"left over: {where}{key}"


def _plurals(where: str, translated: dict[str, str], tag: str) -> Iterator[str]:
    """Where a text has plural forms, it needs all of its language. A single one, `other`, goes with every number."""
    for key, words in translated.items():
        for name, given in forms(words).items():
            if given.keys() != {ANY} and (lacking := [one for one in needed(tag) if one not in given]):
                yield f"plural forms missing: {where}{key}: {{{name}}}: {', '.join(lacking)}"


def _placeholders(words: str) -> set[str]:
    return set(_PLACEHOLDER.findall(words))
