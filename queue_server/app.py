"""The server put together: parts, addresses, faces, and the greenlets that watch the time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import gevent
from flask import Flask, Response
from sqlalchemy.exc import DBAPIError
from werkzeug.middleware.proxy_fix import ProxyFix

import display
import staff_panel
import ticket_printer

from . import __version__, faces, start_page
from .access import Accounts, Devices, Photos, Secrets, TicketTokens
from .access.rates import Rate
from .access.same_key import is_the_same_key
from .api import openapi, problems
from .api.caller import Callers
from .api.context import HallList, House
from .api.json import dumps
from .api.printing import PrintRooms
from .api.resources import RESOURCES
from .api.routes import BASE, BODY_MOST
from .clock import Clock
from .config import Settings, WrongSetting
from .journal import (
    ChainBroken,
    Database,
    DatabaseMoved,
    Heads,
    Journal,
    StorageFailed,
    WriterLock,
    open_database,
    schema,
)
from .languages import Languages
from .live.forecaster import Forecaster
from .live.relay import Relay
from .live.wire import socketio_for
from .registers import MODULES
from .voice import Pack
from .workers import Link, News, Presence, SharedTries

log = logging.getLogger(__name__)

TICK_S = 1.0
BOOKINGS, BOOKINGS_SPAN_S = 10, 3600  # by citizens themselves, from one network address
MISSES, MISSES_SPAN_S = 20, 600  # of codes and ends of phone numbers, from one device; all 10,000 ends take days
ASKED, ASKED_SPAN_S = 30, 60  # for the times that can be booked, by strangers, from one network address
HEADS_S = 5.0  # how often it is written down how far the journals go
LISTS_S = 5.0  # how often halls and names are read again

# pages are ours alone: nothing from other places, in nobody's frame, no address told to others
_PAGE_HEADERS = [
    (
        "Content-Security-Policy",
        "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
]
_ANSWER_HEADERS = [("X-Content-Type-Options", "nosniff")]
_FRESH_ANSWER_HEADERS = [*_ANSWER_HEADERS, ("Cache-Control", "no-store")]


class Server:
    """One process that serves all halls of one database. Raises JournalInUse when another has it for itself already,
    and JournalBehind when lines of it are gone.

    `clock_for` makes the halls' clock once the database can be read: a rehearsal goes on where its journal ended.
    """

    def __init__(self, settings: Settings, clock_for: Callable[[Database], Clock]) -> None:
        self.lock = WriterLock(settings.database_file)
        database = open_database(settings.database, settings.var)
        schema.upgrade(database.engine)
        self._heads = Heads(database)
        self._heads.check()
        clock = clock_for(database)
        journal = Journal(database, clock, MODULES)
        secret = settings.secret()
        if not database.alone and not is_the_same_key(database, secret):
            raise WrongSetting(
                "QUEUE_SECRET_KEY: not the key that this database's other workers have; give all of them the same one, "
                f"or copy {settings.var / 'secret_key'} from the first machine"
            )
        link = Link(settings.redis_url)
        shared = SharedTries(link) if link.there else None
        self.house = House(
            settings=settings,
            clock=clock,
            database=database,
            journal=journal,
            accounts=Accounts(database, shared),
            photos=Photos(settings.photos_folder),
            devices=Devices(database),
            tokens=TicketTokens(secret),
            secrets=Secrets(secret),
            link=link,
            presence=Presence(link),
            print_rooms=PrintRooms(),
            forecaster=Forecaster(journal),
            hall_list=HallList([]),
            booking_rate=Rate("booking", BOOKINGS, BOOKINGS_SPAN_S, shared),
            asking_rate=Rate("asking", ASKED, ASKED_SPAN_S, shared),
            missing_rate=Rate("missing", MISSES, MISSES_SPAN_S, shared),
            voice=Pack(settings.voice_folder),
            languages=Languages(settings.languages_folder),
        )
        self._broken: dict[str, ChainBroken] = {}
        self._read_lists()
        self._tick_all()  # folds every hall, and brings it up to now, before the first request
        if self.house.halls() and journal.broken.issuperset(self.house.halls()):
            raise self._broken[self.house.halls()[0]]
        for hall in self.house.halls():
            self.house.forecaster.watch(hall)
        journal.listeners.append(self.house.print_rooms.heard)
        self.app = make_flask(self.house)
        self.relay = Relay(socketio_for(self.app), journal, Callers(self.house), lambda: self.house.lens)
        if not self.house.halls():
            log.warning("there is no hall yet: queue-server init --plan plan.yaml")
        self._news = None if database.alone else News(journal, link)
        self._watchers = [
            gevent.spawn(in_each, self.house.halls(), self._prove),
            gevent.spawn(_every, TICK_S, self._tick_all),
            gevent.spawn(_every, LISTS_S, self._read_lists),
            gevent.spawn(_every, LISTS_S, link.look),
            gevent.spawn(_every, HEADS_S, self._heads.keep),
            gevent.spawn(self._look_for_damage),
        ]

    def _tick(self, hall: str) -> None:
        """Time passes in a hall: days start, reach closing time and close by themselves."""
        try:
            self.house.journal.tick(hall)
        except ChainBroken as error:  # the other halls go on
            self._is_broken(hall, error)

    def _is_broken(self, hall: str, error: ChainBroken) -> None:
        self.house.journal.broken.add(hall)
        if hall not in self._broken:
            log.error("the journal was changed: %s", error)
        self._broken[hall] = error

    def _tick_all(self) -> None:
        in_each(self.house.halls(), self._tick)

    def _prove(self, hall: str) -> None:
        """Prove its chain once, beside the work: a hall whose past was changed goes on, and everybody is told."""
        try:
            self.house.journal.verify(hall)
        except ChainBroken as error:
            self._is_broken(hall, error)

    def _look_for_damage(self) -> None:
        """Once, beside the work: what nobody has asked for yet may be damaged too."""
        for damage in self.house.database.damage():
            log.error("the database's file is damaged: %s", damage)

    def _read_lists(self) -> None:
        self.house.hall_list.ids = self.house.journal.hall_ids()
        self.house.accounts.read_names()
        self.house.photos.read()

    def close(self) -> None:
        """Answer who is waiting, then let go of the database."""
        gevent.killall(self._watchers)
        if self._news:
            self._news.close()
        self.house.presence.close()
        self.house.forecaster.close()
        self.relay.close()
        with suppress(DBAPIError, DatabaseMoved):
            self._heads.keep()
        self.house.journal.close()
        self.house.link.close()
        self.lock.release()


def _every(seconds: float, work: Callable[[], None]) -> None:
    while True:
        gevent.sleep(seconds)
        try:
            work()
        except Exception:  # a full disk now is no reason to stop watching the time
            log.exception("%s failed; it is tried again", work.__name__)


def in_each(halls: list[str], work: Callable[[str], None]) -> None:
    """What is wrong with one hall is no reason to leave out the next."""
    for hall in halls:
        try:
            work(hall)
        except StorageFailed:  # told by the desk already
            pass
        except Exception:
            log.exception("%s failed in one hall", work.__name__, extra={"hall": hall})


def contract() -> dict[str, Any]:
    """The OpenAPI document: of all addresses, and of the refusals of every part that the server is put together of."""
    return openapi.document(RESOURCES, __version__)


def make_flask(house: House) -> Flask:
    app = Flask("queue_server", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_MOST
    for resource in RESOURCES:
        resource.install(app, house)
    problems.install(app)
    for face in (display, ticket_printer, staff_panel):
        app.register_blueprint(faces.pages(face))
    start_page.install(app, house)

    document = dumps(contract())

    @app.get(f"{BASE}/openapi.json")
    def _openapi() -> Response:
        return Response(document, content_type="application/json")

    # where load balancers and Prometheus look by custom
    app.add_url_rule("/health", "health_short", app.view_functions["health_health"])
    app.add_url_rule("/metrics", "metrics_short", app.view_functions["health_metrics"])

    app.wsgi_app = _Guarded(app.wsgi_app)  # type: ignore[method-assign]
    if proxies := house.settings.proxies:  # else whoever sends the header could say where they are
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]
    return app


class _Guarded:
    """Adds to each answer what browsers are to know of it; beside Flask, since every press pays for its hooks."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        answers = environ["PATH_INFO"].startswith(BASE)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            if not answers:
                headers += _PAGE_HEADERS
            elif any(name == "Cache-Control" for name, _ in headers):
                headers += _ANSWER_HEADERS
            else:
                headers += _FRESH_ANSWER_HEADERS
            return start_response(status, headers, *error)

        return self._app(environ, start)
