"""What no browser and no kiosk would send: refused by name, and never a fault of the server."""

from __future__ import annotations

import pytest
import requests

from ..serving import PLAN, Server


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "null", "//", "http://a:b:c", "x" * 5000])
def test_an_origin_that_is_no_address_is_a_foreign_one(shared: Server, origin: str) -> None:
    headers = {"Cookie": "queue_session=some", "Origin": origin}
    answer = requests.get(f"{shared.api}/session", headers=headers, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign-origin")


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("cookie", [b"queue_session=\xff", b"other=\xff\xfe; queue_session=some", b"=;" * 5000])
def test_cookies_of_other_programs_on_this_host_may_hold_anything(shared: Server, method: str, cookie: bytes) -> None:
    answer = requests.request(method, f"{shared.api}/session", headers={"Cookie": cookie}, timeout=10)
    assert answer.status_code == (401 if method == "GET" else 204)


def test_a_clerk_stays_signed_in_beside_such_a_cookie(server: Server) -> None:
    kept = server.staff("zhang").cookies["queue_session"]
    headers = {"Cookie": b"other=\xe4\xf6; queue_session=" + kept.encode()}
    assert requests.get(f"{server.api}/session", headers=headers, timeout=10).json()["username"] == "zhang"


def test_who_asks_for_thousands_of_languages_is_told_in_chinese(shared: Server) -> None:
    languages = ",".join(f"a{number};q=0.{number % 10}" for number in range(1000))
    answer = requests.get(f"{shared.api}/session", headers={"Accept-Language": languages}, timeout=10)
    assert answer.json()["title"] == "请先登录"


@pytest.mark.parametrize("host", ["xn--0.com", "a/b", "a b", "[", "h:port", "\u00e4", "a@b", "x" * 300])
def test_whatever_host_was_asked_for_a_number_is_given_whole_or_not_at_all(shared: Server, host: str) -> None:
    before = requests.get(f"{shared.api}/halls/h/board", timeout=10).json()["seq"]
    kiosk = shared.with_token(shared.terminal_token)
    url = f"{shared.api}/halls/h/tickets"
    answer = kiosk.post(url, json={"service": "household"}, headers={"Host": host.encode()}, timeout=10)
    if host == "xn--0.com":  # a name that nobody has, but a name
        assert answer.json()["url"].startswith("http://xn--0.com/t/")
    else:
        assert answer.status_code in (400, 422)
        assert requests.get(f"{shared.api}/halls/h/board", timeout=10).json()["seq"] == before


@pytest.mark.parametrize("persons", ["9" * 30, "9" * 5000, 10**18])
def test_numbers_beyond_all_bounds_are_refused_by_their_field(shared: Server, persons: object) -> None:
    kiosk = shared.with_token(shared.terminal_token)
    body = {"service": "household", "persons": persons}
    answer = kiosk.post(f"{shared.api}/halls/h/tickets", json=body, timeout=10)
    assert answer.status_code == 422
    assert [problem["path"] for problem in answer.json()["problems"]] == ["persons"]


@pytest.mark.parametrize(
    ("plan", "headers", "code"),
    [
        (b'hall: "\\UFFFFFFFF"', {}, "plan-invalid"),
        (b"hall: h", {"If-Match": "9" * 5000}, "plan-invalid"),
        (PLAN.encode(), {"If-Match": "9" * 5000}, "bad-request"),
    ],
)
def test_a_plan_that_no_editor_writes(shared: Server, plan: bytes, headers: dict[str, str], code: str) -> None:
    manager = shared.staff("manager")
    told = {"Content-Type": "application/yaml"} | headers
    answer = manager.put(f"{shared.api}/halls/h/plan", data=plan, headers=told, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_staff_is_told_that_slips_are_for_printers(shared: Server) -> None:
    answer = shared.staff("manager").get(f"{shared.api}/halls/h/slips", timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "1999-12-31T00:00:00Z"])
@pytest.mark.parametrize(
    ("path", "field", "more"),
    [
        ("registers/bulletins", "until", {"zh": "放假"}),
        ("appointments", "slot_at", {"service": "household"}),
        ("tickets", "taken_at", {"service": "household", "reason": "停电"}),
    ],
)
def test_a_time_that_not_every_zone_has_is_refused_by_its_field(
    shared: Server, moment: str, path: str, field: str, more: dict[str, str]
) -> None:
    body = {field: moment, **more}
    answer = shared.staff("manager").post(f"{shared.api}/halls/h/{path}", json=body, timeout=10)
    assert (answer.status_code, [problem["path"] for problem in answer.json()["problems"]]) == (422, [field])


@pytest.mark.parametrize("date", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("path", ["reports/day", "reports/hours", "reports/after-hours", "appointments"])
def test_a_day_at_the_end_of_the_calendar_has_nothing_to_tell(shared: Server, date: str, path: str) -> None:
    answer = shared.staff("manager").get(f"{shared.api}/halls/h/{path}?date={date}", timeout=10)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("path", ["", "/board", "/voice", "/counters/1/window", "/counters/1/photo", "/slots"])
@pytest.mark.parametrize("hall", ["%00", "h%00", "%1B", "%EF%BF%BE", "h%20", "..", "%F0%9F%9A%93" * 200])
def test_a_hall_that_nobody_has_is_no_fault_of_the_database(shared: Server, hall: str, path: str) -> None:
    answer = requests.get(f"{shared.api}/halls/{hall}{path}", timeout=10)
    assert answer.status_code == 404


def test_a_name_that_no_account_has_is_no_fault_of_the_database(shared: Server) -> None:
    answer = requests.post(f"{shared.api}/session", json={"username": "a\0b", "password": "x"}, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-request")
    assert shared.staff("manager").get(f"{shared.api}/halls/h/plaques/%00", timeout=10).status_code == 404


@pytest.mark.parametrize("written", ["补\0材料", "补\x0b材料", "补\x1b材料\x7f"])
def test_what_nobody_can_read_is_no_part_of_a_reason(server: Server, written: str) -> None:
    zhang = server.staff("zhang")
    server.press(zhang, "1", "sign-in", role="A")

    answer = server.press(zhang, "1", "pause", reason=written)

    assert (answer.status_code, answer.json()["pause"]["reason"]) == (200, "补 材料"), answer.text
