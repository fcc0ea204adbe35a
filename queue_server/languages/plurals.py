"""Which words go with which number: the plural categories of CLDR, as Babel has them; in the browser Intl.PluralRules.

A text says them in place: "{n|one=person|other=people}", or in short for these two "{n|person|people}". In Russian it
is "{n|one=человек|few=человека|many=человек}". tests/cases/plurals.json holds both languages to the same cases.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from babel import Locale, UnknownLocaleError

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
ANY = "other"  # what goes with every number that no other category names; a language without plurals has it alone

_COUNTED = range(201)  # numbers beyond are like one of these; a hall counts no million people
_FORMS = re.compile(r"\{(\w+)((?:\|(?:[^|{}]|\{\w+\})*)+)\}")  # a form may have the number in it


@cache
def _rule(tag: str) -> Callable[[int], str]:
    try:
        return Locale.parse(tag, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        return lambda number: ANY  # a language that CLDR does not know


def category(tag: str, number: int) -> str:
    """The category of a whole number in the language `tag` (BCP 47): one of CATEGORIES."""
    return _rule(tag)(number)


@cache
def needed(tag: str) -> dict[str, tuple[int, ...]]:
    """The categories that whole numbers have in a language, in the order of CATEGORIES, each with its first three."""
    found: dict[str, list[int]] = {}
    for number in _COUNTED:
        found.setdefault(category(tag, number), []).append(number)
    return {name: tuple(found[name][:3]) for name in CATEGORIES if name in found}


def forms(words: str) -> dict[str, dict[str, str]]:
    """The plural forms in a text: parameter -> category -> words."""
    return {name: read(listed) for name, listed in _FORMS.findall(words)}


def read(listed: str) -> dict[str, str]:
    """Of "|one=person|other=people", or of "|person|people"."""
    parts = listed.split("|")[1:]
    named = [part.partition("=") for part in parts]
    if all(sign and name in CATEGORIES for name, sign, _ in named):
        return {name: words for name, _, words in named}
    return dict(zip(("one", ANY), parts, strict=False))


def pattern(name: str, tag: str) -> str:
    """What a translator fills in for the parameter `name`: each category with numbers that it is for."""
    listed = "".join(f"|{one}={', '.join(map(str, numbers))}" for one, numbers in needed(tag).items())
    return f"{{{name}{listed}}}"
