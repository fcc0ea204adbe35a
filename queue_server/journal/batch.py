"""What is to be committed together: lines, the rows they touch, the answers, and who is behind the numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from ..hall.facts import DayStarted, Fact
from ..hall.instants import DAY
from . import persons, store
from .chain import Line, line_of
from .folding import Live
from .modules import Modules
from .projection import Projection, project


@dataclass(slots=True)
class Batch:
    """Of one caller, then of all who share a commit."""

    lines: list[Line] = field(default_factory=list)
    facts: dict[str, list[Fact]] = field(default_factory=dict)
    rows: Projection = field(default_factory=dict)
    answers: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)  # which line tells of which entry of a register

    def record(self, live: Live, facts: list[Fact], modules: Modules) -> None:
        """Facts that the owner has just applied: their lines, and the rows they touched."""
        owner = live.owner
        seq = owner.seq - len(facts)
        for fact in facts:
            seq += 1
            line = line_of(owner.id, seq, live.hash, fact)
            live.hash = line.hash
            self.lines.append(line)
            if entry := entry_line(modules, owner.id, seq, fact):
                self.entries.append(entry)
        if facts:
            self.facts.setdefault(owner.id, []).extend(facts)
            project(modules.tables, owner, facts, self.rows)

    @property
    def written(self) -> bool:
        return bool(self.lines or self.answers)

    def is_kept(self, connection: Connection) -> bool:
        """Whether its commit took place: as it is one, any of what it wrote tells of all."""
        if self.lines:
            return store.is_kept(connection, self.lines[-1])
        return store.is_answered(connection, self.answers[-1])

    def heads(self) -> dict[str, int]:
        """How far each hall's journal goes with it."""
        return {line.hall: line.seq for line in self.lines}

    def days_started(self) -> list[tuple[str, DayStarted]]:
        return [(hall, f) for hall, facts in self.facts.items() for f in facts if isinstance(f, DayStarted)]

    def take(self, other: Batch) -> None:
        self.lines += other.lines
        self.answers += other.answers
        self.people += other.people
        self.entries += other.entries
        for hall, facts in other.facts.items():
            self.facts.setdefault(hall, []).extend(facts)
        for table, rows in other.rows.items():
            self.rows.setdefault(table, {}).update(rows)

    def write(self, connection: Connection, modules: Modules) -> None:
        store.append(connection, self.lines, self.answers)
        for table in modules.tables:
            table.write(connection, self.rows)
        if self.entries:
            store.append_entry_lines(connection, self.entries)
        if self.people:
            persons.keep(connection, self.people)
        for hall, started in self.days_started():
            store.forget_answers(connection, hall, started.at - DAY)
            persons.erase(connection, hall, started.date, started.held_over)


def entry_line(modules: Modules, owner: str, seq: int, fact: Fact) -> dict[str, Any] | None:
    """Which entry of a register a line tells of, as a row of entry_lines; None when of none."""
    found = modules.entry_of(fact)
    return {"hall": owner, "register": found[0], "entry": found[1], "seq": seq} if found else None
