"""Who asks, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from ..hall.commands import Actor
from .errors import NotAllowed, SignInNeeded

Power = Literal["serve", "issue", "book", "approve", "print", "live", "journal", "reports", "plan", "close"]
Role = Literal["clerk", "manager", "reviewer", "supervisor", "administrator", "auditor"]
DeviceKind = Literal["kiosk", "display", "printer", "terminal"]

_CLERK: frozenset[Power] = frozenset({"serve", "issue", "book", "print"})
_WATCH: frozenset[Power] = frozenset({"live", "reports"})
_MANAGER: frozenset[Power] = _CLERK | _WATCH | {"approve", "journal", "plan", "close"}

POWERS_OF_ROLE: dict[Role, frozenset[Power]] = {
    "clerk": _CLERK,
    "manager": _MANAGER,
    "reviewer": _WATCH,
    "supervisor": _WATCH | {"journal"},
    "administrator": _MANAGER,
    "auditor": _WATCH | {"journal"},
}
POWERS_OF_DEVICE: dict[DeviceKind, frozenset[Power]] = {
    "kiosk": frozenset({"issue", "print"}),
    "terminal": frozenset({"issue", "book", "print"}),
    "display": frozenset(),
    "printer": frozenset(),
}


class Caller:
    """Base of all who ask. `hall` None: of every hall."""

    hall: str | None
    powers: frozenset[Power]

    def may(self, power: Power, hall: str) -> bool:
        return power in self.powers and self.hall in (None, hall)

    def require(self, power: Power, hall: str) -> None:
        """Raises NotAllowed, or SignInNeeded for a stranger."""
        if not self.may(power, hall):
            raise NotAllowed(power=power)

    @property
    def actor(self) -> Actor:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Staff(Caller):
    username: str
    name: str
    role: Role
    hall: str | None

    @property
    def powers(self) -> frozenset[Power]:  # type: ignore[override]
        return POWERS_OF_ROLE[self.role]

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
    def actor(self) -> Actor:
        return Actor("device", self.name)


class Stranger(Caller):
    hall = None
    powers: ClassVar[frozenset[Power]] = frozenset()  # type: ignore[misc]

    def require(self, power: Power, hall: str) -> None:
        raise SignInNeeded()

    @property
    def actor(self) -> Actor:
        raise SignInNeeded()


STRANGER = Stranger()
