"""Who may do what: accounts and their sessions, devices, and the unguessable token of a citizen's ticket."""

from .accounts import Accounts, Plaque
from .callers import STRANGER, Caller, Device, Staff, Stranger
from .devices import Devices
from .errors import (
    BadCredentials,
    ForeignOrigin,
    NameTaken,
    NotAllowed,
    PhotoUnusable,
    PrinterInUse,
    SignInNeeded,
    TooManyTries,
    UnknownAccount,
    UnknownDevice,
)
from .photos import Photos
from .tokens import Secrets, TicketTokens

__all__ = [
    "STRANGER", "Accounts", "BadCredentials", "Caller", "Device", "Devices", "ForeignOrigin", "NameTaken",
    "NotAllowed", "PhotoUnusable", "Photos", "Plaque", "PrinterInUse", "Secrets", "SignInNeeded", "Staff", "Stranger",
    "TicketTokens", "TooManyTries", "UnknownAccount", "UnknownDevice",
]  # fmt: skip
