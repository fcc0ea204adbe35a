"""Everybody asks for everything: who is let in is what the addresses declare, and what docs/powers.md says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest
from flask.testing import FlaskClient

from queue_server.api.power_table import BRANCH, COLUMNS, STRANGER, Row, declared, page
from queue_server.api.resources import RESOURCES
from queue_server.api.routes import BASE, Route, Routes
from queue_server.app import Server
from queue_server.clock import Clock
from queue_server.config import Settings
from queue_server.hall.commands import BookAppointment, IssueTicket
from queue_server.hall.instants import from_datetime
from queue_server.live.door import Door
from queue_server.live.rooms import VIEWS
from queue_server.plan_file import load_plan
from queue_server.powers import HOLDER, PUBLIC, DeviceKind, Open, Power, Role
from queue_server.refusals import Refusal
from queue_server.registers import found_hall
from queue_server.reports import REPORTS

from ..serving import PASSWORD, PLAN, WEDNESDAY

ROOT = Path(__file__).parents[2]
ROUTES = [route for resource in RESOURCES for route, _ in resource.routes]
NAMED = {"counter": "1", "label": "Z999", "slip": "x", "name": "services", "service": "household", "appointment": "x",
         "entry": "x", "clerk": "x", "tag": "ko", "token": "x" * 28}  # fmt: skip
BRANCHES = PLAN.replace("series: A,", "series: A, branch: population,").replace(
    "series: B,", "series: B, branch: border,"
)
BOOKABLE = """
appointments:
  services: [{service: household, each: 9}]
"""


class Unread:
    """A body that nobody may look at before it is known who asks."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("read before it was known who asks")

    readline = readlines = read


@dataclass(frozen=True)
class Somebody:
    """One who asks, by what they carry."""

    headers: dict[str, str]
    auth: object = None

    @property
    def environ(self) -> dict[str, Any]:
        return {f"HTTP_{name.upper()}": value for name, value in self.headers.items()}


class Hall:
    """The running parts of a server with the halls h and other, and everybody who may come."""

    def __init__(self, folder: Path) -> None:
        clock = Clock(start=from_datetime(datetime.fromisoformat(f"{WEDNESDAY}T10:00:00+08:00")))
        self.server = Server(Settings(var=folder), lambda database: clock)
        self.house = self.server.house
        for hall in ("h", "other"):
            found_hall(self.house.journal, load_plan(BRANCHES.replace("hall: h", f"hall: {hall}") + BOOKABLE))
        self.house.hall_list.ids = ["h", "other"]
        self.client: FlaskClient = self.server.app.test_client(use_cookies=False)
        self.here: dict[str, Somebody] = {STRANGER: Somebody({})}  # by column: of hall h
        self.everywhere: dict[str, Somebody] = {}  # by column: of every hall
        for role in get_args(Role):
            self._add(role, role)
        self._add(BRANCH, "reviewer", "population")
        self.sign_in()
        for kind in get_args(DeviceKind):
            token = self.house.devices.add(kind, "h", kind)
            self.here[kind] = Somebody({"Authorization": f"Bearer {token}"}, {"token": token})

    def _add(self, column: str, role: Role, branch: str | None = None) -> None:
        self.house.accounts.add(column, column, role, "h", PASSWORD, branch)
        if role not in ("clerk", "manager"):
            self.house.accounts.add(f"{column} everywhere", column, role, None, PASSWORD, branch)

    def sign_in(self) -> None:
        for account in self.house.accounts.all():
            _, token = self.house.accounts.sign_in(account.username, PASSWORD, account.username)
            of = self.everywhere if account.hall is None else self.here
            of[account.name] = Somebody({"Cookie": f"queue_session={token}"})

    def ask(self, who: Somebody, route: Route, hall: str = "h", *, body: Any = b"{", **parts: str) -> str:
        """The code of what was refused; "" when it was not."""
        path = route.path.format(**{"hall": hall} | NAMED | parts)
        sent = {"wsgi.input": body, "wsgi.input_terminated": True} if isinstance(body, Unread) else {}
        answer = self.client.open(
            BASE + path, method=route.method, headers=who.headers, content_type="application/json",
            data=None if sent else body, environ_overrides=sent,
        )  # fmt: skip
        return answer.get_json()["code"] if answer.content_type == "application/problem+json" else ""

    def watch(self, who: Somebody, view: str, hall: str = "h", **more: str) -> str:
        """As `ask`, of a pushed view."""
        door = Door(self.server.relay._door._callers, self.house.journal)
        try:
            door.place_of(who, ({"view": view, "hall": hall, "counter": "1", "token": NAMED["token"]} | more,))
        except Refusal as error:
            return error.code
        return ""

    def token(self, what: str) -> str:
        """Of a number, or of an appointment."""
        slot = from_datetime(datetime.fromisoformat(f"{WEDNESDAY}T15:00:00+08:00"))
        name = f"{what:x<12}"
        commands = {"tickets": IssueTicket(name, "household"), "appointments": BookAppointment(name, "household", slot)}
        if name not in self.house.journal.ask("h", lambda h, now: {**h.tickets, **h.appointments}):
            self.house.journal.command("h", commands[what])
        return self.house.tokens.token_of(name)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    made = Hall(tmp_path_factory.mktemp("powers"))
    yield made
    made.server.close()


