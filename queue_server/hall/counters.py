"""A counter's live state, and who stands at it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """Who stands at the counter now, as A or as B."""

    clerk: str
    role: str
    since: int


@dataclass(frozen=True, slots=True)
class PauseState:
    reason: str
    since: int
    back_at: int | None


@dataclass(slots=True)
class CounterState:
    id: str
    post: Post | None = None
    pause: PauseState | None = None
    current: str | None = None  # id of the ticket called or being served
    served: int = 0  # turns ended here in this business day


@dataclass(slots=True)
class Slip:
    """One print of a ticket. states: requested, printing, printed, failed."""

    id: str
    ticket: str
    printer: str
    copy: int
    requested_at: int
    state: str = "requested"
    why: str | None = None
    changed_at: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A call as screens speak it; `seq` counts calls and recalls."""

    seq: int
    label: str
    counter: str
    at: int
    recall: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """A case promised a first place on a later day."""

    ticket: str
    label: str
    service: str
    persons: int
    date: str
    on: str
    reason: str
