"""The contract, asked of a running server over real HTTP, on both engines."""

from __future__ import annotations

import uuid

import pytest
import requests
from openapi_spec_validator import validate

from ..every_refusal import EVERY_REFUSAL
from ..serving import Server
from .conftest import BOTH_ENGINES


@pytest.fixture(params=BOTH_ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The contract holds on SQLite, and on PostgreSQL with Redis; what else is asked of the API, on SQLite alone."""
    return str(request.param)


def code_of(answer: requests.Response) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    problem = answer.json()
    assert problem["status"] == answer.status_code
    return answer.status_code, problem["code"]


def test_a_number_goes_from_the_kiosk_through_a_counter_to_its_rating(server: Server) -> None:
    clerk = server.staff("zhang")
    assert server.press(clerk, "1", "sign-in", role="A").status_code == 200

    issued = server.issue("household", persons=2)
    assert (issued["label"], issued["ahead"], issued["lane"]) == ("A001", 0, "ordinary")
    assert issued["url"].endswith(f"/t/{issued['token']}")
    assert issued["token"] != issued["id"]

    called = server.press(clerk, "1", "next")
    assert called.status_code == 200
    assert (called.json()["label"], called.json()["persons"]) == ("A001", 2)
    assert called.json()["reason"]["rule"] == "right_of_way"
    board = requests.get(f"{server.api}/halls/h/board", timeout=10).json()
    assert [(c["label"], c["counter"]) for c in board["calls"]] == [("A001", "1")]
    assert board["day"]["state"] == "open"

    assert server.press(clerk, "1", "start", label="A001").status_code == 200
    ended = server.press(clerk, "1", "finish", outcome="done", label="A001")
    assert (ended.status_code, ended.json()["state"]) == (200, "ended")
    ticket = f"{server.api}/tickets/{issued['token']}"
    assert requests.post(f"{ticket}/rating", json={"level": 5}, timeout=10).json()["rating"] == 5
    assert code_of(requests.post(f"{ticket}/rating", json={"level": 1}, timeout=10)) == (409, "already-rated")
    assert server.press(clerk, "1", "next").status_code == 204


def test_nothing_that_changes_state_is_open_to_a_stranger(shared: Server) -> None:
    manager = shared.staff("manager")

    def head() -> int:
        """The journal's last line."""
        return int(manager.get(f"{shared.api}/halls/h/journal", timeout=10).json()["head"])

    before = head()
    document = requests.get(f"{shared.api}/openapi.json", timeout=10).json()
    parts = {
        "hall": "h",
        "counter": "1",
        "label": "A001",
        "slip": "x",
        "name": "day",
        "token": "y" * 28,
        "appointment": "z",
        "entry": "x",
    }
    tried = 0
    for path, operations in document["paths"].items():
        for method in operations:
            if method == "get" or path.endswith("/session"):
                continue
            answer = requests.request(method, shared.url + path.format(**parts), json={}, timeout=10)
            tried += 1
            assert answer.status_code in (401, 404, 422), (method, path, answer.text)
    assert tried > 20
    assert head() == before


def test_the_openapi_document_is_valid_and_every_view_is_in_it(shared: Server) -> None:
    document = requests.get(f"{shared.api}/openapi.json", timeout=10).json()
    validate(document)
    assert {"BoardView", "KioskView", "LiveView", "CounterView", "WindowView", "TicketView"} <= set(
        document["components"]["schemas"]
    )


def test_a_client_finds_every_refusal_in_the_openapi_document(shared: Server) -> None:
    document = requests.get(f"{shared.api}/openapi.json", timeout=10).json()

    assert document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"] == [
        kind.code for kind in EVERY_REFUSAL
    ]


def test_the_same_key_answers_the_same_and_writes_nothing(server: Server) -> None:
    terminal = server.with_token(server.terminal_token)
    terminal.headers["Idempotency-Key"] = str(uuid.uuid4())
    first, second = server.issue(session=terminal), server.issue(session=terminal)
    assert first == second
    assert requests.get(f"{server.api}/halls/h/board", timeout=10).json()["waiting"][0]["count"] == 1
    other = terminal.post(f"{server.api}/halls/h/tickets", json={"service": "entry-exit"}, timeout=10)
    assert code_of(other) == (422, "idempotency-key-reused")


def test_a_key_answers_the_same_after_the_server_was_killed(server: Server) -> None:
    terminal = server.with_token(server.terminal_token)
    terminal.headers["Idempotency-Key"] = "kept"
    first = server.issue(session=terminal)
    server.kill()
    server.start()
    assert server.issue(session=terminal) == first


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"service": "nothing"}, (404, "unknown-service")),
        ({"service": "household", "lane": "royal"}, (404, "unknown-lane")),
        ({"service": "household", "persons": 0}, (422, "persons-out-of-range")),
        ({"service": "household", "persons": "many"}, (422, "bad-request")),
        ({"service": "household", "colour": "red"}, (422, "bad-request")),
        ({}, (422, "bad-request")),
        ([], (422, "bad-request")),
        ({"service": "household", "id_number": "123"}, (422, "id-number-invalid")),
        ({"service": "household", "lane": "urgent"}, (403, "approval-needed")),
        ({"service": "household", "printer": "nowhere"}, (404, "unknown-printer")),
    ],
)
def test_a_wrong_request_for_a_number_is_a_named_error(shared: Server, body: object, expected: tuple[int, str]) -> None:
    terminal = shared.with_token(shared.terminal_token)
    assert code_of(terminal.post(f"{shared.api}/halls/h/tickets", json=body, timeout=10)) == expected


