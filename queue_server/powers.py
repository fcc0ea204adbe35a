"""Who may do what, and where: the one table of powers, of who has them, and the scopes that they hold in.

Every address and every pushed view declares one of them; docs/powers.md is printed from here and from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Power = Literal[
    "session", "device", "serve", "issue", "admit", "approve", "book", "appointments", "print", "slips", "help", "live",
    "reports", "journal", "plan", "bulletins", "plaques", "close",
]  # fmt: skip
Role = Literal["clerk", "manager", "reviewer", "supervisor", "administrator", "auditor"]
DeviceKind = Literal["kiosk", "display", "printer", "terminal"]

PUBLIC: Final = "public"  # anybody
HOLDER: Final = "holder"  # who has the unguessable token of a number or an appointment, which the address ends in
Open = Literal["public", "holder"]

MEANINGS: dict[Power, str] = {
    "session": "be told who is signed in",
    "device": "be told whose token it is",
    "serve": "take a post at a counter and press its buttons; give a number back at the desk; answer a call for help",
    "issue": "take a number, check in who has booked, find a number by its label",
    "admit": "take a number after the last ticket, and one that was written by hand",
    "approve": "grant a lane that needs approval",
    "book": "book a time",
    "appointments": "see who has booked for a day, and cancel it",
    "print": "print a slip again",
    "slips": "be given the slips to print, and say how the printer is",
    "help": "call a person to this device",
    "live": "see the hall live, and which devices are there",
    "reports": "read the reports, and play a day that is over with another plan",
    "journal": "read the journal",
    "plan": "read and publish the plan",
    "bulletins": "put a line on the boards, and take it down",
    "plaques": "see and print what the clerks' plaques say",
    "close": "close the day; end another's post",
}

_CLERK: frozenset[Power] = frozenset({"session", "serve", "issue", "admit", "book", "appointments", "print"})
_WATCH: frozenset[Power] = frozenset({"session", "live", "reports"})
_MANAGER: frozenset[Power] = (
    _CLERK | _WATCH | {"approve", "journal", "plan", "bulletins", "plaques", "close"}
)  # fmt: skip

POWERS_OF_ROLE: dict[Role, frozenset[Power]] = {
    "clerk": _CLERK,
    "manager": _MANAGER,
    "reviewer": _WATCH,
    "supervisor": _WATCH | {"journal"},
    "administrator": _MANAGER,
    "auditor": _WATCH | {"journal"},
}
POWERS_OF_DEVICE: dict[DeviceKind, frozenset[Power]] = {
    "kiosk": frozenset({"device", "issue", "print", "help"}),
    "terminal": frozenset({"device", "issue", "book", "print", "help"}),
    "display": frozenset({"device"}),
    "printer": frozenset({"device", "slips"}),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where powers hold. `hall` None: in all halls; `branch` None: in all lines of service, else in one alone."""

    hall: str | None = None
    branch: str | None = None

    def reaches(self, hall: str) -> bool:
        """Whether anything of the hall is in it."""
        return self.hall is None or self.hall == hall

    def covers(self, hall: str, branch: str | None = None) -> bool:
        """Whether all of the hall is in it, or all of a branch there."""
        return self.reaches(hall) and (self.branch is None or self.branch == branch)
