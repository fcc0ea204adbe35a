"""The first module of an office's journal (主管部门): what stands above halls. It has registers and no day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from ..hall.facts import Fact
from ..hall.owner import Owner
from ..hall.plan import Name
from ..journal import Journal
from ..journal.modules import Module


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFounded(Fact):
    """The first line of an office's journal. `name`: {zh, en}."""

    kind: ClassVar[str] = "office.founded"
    name: dict[str, Any]


class Office(Owner):
    name: Name = None  # type: ignore[assignment]  # line 1 of its journal says it


def founded(office: Office, fact: OfficeFounded) -> None:
    office.name = Name.model_validate(fact.name)


OFFICE: Module[Office] = Module(
    name="office",
    owners=("office",),
    facts=(OfficeFounded,),
    state=None,
    decisions={},
    folds={OfficeFounded: founded},
)


def found_office(journal: Journal, office: str, name: Name) -> None:
    """Create an office. Raises HallExists when there is a hall or an office of this id."""
    now = journal.clock()
    journal.found("office", office, OfficeFounded(at=now, by="system", name=name.model_dump(mode="json")))