def let_in(code: str, power: Power | Open) -> bool:
    return code not in ("sign-in-needed", "not-allowed") and (power != HOLDER or code != "unknown-ticket")


def whose(ask: Callable[[Somebody], str], everybody: dict[str, Somebody], power: Power | Open) -> frozenset[str]:
    """The columns of those who are let in."""
    return frozenset(column for column, who in everybody.items() if let_in(ask(who), power))


def test_every_address_and_every_pushed_view_lets_in_whom_the_page_says_and_nobody_else(hall: Hall) -> None:
    def seen(route: Route) -> Row:
        power = route.who.power
        return Row(f"{route.method} {route.path}", power, whose(lambda who: hall.ask(who, route), hall.here, power))

    signing_out = next(route for route in ROUTES if (route.method, route.path) == ("DELETE", "/session"))
    addresses = {route: seen(route) for route in ROUTES if route is not signing_out}
    views = [
        Row(name, view.power, whose(lambda who, name=name: hall.watch(who, name), hall.here, view.power))
        for name, view in VIEWS.items()
    ]
    addresses[signing_out] = seen(signing_out)
    hall.sign_in()

    assert set(hall.here) == set(COLUMNS)
    written = (ROOT / "docs/powers.md").read_text(encoding="utf-8")
    assert page([addresses[route] for route in ROUTES], views).splitlines() == written.splitlines()
    assert page(*declared(RESOURCES)) == written  # else: make powers


def test_an_account_of_a_branch_is_offered_the_reports_that_it_is_let_in_to_and_no_other(hall: Hall) -> None:
    reviewer = hall.here[BRANCH]
    route = next(route for route in ROUTES if route.path == "/halls/{hall}/reports/{name}")

    offered = hall.client.get(f"{BASE}/halls/h/reports", headers=reviewer.headers).get_json()["reports"]

    names = [report["name"] for report in offered]
    assert names == [name for name in REPORTS if hall.ask(reviewer, route, name=name) == ""]
    refused = {hall.ask(reviewer, route, name=name) for name in (*REPORTS, "no-such") if name not in names}
    assert (names, refused) == (["services", "hours", "lanes"], {"not-allowed"})


def test_an_account_of_a_branch_is_answered_with_its_part(hall: Hall) -> None:
    def get(column: str, path: str) -> Any:
        return hall.client.get(f"{BASE}/halls/h/{path}", headers=hall.here[column].headers).get_json()

    def services(column: str) -> set[str]:
        return {one["service"] for one in get(column, "live")["services"]}

    def reported(column: str) -> set[str]:
        return {row["service"] for row in get(column, "reports/services")["tables"][0]["rows"]}

    assert services(BRANCH) == reported(BRANCH) == {"household"}
    assert services("reviewer") == reported("reviewer") == {"household", "entry-exit"}


def test_in_another_hall_they_are_let_in_who_are_of_every_hall_and_nobody_else(hall: Hall) -> None:
    in_a_hall = [route for route in ROUTES if "{hall}" in route.path and route.who.power not in (PUBLIC, HOLDER)]
    assert len(in_a_hall) > 40

    wrong = []
    asks: list[tuple[str, Power | Open, Callable[..., str]]] = [
        *((route.path, route.who.power, partial(hall.ask, route=route)) for route in in_a_hall),
        *((name, view.power, partial(hall.watch, view=name)) for name, view in VIEWS.items()),
    ]
    for what, power, ask in asks:
        own = whose(lambda who, ask=ask: ask(who), hall.here, power)
        other = whose(lambda who, ask=ask: ask(who, hall="other"), hall.here, power)
        everywhere = whose(lambda who, ask=ask: ask(who, hall="other"), hall.everywhere, power)
        if other != (own if power == PUBLIC else set()) or everywhere != own & hall.everywhere.keys():
            wrong.append((what, own, other, everywhere))

    assert wrong == []