def test_malformed_oversized_and_foreign_bodies_are_named_errors(shared: Server) -> None:
    terminal = shared.with_token(shared.terminal_token)
    url = f"{shared.api}/halls/h/tickets"
    as_json = {"Content-Type": "application/json"}
    assert code_of(terminal.post(url, data="{", headers=as_json, timeout=10)) == (400, "malformed-body")
    assert code_of(terminal.post(url, data=b"\xff\xfe", headers=as_json, timeout=10)) == (400, "malformed-body")
    assert code_of(terminal.post(url, data="service=household", timeout=10)) == (415, "wrong-media-type")
    huge = b'{"service": "' + b"x" * 100_000 + b'"}'
    assert code_of(terminal.post(url, data=huge, headers=as_json, timeout=10)) == (413, "too-large")
    deep = b"[" * 5000 + b"]" * 5000
    assert code_of(terminal.post(url, data=deep, headers=as_json, timeout=10))[0] in (400, 422)
    assert code_of(terminal.post(f"{shared.api}/halls/nowhere/tickets", json={"service": "a"}, timeout=10))[0] == 403
    assert code_of(requests.get(f"{shared.api}/nothing", timeout=10)) == (404, "not-found")
    assert code_of(requests.put(f"{shared.api}/session", timeout=10)) == (405, "method-not-allowed")


def test_presses_that_are_not_possible_are_named_errors_and_change_nothing(server: Server) -> None:
    zhang, li = server.staff("zhang"), server.staff("li")
    server.issue()
    assert code_of(server.press(zhang, "1", "next")) == (409, "not-signed-in-here")
    server.press(zhang, "1", "sign-in", role="A")
    assert code_of(server.press(li, "1", "sign-in", role="B")) == (409, "counter-taken")
    assert code_of(server.press(zhang, "2", "sign-in", role="A")) == (409, "clerk-elsewhere")
    assert code_of(server.press(zhang, "9", "next")) == (404, "unknown-counter")
    assert code_of(server.press(zhang, "1", "start")) == (409, "counter-idle")
    server.press(zhang, "1", "next")
    head = server.staff("manager").get(f"{server.api}/halls/h/journal", timeout=10).json()["head"]
    assert code_of(server.press(zhang, "1", "next")) == (409, "counter-occupied")
    assert code_of(server.press(zhang, "1", "start", label="A007")) == (409, "stale-press")
    assert code_of(server.press(zhang, "1", "finish", outcome="done")) == (409, "illegal-move")
    assert code_of(server.press(zhang, "1", "sign-out")) == (409, "counter-occupied")
    server.press(zhang, "1", "start")
    assert code_of(server.press(zhang, "1", "finish", outcome="vanished")) == (422, "bad-request")
    assert code_of(server.press(zhang, "1", "finish", outcome="refused")) == (422, "field-needed")
    assert code_of(server.press(zhang, "1", "transfer", service="nothing")) == (404, "unknown-service")
    assert server.staff("manager").get(f"{server.api}/halls/h/journal", timeout=10).json()["head"] == head + 1


def test_errors_speak_the_callers_language(shared: Server) -> None:
    url = f"{shared.api}/halls/nowhere/board"
    english = requests.get(url, headers={"Accept-Language": "en-GB,en;q=0.9"}, timeout=10)
    assert english.json()["title"] == "There is no such hall"
    assert requests.get(url, headers={"Accept-Language": "zh-CN"}, timeout=10).json()["title"] == "没有这个大厅"


def test_a_lane_of_age_is_read_from_an_id_number_and_the_number_is_kept_nowhere(server: Server) -> None:
    id_number = "11010519491231002X"  # the standard's own example
    issued = server.issue(id_number=id_number)
    assert issued["lane"] == "elderly"
    server.stop()
    for file in (path for path in server.var.rglob("*") if path.is_file()):
        assert id_number.encode() not in file.read_bytes(), file


def test_a_plan_is_published_with_a_guard_against_overwriting_a_newer_one(server: Server) -> None:
    manager = server.staff("manager")
    url = f"{server.api}/halls/h/plan"
    before = manager.get(url, timeout=10)
    plan = before.json() | {"notices": [{"zh": "咨询 110", "en": "Ask 110"}]}
    saved = manager.put(url, json=plan, headers={"If-Match": before.headers["ETag"]}, timeout=10)
    assert (saved.status_code, saved.json()) == (200, {"version": 2})
    assert requests.get(f"{server.api}/halls/h/board", timeout=10).json()["notices"] == plan["notices"]
    again = manager.put(url, json=plan, headers={"If-Match": before.headers["ETag"]}, timeout=10)
    assert code_of(again) == (412, "plan-changed")
    wrong = "hall: h\nname: {zh: 厅, en: Hall}\ncolour: red\n"
    refused = manager.put(url, data=wrong.encode(), headers={"Content-Type": "application/yaml"}, timeout=10)
    assert code_of(refused) == (422, "plan-invalid")
    assert {"path": "colour", "line": 3, "problem": "unknown key"} in refused.json()["problems"]
    assert code_of(server.staff("zhang").put(url, json=plan, timeout=10)) == (403, "not-allowed")
