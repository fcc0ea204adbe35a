"""Who is let in at an address: what it declares is what is checked, before anything of the body is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..access import STRANGER, Caller
from ..access.callers import Holder
from ..powers import HOLDER, POWERS_OF_DEVICE, POWERS_OF_ROLE, PUBLIC, Open, Power
from .context import House

InPart = bool | Callable[[Mapping[str, str]], bool]  # of the parts of the path
HallOf = Callable[[House, Mapping[str, str]], str]  # of the parts of the path


@dataclass(frozen=True, slots=True)
class Strangers:
    """Strangers are let in as well where `may_come(house, hall)` says so; `words`: where that is."""

    words: str
    may_come: Callable[[House, str], bool]


@dataclass(frozen=True, slots=True)
class Admission:
    """`power` in the hall that the path names, or that `hall_of` finds; an address without parts asks for it anywhere.

    `in_part`: callers of one branch are let in as well (everywhere, or where it says so of the path's parts), and the
    address shows them nothing else.
    """

    power: Power | Open
    strangers: Strangers | None = None
    in_part: InPart = False
    hall_of: HallOf | None = None

    def check(self, path: str) -> None:
        """Raises ValueError when the declaration does not say where the power is asked for."""
        if self.power == HOLDER and "{token}" not in path:
            raise ValueError(f"{path}: whose token?")
        if self.power not in (PUBLIC, HOLDER) and "{" in path and "{hall}" not in path and self.hall_of is None:
            raise ValueError(f"{path}: in which hall?")

    def admit(self, house: House, parts: Mapping[str, str]) -> Caller | None:
        """Who sends the present request, when they may; None where anybody may, and nobody is asked who they are.

        Raises SignInNeeded, NotAllowed, UnknownTicket for a token that was given to nobody, ForeignOrigin.
        """
        if self.power == PUBLIC:
            return None
        if self.power == HOLDER:
            return Holder(house.tokens.ticket_of(parts["token"]))
        caller = house.asking()
        if caller is STRANGER and self.strangers and self.strangers.may_come(house, parts["hall"]):
            return caller
        caller.require(self.power)  # who has it nowhere is not told what there is
        hall = self.hall_of(house, parts) if self.hall_of else parts.get("hall")
        caller.require(self.power, hall, self.in_part(parts) if callable(self.in_part) else self.in_part)
        return caller

    @property
    def words(self) -> str:
        """Who may, for people."""
        if self.power == PUBLIC:
            return "anybody"
        if self.power == HOLDER:
            return "the holder of the token"
        roles = [role for role, powers in POWERS_OF_ROLE.items() if self.power in powers]
        kinds = [kind for kind, powers in POWERS_OF_DEVICE.items() if self.power in powers]
        who = [*roles, *kinds, *([f"anybody {self.strangers.words}"] if self.strangers else [])]
        return f"{', '.join(who)} (power: {self.power})"

    @property
    def security(self) -> list[dict[str, list[str]]]:
        """As OpenAPI has it; none where no credentials are asked for."""
        found: list[dict[str, list[str]]] = [{}] if self.strangers else []
        if any(self.power in powers for powers in POWERS_OF_DEVICE.values()):
            found.append({"device": []})
        if any(self.power in powers for powers in POWERS_OF_ROLE.values()):
            found.append({"session": []})
        return found
