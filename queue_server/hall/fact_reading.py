"""Facts read back from their lines, those of earlier programs too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields

from .facts import Data, Fact

Kinds = Mapping[str, type[Fact]]


class UnreadableFact(ValueError):
    """A line that is no fact for this program, most likely because a newer one wrote it."""


def by_kind(facts: Iterable[type[Fact]]) -> dict[str, type[Fact]]:
    """Raises ValueError for two of one kind, and for a version that nothing lifts."""
    kinds: dict[str, type[Fact]] = {}
    for fact in facts:
        if kinds.setdefault(fact.kind, fact) is not fact:
            raise ValueError(f"two facts are of the kind {fact.kind!r}")
        if missing := set(range(1, fact.version)) - fact.lifts.keys():
            raise ValueError(f"nothing lifts a {fact.kind!r} of version {min(missing)}")
    return kinds


_OWN_FIELDS: dict[type[Fact], dict[str, None]] = {}


def own_fields(fact: type[Fact]) -> AbstractSet[str]:
    """Their names in order, without `at` and `by`, which are the line's."""
    names = _OWN_FIELDS.get(fact)
    if names is None:
        names = _OWN_FIELDS[fact] = dict.fromkeys(field.name for field in fields(fact)[2:])
    return names.keys()


def data_of(fact: Fact) -> Data:
    """What its line has of it: its own fields."""
    return {name: getattr(fact, name) for name in own_fields(type(fact))}


def fact_of(kinds: Kinds, kind: str, version: int, at: int, by: str, data: Data) -> Fact:
    """A fact read back from its line, lifted to the present version of its kind.

    Raises UnreadableFact for a kind or version that is none of `kinds`, and for fields that are not those of its
    version: nothing that a line says is left out.
    """
    known = kinds.get(kind)
    if known is None:
        raise UnreadableFact(f"a newer program wrote it: nothing is known of {kind!r} here")
    if version != known.version or len(data) != len(own_fields(known)):
        data = _lifted(known, version, data)
    try:
        return known(at=at, by=by, **data)
    except TypeError:  # as many fields, but others
        return known(at=at, by=by, **_lifted(known, version, data))


def _lifted(known: type[Fact], version: int, data: Data) -> Data:
    if version > known.version:
        raise UnreadableFact(
            f"a newer program wrote it: version {version} of {known.kind!r}, which is known up to {known.version} here"
        )
    for older in range(version, known.version + 1):
        if (lift := known.lifts.get(older)) is not None:
            data = lift(data)
    if differing := data.keys() ^ own_fields(known):
        names = ", ".join(sorted(differing))
        raise UnreadableFact(f"{known.kind!r} of version {version} has other fields than are known here: {names}")
    return data
