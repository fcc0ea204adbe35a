"""Appointments over HTTP: booked by staff, programs and, where the plan lets them, citizens; checked in in the hall."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from ..serving import PLAN, WEDNESDAY, Server
from .test_contract import code_of

BOOKABLE = """
appointments:
  services: [{service: household, slot_min: 30, each: 2}]
  by_phone: %s
"""


@pytest.fixture(params=["false"])
def hall(tmp_path: Path, request: pytest.FixtureRequest, engine: str) -> Iterator[Server]:
    """A server at 10:00 of an open Wednesday, whose hall takes appointments."""
    running = Server(tmp_path / "var", plan=PLAN + BOOKABLE % request.param, engine=engine).start()
    yield running
    running.stop()


by_phone = pytest.mark.parametrize("hall", ["true"], indirect=True)


def slot(clock: str, date: str = WEDNESDAY) -> str:
    return f"{date}T{clock}:00+08:00"


def book(server: Server, who: Any, clock: str = "10:30", **more: Any) -> requests.Response:
    body = {"service": "household", "slot_at": slot(clock)} | more
    answer: requests.Response = who.post(f"{server.api}/halls/h/appointments", json=body, timeout=10)
    return answer


def found(server: Server, **query: str) -> list[dict[str, Any]]:
    kiosk = server.with_token(server.kiosk_token)
    answer = kiosk.get(f"{server.api}/halls/h/appointments/found", params=query, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.json()["appointments"]  # type: ignore[no-any-return]


def check_in(server: Server, appointment: str, who: Any = None, **body: Any) -> requests.Response:
    caller = who or server.with_token(server.terminal_token)
    answer: requests.Response = caller.post(
        f"{server.api}/halls/h/appointments/{appointment}/check-in", json=body, timeout=10
    )
    return answer


def test_an_appointment_goes_from_the_desk_to_the_counter(hall: Server) -> None:
    clerk = hall.staff("zhang")
    offered = clerk.get(f"{hall.api}/halls/h/slots?service=household", timeout=10).json()
    assert offered["days"][0]["date"] == WEDNESDAY
    assert offered["days"][0]["slots"][0] == {
        "starts_at": "2026-11-25T02:30:00Z", "ends_at": "2026-11-25T03:00:00Z", "left": 2,
    }  # fmt: skip

    booked = book(hall, clerk, "10:30", phone="13800001234", name="王五", persons=2)
    assert booked.status_code == 201, booked.text
    appointment = booked.json()
    assert (appointment["slot_at"], appointment["persons"], appointment["state"]) == (
        "2026-11-25T02:30:00Z", 2, "booked",
    )  # fmt: skip
    assert appointment["url"].endswith(f"/a/{appointment['token']}")
    assert "13800001234" not in booked.text

    by_code, by_phone_tail = found(hall, code=appointment["code"]), found(hall, phone="1234")
    assert [one["id"] for one in by_code] == [one["id"] for one in by_phone_tail] == [appointment["id"]]
    assert "name" not in by_code[0]

    taken = check_in(hall, appointment["id"])
    assert taken.status_code == 201, taken.text
    assert (taken.json()["label"], taken.json()["lane"], taken.json()["persons"]) == ("A001", "appointment", 2)
    mine = requests.get(f"{hall.api}/tickets/{taken.json()['token']}", timeout=10).json()
    assert mine["appointment_at"] == "2026-11-25T02:30:00Z"
    held = requests.get(f"{hall.api}/appointments/{appointment['token']}", timeout=10).json()
    assert (held["state"], held["label"], held["can_cancel"]) == ("checked_in", "A001", False)
    assert held["can_book"] is False
    assert held["ticket_url"].endswith(f"/t/{taken.json()['token']}")

    hall.press(clerk, "1", "sign-in")
    called = hall.press(clerk, "1", "next").json()
    assert (called["label"], called["appointment_at"]) == ("A001", "2026-11-25T02:30:00Z")


def test_the_code_of_a_booking_follows_from_nothing_that_others_know(hall: Server) -> None:
    clerk = hall.staff("zhang")
    first, second = (book(hall, clerk, "11:00").json() for _ in range(2))

    for booked in (first, second):
        digest = hashlib.sha256(booked["id"].encode()).digest()
        assert int(booked["code"]) != int.from_bytes(digest[:8]) % 1_000_000
    assert abs(int(first["code"]) - int(second["code"])) > 1  # twice in a million times chance has it so


def test_staff_see_who_is_expected_and_nobody_else_does(hall: Server) -> None:
    clerk, terminal = hall.staff("zhang"), hall.with_token(hall.terminal_token)
    book(hall, clerk, "11:00", phone="13800001234", name="王五")
    book(hall, terminal, "10:30", phone="13900005678")

    listed = clerk.get(f"{hall.api}/halls/h/appointments", timeout=10).json()
    assert [(one["slot_at"], one["name"], one["phone"]) for one in listed["appointments"]] == [
        ("2026-11-25T02:30:00Z", None, "13900005678"), ("2026-11-25T03:00:00Z", "王五", "13800001234"),
    ]  # fmt: skip
    assert clerk.get(f"{hall.api}/halls/h/appointments?date=2026-11-26", timeout=10).json()["appointments"] == []
    address = f"{hall.api}/halls/h/appointments"
    assert code_of(terminal.get(address, timeout=10)) == (403, "not-allowed")
    assert code_of(requests.get(address, timeout=10)) == (401, "sign-in-needed")
    assert code_of(requests.get(f"{address}/found?phone=1234", timeout=10)) == (401, "sign-in-needed")


def test_what_cannot_be_booked_says_why(hall: Server) -> None:
    clerk = hall.staff("zhang")
    assert code_of(book(hall, clerk, "10:40")) == (409, "unknown-slot")
    assert code_of(book(hall, clerk, service="entry-exit")) == (409, "not-bookable")
    assert code_of(book(hall, clerk, service="weapons")) == (404, "unknown-service")
    for end in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"):
        assert code_of(book(hall, clerk, slot_at=end)) == (422, "bad-request")
    assert code_of(book(hall, clerk, slot_at="2199-12-31T15:59:59Z")) == (409, "unknown-slot")
    for wrong in ({"slot_at": "tomorrow"}, {"slot_at": "2026-11-25T10:30:00"}, {"phone": "ann"}, {"persons": "many"}):
        assert code_of(book(hall, clerk, **wrong)) == (422, "bad-request")
    for _ in range(2):
        assert book(hall, clerk, "11:00").status_code == 201
    full = book(hall, clerk, "11:00")
    assert code_of(full) == (409, "slot-full")
    assert full.json()["next_at"] == "2026-11-25T03:30:00Z"


def test_what_cannot_be_checked_in_says_why(hall: Server) -> None:
    clerk, terminal = hall.staff("zhang"), hall.with_token(hall.terminal_token)
    early, tomorrow = book(hall, clerk, "15:00").json(), book(hall, clerk, slot_at=slot("10:00", "2026-11-26")).json()
    refused = check_in(hall, early["id"])
    assert code_of(refused) == (409, "appointment-not-yet")
    assert refused.json()["from_at"] == "2026-11-25T06:30:00Z"
    assert code_of(check_in(hall, tomorrow["id"])) == (409, "appointment-not-yet")
    assert [one["id"] for one in found(hall, code=tomorrow["code"])] == [tomorrow["id"]]
    assert code_of(check_in(hall, "nobody's")) == (404, "unknown-appointment")
    taken = terminal.post(
        f"{hall.api}/halls/h/tickets", json={"service": "household", "lane": "appointment"}, timeout=10
    )
    assert code_of(taken) == (403, "approval-needed")
    assert found(hall, code="000000") == found(hall, phone="0000") == []
    kiosk = hall.with_token(hall.kiosk_token)
    for phone in ("1", "12%4", "１２３４"):
        asked = kiosk.get(f"{hall.api}/halls/h/appointments/found", params={"phone": phone}, timeout=10)
        assert code_of(asked) == (422, "bad-request")


def test_who_tries_the_ends_of_phone_numbers_is_stopped_and_who_is_found_counts_as_no_miss(hall: Server) -> None:
    clerk, kiosk = hall.staff("zhang"), hall.with_token(hall.kiosk_token)
    code = book(hall, clerk, phone="13800009999").json()["code"]
    address = f"{hall.api}/halls/h/appointments/found"

    def ask(tail: str) -> requests.Response:
        return kiosk.get(address, params={"phone": tail}, timeout=10)

    assert all(len(found(hall, phone="9999")) == len(found(hall, code=code)) == 1 for _ in range(30))
    with ThreadPoolExecutor(8) as together:
        statuses = Counter(answer.status_code for answer in together.map(ask, (f"{n:04d}" for n in range(100))))
    assert statuses == {200: 20, 429: 80}
    stopped = ask("9999")  # a pause that lets hits through would be none
    assert code_of(stopped) == (429, "too-many-tries")
    assert 0 < int(stopped.headers["Retry-After"]) <= 601
    assert clerk.get(address, params={"code": code}, timeout=10).status_code == 200  # the desk goes on


def test_a_check_in_that_is_sent_again_is_answered_the_same(hall: Server) -> None:
    appointment = book(hall, hall.staff("zhang")).json()
    terminal = hall.with_token(hall.terminal_token)
    terminal.headers["Idempotency-Key"] = "one press"

    assert check_in(hall, appointment["id"], terminal).json() == check_in(hall, appointment["id"], terminal).json()
    over = check_in(hall, appointment["id"])
    assert code_of(over) == (409, "appointment-over")
    assert (over.json()["state"], over.json()["label"]) == ("checked_in", "A001")


def test_an_appointment_is_cancelled_by_staff_or_by_its_holder_once(hall: Server) -> None:
    clerk = hall.staff("zhang")
    one, two = book(hall, clerk).json(), book(hall, clerk).json()
    by_staff = f"{hall.api}/halls/h/appointments/{one['id']}/cancel"
    by_holder = f"{hall.api}/appointments/{two['token']}/cancel"

    assert clerk.post(by_staff, json={"reason": "停电"}, timeout=10).json()["state"] == "cancelled"
    assert requests.post(by_holder, timeout=10).json()["state"] == "cancelled"
    assert code_of(requests.post(by_holder, timeout=10)) == (409, "appointment-over")
    assert code_of(requests.post(f"{hall.api}/appointments/{'x' * 28}/cancel", timeout=10)) == (404, "unknown-ticket")
    assert book(hall, clerk).status_code == 201


def test_strangers_book_nothing_unless_the_plan_lets_them(hall: Server) -> None:
    assert code_of(book(hall, requests, phone="13800001234")) == (401, "sign-in-needed")
    assert code_of(requests.get(f"{hall.api}/halls/h/slots?service=household", timeout=10)) == (401, "sign-in-needed")


@by_phone
def test_citizens_book_by_themselves_one_time_of_a_service_for_a_phone_number(hall: Server) -> None:
    assert requests.get(f"{hall.api}/halls/h/slots?service=household", timeout=10).json()["days"]
    assert code_of(book(hall, requests)) == (422, "bad-request")
    mine = book(hall, requests, phone="13800001234")
    assert mine.status_code == 201
    held = requests.get(f"{hall.api}/appointments/{mine.json()['token']}", timeout=10).json()
    assert (held["can_cancel"], held["can_book"]) == (True, True)

    again = book(hall, requests, "11:00", phone="13800001234")

    assert code_of(again) == (409, "already-booked")
    assert "slot_at" not in again.json()  # whoever knows a phone number need not be its owner
    assert code_of(book(hall, requests, "11:00", phone="+8613800001234")) == (409, "already-booked")
    assert book(hall, requests, "11:00", phone="1234").status_code in (201, 422)  # the end of it is another number
    assert book(hall, requests, phone="13900001234").status_code == 201


@by_phone
def test_a_citizen_whose_answer_was_lost_gets_it_again_and_nobody_else_does(hall: Server) -> None:
    key = {"Idempotency-Key": "0b7c2e4e-4f7c-4f5e-9a83-0f2c6b1c7f11"}
    body = {"service": "household", "slot_at": slot("10:30"), "phone": "13800001234"}
    address = f"{hall.api}/halls/h/appointments"

    first, again = (requests.post(address, json=body, headers=key, timeout=10) for _ in range(2))

    assert (again.status_code, again.json()) == (201, first.json())
    other = requests.post(address, json=body | {"phone": "13900001234"}, headers=key, timeout=10)
    assert other.json()["id"] != first.json()["id"]


@by_phone
def test_one_address_cannot_take_all_times(hall: Server) -> None:
    answers = [book(hall, requests, "09:30", phone=f"1380000{n:04d}") for n in range(12)]  # gone by

    assert code_of(answers[0]) == (409, "unknown-slot")
    assert code_of(answers[-1]) == (429, "too-many-tries")
    assert answers[-1].headers["Retry-After"]
    assert book(hall, hall.staff("zhang")).status_code == 201


def ask_carried(who: Any, server: Server, **query: str) -> requests.Response:
    return who.get(f"{server.api}/halls/h/appointments/carried", params=query, timeout=10)  # type: ignore[no-any-return]


def carried(server: Server, **query: str) -> list[dict[str, Any]]:
    answer = ask_carried(server.staff("manager"), server, **query).json()
    assert answer["next"] is None
    return answer["cases"]  # type: ignore[no-any-return]


def test_a_case_carried_over_is_checked_in_by_its_code_on_its_day(tmp_path: Path) -> None:
    server = Server(tmp_path / "var", "17:20").start()
    manager, terminal = server.staff("manager"), server.with_token(server.terminal_token)
    ticket = server.issue()
    on = {"label": "A001", "reason": "系统故障", "explanation": "明日优先", "on": "2026-11-26"}
    assert manager.post(f"{server.api}/halls/h/day/close", json={"remaining": [on]}, timeout=10).status_code == 200
    phone = f"{server.api}/tickets/{ticket['token']}"
    code = requests.get(phone, timeout=10).json()["code"]
    assert len(code) == 6
    server.stop()
    server.start("2026-11-26T09:00:00+08:00")
    try:
        assert requests.get(phone, timeout=10).json()["code"] == code
        assert requests.get(f"{server.api}/halls/h/kiosk", timeout=10).json()["appointments"] is True
        kiosk = server.with_token(server.kiosk_token)
        (case,) = kiosk.get(f"{server.api}/halls/h/appointments/found", params={"code": code}, timeout=10).json()[
            "appointments"
        ]
        assert (case["slot_at"], case["on"]) == (None, "2026-11-26")
        assert [one["label"] for one in carried(server)] == ["A001"]
        taken = check_in(server, case["id"], terminal)
        assert carried(server) == []
        (came,) = carried(server, state="checked_in")
        assert (came["label"], came["came_as"], came["until"]) == ("A001", taken.json()["label"], "2026-12-10")
        assert code_of(ask_carried(server.staff("manager"), server, state="gone")) == (422, "bad-request")
        assert code_of(ask_carried(terminal, server)) == (403, "not-allowed")
        assert (taken.status_code, taken.json()["lane"]) == (201, "carried_over")
        assert requests.get(phone, timeout=10).json()["continued"]["label"] == taken.json()["label"]
        assert code_of(check_in(server, case["id"], terminal)) == (409, "nothing-to-carry")
    finally:
        server.stop()


def test_one_person_gets_one_number_of_a_service_for_an_id_number(tmp_path: Path) -> None:
    plan = PLAN + "limits: {one_per_person: true}\n"
    server = Server(tmp_path / "var", plan=plan).start()
    terminal = server.with_token(server.terminal_token)
    numbers = f"{server.api}/halls/h/tickets"

    def take(service: str = "household", **more: Any) -> requests.Response:
        return terminal.post(numbers, json={"service": service, **more}, timeout=10)

    try:
        assert code_of(take()) == (422, "id-number-needed")
        assert take(id_number="11010519491231002X").json()["label"] == "A001"
        again = take(id_number="11010519491231002x")
        assert code_of(again) == (409, "already-holding")
        assert again.json()["label"] == "A001"
        assert take("entry-exit", id_number="11010519491231002X").json()["label"] == "B001"
        assert server.issue(session=server.staff("zhang"))["label"] == "A002"
        server.kill()
        server.start("10:30")
        assert code_of(take(id_number="11010519491231002X")) == (409, "already-holding")
        files = b"".join(path.read_bytes() for path in server.var.rglob("*") if path.is_file())
        assert b"11010519491231002" not in files
    finally:
        server.stop()