def test_the_holder_of_a_token_is_let_in_and_who_made_one_up_is_not(hall: Hall) -> None:
    held = [route for route in ROUTES if route.who.power == HOLDER]
    assert len(held) >= 6
    stranger = hall.here[STRANGER]

    for route in held:
        token = hall.token(route.path.split("/")[1])

        assert let_in(hall.ask(stranger, route, token=token), HOLDER), route.path
        made_up = token[:-1] + ("A" if token[-1] != "A" else "B")
        assert hall.ask(stranger, route, token=made_up, body=Unread()) == "unknown-ticket", route.path
    assert hall.watch(stranger, "ticket", token=hall.token("tickets")) == ""
    assert hall.watch(stranger, "ticket", "other", token=hall.token("tickets")) == "unknown-ticket"


def test_the_slip_of_a_token_is_printed_by_those_of_its_own_hall(hall: Hall) -> None:
    route = next(route for route in ROUTES if route.path == "/tickets/{token}/slip")
    token = hall.token("tickets")
    foreign = Somebody({"Authorization": f"Bearer {hall.house.devices.add('far', 'other', 'kiosk')}"})

    assert let_in(hall.ask(hall.here["kiosk"], route, token=token), "print")
    assert hall.ask(foreign, route, token=token, body=Unread()) == "not-allowed"
    assert hall.ask(hall.here[STRANGER], route, token=token, body=Unread()) == "sign-in-needed"


def test_a_strangers_body_is_not_read_whatever_it_is(hall: Hall) -> None:
    asked = [route for route in ROUTES if route.who.power not in (PUBLIC, HOLDER)]
    assert len(asked) > 40

    for name in ("h", "nowhere"):
        codes = {
            (route.method, route.path): hall.ask(hall.here[STRANGER], route, name, body=Unread()) for route in asked
        }
        others = {address: code for address, code in codes.items() if code != "sign-in-needed"}
        # whether strangers may book is in the hall's plan: halls are public, and this one is not there
        by_phone = {} if name == "h" else {("GET", "/halls/{hall}/slots"), ("POST", "/halls/{hall}/appointments")}
        assert others == dict.fromkeys(by_phone, "unknown-hall")


def test_who_may_not_is_not_told_which_halls_there_are(hall: Hall) -> None:
    asked = [route for route in ROUTES if "{hall}" in route.path and route.who.power not in (PUBLIC, HOLDER)]

    for who in (hall.here["clerk"], hall.here["kiosk"], hall.here["printer"]):
        for route in asked:
            there, not_there = (hall.ask(who, route, name, body=Unread()) for name in ("other", "nowhere"))
            assert there == not_there == "not-allowed", route.path


def test_there_is_no_address_that_declares_nothing(hall: Hall) -> None:
    rules = [rule for rule in hall.server.app.url_map.iter_rules() if rule.rule.startswith(BASE)]
    there = {
        (method, rule.rule) for rule in rules for method in rule.methods or () if method not in ("HEAD", "OPTIONS")
    }

    routes = {(route.method, BASE + route.path.replace("{", "<").replace("}", ">")) for route in ROUTES}

    assert there - routes == {("GET", f"{BASE}/openapi.json")}  # which says what the others are
    assert routes <= there


def test_openapi_asks_for_the_credentials_of_those_who_are_let_in(hall: Hall) -> None:
    document = hall.client.get(f"{BASE}/openapi.json").get_json()
    staff = set(get_args(Role))

    for row in declared(RESOURCES)[0]:
        method, path = row.what.split()
        security = document["paths"][BASE + path][method.lower()]["security"]
        asked = {name for one in security for name in one}
        if row.power in (PUBLIC, HOLDER):
            assert security == [], path
        else:
            assert ("session" in asked, "device" in asked) == (
                bool(row.let_in & staff),
                bool(row.let_in - staff - {BRANCH}),
            )


@pytest.mark.parametrize("path", ["/offices/{office}/things", "/things/{thing}"])
def test_an_address_that_does_not_say_where_its_power_is_asked_for_cannot_be_declared(path: str) -> None:
    power: Power = "plan"

    with pytest.raises(ValueError, match="in which hall"):
        Routes("things").add("GET", path, summary="", power=power, answer=None)


def test_an_address_for_holders_without_a_token_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="whose token"):
        Routes("things").add("GET", "/halls/{hall}/things", summary="", power=HOLDER, answer=None)
