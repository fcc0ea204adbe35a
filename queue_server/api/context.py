"""What every address works with: the one set of parts that app.py puts together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import request
from werkzeug.http import parse_cookie

from ..access import STRANGER, Accounts, Caller, Devices, ForeignOrigin, Photos, Secrets, TicketTokens
from ..access.errors import SignInNeeded
from ..access.rates import Rate
from ..clock import Clock
from ..config import Settings
from ..hall.errors import UnknownHall
from ..hall.hall import Hall
from ..journal import ChainBroken, Database, Journal
from ..languages import Languages
from ..live.forecaster import Forecaster
from ..live.views import Lens
from ..refusals import BadRequest
from ..voice import Pack
from ..workers import Link, Presence
from .printing import PrintRooms

COOKIE = "queue_session"
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?").fullmatch


T = TypeVar("T")


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
    photos: Photos
    devices: Devices
    tokens: TicketTokens
    secrets: Secrets
    link: Link
    presence: Presence
    print_rooms: PrintRooms
    forecaster: Forecaster
    hall_list: HallList
    booking_rate: Rate
    asking_rate: Rate
    missing_rate: Rate
    voice: Pack
    languages: Languages

    @property
    def lens(self) -> Lens:
        return Lens(
            self.accounts.name_of,
            self.forecaster.outlook,
            self.clock.rehearsal,
            self.clock.speed,
            self.clock.off,
            self.link.away,
            self.accounts.plaque_of,
            self.photos.version,
        )

    def halls(self) -> list[str]:
        """Ids of all halls, as of a moment ago."""
        return self.hall_list.ids

    def of_each(self, question: Callable[[Hall, int], T]) -> Iterator[tuple[str, T]]:
        """(hall, what it answers); a hall whose journal is broken is left out, for the others go on."""
        for hall in self.halls():
            try:
                yield hall, self.journal.ask(hall, question)
            except (ChainBroken, UnknownHall):
                self.journal.broken.add(hall)

    def ticket_url(self, token: str) -> str:
        """Where a citizen's phone finds their number."""
        return f"{self.root()}/t/{token}"

    def appointment_url(self, token: str) -> str:
        return f"{self.root()}/a/{token}"

    def root(self) -> str:
        """The address that phones reach. Raises BadRequest for a Host that is none: ask before the commit."""
        if self.settings.public_url:
            return self.settings.public_url
        if not _HOST(request.host):
            raise BadRequest(problems=[{"path": "Host", "problem": "a host's name, or its address"}])
        return f"{request.scheme}://{request.host}"

    def asking(self) -> Caller:
        """Who sends the present request."""
        return self.caller(request.environ)

    def caller(self, environ: dict[str, Any], device_token: str | None = None) -> Caller:
        """Who asks: a device by its bearer token, staff by their session's cookie, else a stranger.

        Raises SignInNeeded when a token or session is given that nobody holds, ForeignOrigin when another site's
        page sends the cookie.
        """
        header = environ.get("HTTP_AUTHORIZATION", "")
        if device_token is None and header:
            scheme, _, device_token = header.partition(" ")
            if scheme.lower() != "bearer" or not device_token:
                raise SignInNeeded()
        if device_token is not None:
            device = self.devices.of_token(device_token.strip())
            self.presence.seen(device.hall, f"device:{device.name}")
            return device
        session = session_of(environ)
        if not session:
            return STRANGER
        origin = environ.get("HTTP_ORIGIN")
        if origin and origin.partition("://")[2] != environ.get("HTTP_HOST"):
            raise ForeignOrigin()
        return self.accounts.of_session(session)


def session_of(environ: dict[str, Any]) -> str | None:
    """The session's token in a request's cookies, beside which other programs of this host may have put anything."""
    header = environ.get("HTTP_COOKIE", "").encode("ascii", "ignore").decode()
    return parse_cookie(header).get(COOKIE)
