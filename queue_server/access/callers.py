"""Who asks, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..hall.commands import Actor
from ..powers import POWERS_OF_DEVICE, POWERS_OF_ROLE, DeviceKind, Power, Role, Scope
from .errors import NotAllowed, SignInNeeded


class Caller:
    """Base of all who ask."""

    powers: frozenset[Power]
    scope: Scope

    def may(self, power: Power, hall: str, branch: str | None = None) -> bool:
        """In the whole hall, or in a branch of it."""
        return power in self.powers and self.scope.covers(hall, branch)

    def require(self, power: Power, hall: str | None = None, in_part: bool = False) -> None:
        """`in_part`: to a part of the hall will do, for what shows each caller their scope alone. Without a hall: to
        have the power anywhere will do. Raises NotAllowed, or SignInNeeded for a stranger."""
        reached = hall is None or (self.scope.reaches(hall) if in_part else self.scope.covers(hall))
        if power not in self.powers or not reached:
            raise NotAllowed(power=power)

    @property
    def actor(self) -> Actor:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Staff(Caller):
    username: str
    name: str
    role: Role
    hall: str | None  # None: of every hall
    branch: str | None = None  # None: of every line of service

    @property
    def powers(self) -> frozenset[Power]:  # type: ignore[override]
        return POWERS_OF_ROLE[self.role]

    @property
    def scope(self) -> Scope:  # type: ignore[override]
        return Scope(self.hall, self.branch)

    @property
    def actor(self) -> Actor:
        return Actor("staff", self.username)


@dataclass(frozen=True, slots=True)
class Device(Caller):
    name: str
    kind: DeviceKind
    hall: str
    printer: str | None  # where a kiosk's slips come out

    @property
    def powers(self) -> frozenset[Power]:  # type: ignore[override]
        return POWERS_OF_DEVICE[self.kind]

    @property
    def scope(self) -> Scope:  # type: ignore[override]
        return Scope(self.hall)

    @property
    def actor(self) -> Actor:
        return Actor("device", self.name)


@dataclass(frozen=True, slots=True)
class Holder(Caller):
    """Who holds the token of a number or an appointment, which is all that they may do anything with."""

    ticket: str  # the id of either

    @property
    def powers(self) -> frozenset[Power]:  # type: ignore[override]
        return frozenset()

    @property
    def actor(self) -> Actor:
        return CITIZEN


class Stranger(Caller):
    powers: ClassVar[frozenset[Power]] = frozenset()  # type: ignore[misc]

    def may(self, power: Power, hall: str, branch: str | None = None) -> bool:
        return False

    def require(self, power: Power, hall: str | None = None, in_part: bool = False) -> None:
        raise SignInNeeded()

    @property
    def actor(self) -> Actor:
        return CITIZEN


CITIZEN = Actor("citizen")
STRANGER = Stranger()
