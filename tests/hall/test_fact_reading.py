"""A line is read as the fact that its program meant, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from queue_server.hall.fact_reading import UnreadableFact, by_kind, data_of, fact_of
from queue_server.hall.facts import Data, Fact, Lifts


def _parts(data: Data) -> Data:
    first, _, last = data["name"].partition(" ")
    return {"first": first, "last": last}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Fact):
    kind: ClassVar[str] = "person.named"
    version: ClassVar[int] = 3
    lifts: ClassVar[Lifts] = {
        1: _parts,
        2: lambda data: data | {"title": None},
        3: lambda data: {"suffix": ""} | data,
    }
    first: str
    last: str
    title: str | None
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten(Fact):
    kind: ClassVar[str] = "person.forgotten"


KINDS = by_kind((Named, Forgotten))


def read(data: dict[str, Any], version: int = 3, kind: str = "person.named") -> Fact:
    return fact_of(KINDS, kind, version, 7, "system", data)


def test_a_line_of_an_old_version_is_lifted_step_by_step() -> None:
    named = Named(at=7, by="system", first="Ada", last="Lovelace", title=None, suffix="")
    assert read({"name": "Ada Lovelace"}, version=1) == named
    assert read({"first": "Ada", "last": "Lovelace"}, version=2) == named


def test_an_earlier_shape_of_the_same_version_is_lifted_too() -> None:
    whole = {"first": "Ada", "last": "Lovelace", "title": "Countess", "suffix": "I"}
    assert data_of(read(whole)) == whole
    del whole["suffix"]
    assert data_of(read(whole)) == whole | {"suffix": ""}


def test_a_fact_without_fields_of_its_own_is_read() -> None:
    assert read({}, version=1, kind="person.forgotten") == Forgotten(at=7, by="system")


def test_a_kind_that_is_not_known_was_written_by_a_newer_program() -> None:
    with pytest.raises(UnreadableFact, match=r"newer program wrote it.*'person\.found'"):
        read({}, kind="person.found")


def test_a_version_that_is_not_known_was_written_by_a_newer_program() -> None:
    with pytest.raises(UnreadableFact, match=r"newer program wrote it: version 4 of 'person\.named'.*up to 3"):
        read({"first": "Ada"}, version=4)


@pytest.mark.parametrize("version", [2, 3])
def test_no_field_of_a_line_is_left_out(version: int) -> None:
    with pytest.raises(UnreadableFact, match="other fields than are known here: born"):
        read({"first": "Ada", "last": "Lovelace", "title": None, "born": 1815}, version)


def test_no_field_that_a_line_lacks_is_made_up() -> None:
    with pytest.raises(UnreadableFact, match="other fields than are known here: last"):
        read({"first": "Ada", "title": None})


def test_two_facts_of_one_kind_are_refused() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Renamed(Fact):
        kind: ClassVar[str] = "person.named"

    with pytest.raises(ValueError, match=r"two facts are of the kind 'person\.named'"):
        by_kind((Named, Renamed))


def test_a_version_that_nothing_lifts_is_refused() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Moved(Fact):
        kind: ClassVar[str] = "person.moved"
        version: ClassVar[int] = 3
        lifts: ClassVar[Lifts] = {1: lambda data: data}

    with pytest.raises(ValueError, match=r"nothing lifts a 'person\.moved' of version 2"):
        by_kind((Moved,))
