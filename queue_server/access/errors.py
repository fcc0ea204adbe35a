"""What access refuses."""

from __future__ import annotations

from ..hall.errors import HallError


class SignInNeeded(HallError):
    """Nobody has signed in, the session has ended, or the device's token is not known."""

    code = "sign-in-needed"


class NotAllowed(HallError):
    code = "not-allowed"


class BadCredentials(HallError):
    code = "bad-credentials"


class TooManyTries(HallError):
    """`retry_after_s`: when the next try is heard."""

    code = "too-many-tries"


class NameTaken(HallError):
    code = "name-taken"


class UnknownAccount(HallError):
    code = "unknown-account"


class UnknownDevice(HallError):
    code = "unknown-device"


class PrinterInUse(HallError):
    """`devices`: those whose slips come out there."""

    code = "printer-in-use"


class PhotoUnusable(HallError):
    """`kinds`, `most_bytes`: what can be taken."""

    code = "photo-unusable"
