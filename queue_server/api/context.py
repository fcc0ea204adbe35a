"""What every address works with: the one set of parts that app.py puts together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import request
from werkzeug.http import parse_cookie
from werkzeug.sansio.utils import get_current_url

from ..access import STRANGER, Accounts, Caller, Device, Devices, Staff, TicketTokens
from ..access.errors import NotAllowed, SignInNeeded
from ..clock import Clock
from ..config import Settings
from ..journal import Database, Journal
from ..live.views import Lens
from .printing import PrintRooms
from .problems import RequestRefused

COOKIE = "queue_session"


@dataclass
class HallList:
    """Which halls there are: read again each few seconds, so that `init` needs no restart."""

    ids: list[str]


@dataclass(frozen=True)
class House:
    """The parts, put together once by app.py."""

    settings: Settings
    clock: Clock
    database: Database
    journal: Journal
    accounts: Accounts
    devices: Devices
    tokens: TicketTokens
    print_rooms: PrintRooms
    hall_list: HallList

    @property
    def lens(self) -> Lens:
        return Lens(name_of=self.accounts.name_of, rehearsal=self.clock.rehearsal, speed=self.clock.speed)

    def halls(self) -> list[str]:
        """Ids of all halls, as of a moment ago."""
        return self.hall_list.ids

    def ticket_url(self, token: str) -> str:
        """Where a citizen's phone finds their number."""
        return f"{self.settings.public_url or _root_of(request.scheme, request.host)}/t/{token}"

    def asking(self) -> Caller:
        """Who sends the present request."""
        return self.caller(request.environ)

    def caller(self, environ: dict[str, Any], device_token: str | None = None) -> Caller:
        """Who asks: a device by its bearer token, staff by their session's cookie, else a stranger.

        Raises SignInNeeded when a token or session is given that nobody holds, RequestRefused when another site's
        page sends the cookie.
        """
        header = environ.get("HTTP_AUTHORIZATION", "")
        if device_token is None and header:
            scheme, _, device_token = header.partition(" ")
            if scheme.lower() != "bearer" or not device_token:
                raise SignInNeeded()
        if device_token is not None:
            return self.devices.of_token(device_token.strip())
        session = session_of(environ)
        if not session:
            return STRANGER
        origin = environ.get("HTTP_ORIGIN")
        if origin and origin.partition("://")[2] != environ.get("HTTP_HOST"):
            raise RequestRefused("foreign-origin")
        return self.accounts.of_session(session)


@lru_cache(maxsize=64)  # it takes longer to write an address as it should be than to give a number
def _root_of(scheme: str, host: str) -> str:
    return get_current_url(scheme, host).rstrip("/")


def session_of(environ: dict[str, Any]) -> str | None:
    """The session's token in a request's cookies, beside which other programs of this host may have put anything."""
    header = environ.get("HTTP_COOKIE", "").encode("ascii", "ignore").decode()
    return parse_cookie(header).get(COOKIE)


def staff_only(caller: Caller) -> Staff:
    """Raises SignInNeeded for strangers, NotAllowed for devices."""
    if isinstance(caller, Staff):
        return caller
    raise NotAllowed() if isinstance(caller, Device) else SignInNeeded()
