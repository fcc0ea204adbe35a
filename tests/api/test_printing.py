"""The print agent's work, over HTTP."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
import yaml

from ..serving import PLAN, Server
from .test_appointments import BOOKABLE, book, code_of


def test_a_slip_of_a_number_given_back_is_told_even_when_its_service_and_lane_are_gone(server: Server) -> None:
    printer = server.with_token(server.printer_token)
    issued = server.issue("entry-exit", server.with_token(server.kiosk_token), lane="elderly")
    assert requests.post(f"{server.api}/tickets/{issued['token']}/cancel", timeout=10).status_code == 200
    plan = yaml.safe_load(PLAN)
    plan["services"] = [service for service in plan["services"] if service["id"] == "household"]
    plan["counters"] = [{"id": "1", "name": {"zh": "1号窗口", "en": "Counter 1"}, "serves": ["household"]}]
    plan["lanes"] = []
    assert server.staff("manager").put(f"{server.api}/halls/h/plan", json=plan, timeout=10).status_code == 200

    work = printer.get(f"{server.api}/halls/h/slips", timeout=10)

    assert work.status_code == 200
    slip = work.json()["slips"][0]
    assert (slip["service"], slip["green"]) == ({"zh": "entry-exit", "en": "entry-exit"}, False)
    assert printer.post(f"{server.api}/halls/h/slips/{slip['slip']}/take", timeout=10).status_code == 200


def test_a_printer_that_waits_for_work_is_answered_when_the_server_stops(server: Server) -> None:
    printer = server.with_token(server.printer_token)
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(printer.get, f"{server.api}/halls/h/slips?wait_s=30", timeout=40)
        time.sleep(1.0)  # nothing tells from outside that it waits

        server.stop()

        answer = waiting.result()
    assert (answer.status_code, answer.json()) == (200, {"slips": []})


def jobs(server: Server) -> list[dict[str, Any]]:
    printer = server.with_token(server.printer_token)
    return printer.get(f"{server.api}/halls/{server.hall}/slips", timeout=10).json()["slips"]  # type: ignore[no-any-return]


def printed(server: Server) -> dict[str, Any]:
    """The one slip that waits, which comes out now."""
    [job] = jobs(server)
    printer = server.with_token(server.printer_token)
    for step in ("take", "printed"):
        answer = printer.post(f"{server.api}/halls/{server.hall}/slips/{job['slip']}/{step}", timeout=10)
        assert answer.status_code == 200, answer.text
    return job


def test_a_slip_tells_which_counters_serve_it_and_whom_to_call(server: Server) -> None:
    plan = yaml.safe_load(PLAN) | {"phones": {"consultation": "023-0000-0001"}}
    assert server.staff("manager").put(f"{server.api}/halls/h/plan", json=plan, timeout=10).status_code == 200
    issued = server.issue(session=server.with_token(server.kiosk_token))

    job = printed(server)

    assert (job["form"], job["label"], job["url"]) == ("number", "A001", issued["url"])
    assert [counter["zh"] for counter in job["counters"]] == ["1号窗口", "2号窗口"]
    assert job["phone"] == "023-0000-0001"


def test_a_lost_slip_is_printed_again_at_the_kiosk_without_the_address_of_its_holder(server: Server) -> None:
    kiosk = server.with_token(server.kiosk_token)
    server.issue(session=kiosk)
    first = printed(server)

    again = kiosk.post(f"{server.api}/halls/h/tickets/A001/slip", json={}, timeout=10)

    assert (again.status_code, again.json()["slip"]) == (201, "requested")
    assert first["url"].rpartition("/")[2] not in again.text
    twice = kiosk.post(f"{server.api}/halls/h/tickets/A001/slip", json={}, timeout=10)
    assert code_of(twice) == (409, "illegal-move")
    copy = printed(server)
    assert (copy["copy_number"], copy["bare"], copy["url"]) == (2, True, "")
    assert kiosk.get(f"{server.api}/halls/h/tickets/A001", timeout=10).json()["slip"] == "printed"


def test_who_holds_the_code_gets_the_whole_slip_again(server: Server) -> None:
    kiosk = server.with_token(server.kiosk_token)
    issued = server.issue(session=kiosk)
    printed(server)

    again = kiosk.post(f"{server.api}/tickets/{issued['token']}/slip", json={}, timeout=10)

    assert (again.status_code, again.json()["slip"]) == (201, "requested")
    assert (printed(server)["url"], jobs(server)) == (issued["url"], [])
    stranger = requests.post(f"{server.api}/tickets/{issued['token']}/slip", json={}, timeout=10)
    assert code_of(stranger) == (401, "sign-in-needed")


@pytest.mark.parametrize("who", ["clerk", "manager", "terminal", "kiosk"])
def test_whoever_prints_for_somebody_is_told_no_address_with_which_to_rate(server: Server, who: str) -> None:
    issued = server.issue(session=server.with_token(server.kiosk_token))
    printed(server)
    devices = {"terminal": server.terminal_token, "kiosk": server.kiosk_token}
    caller = server.with_token(devices[who]) if who in devices else server.staff({"clerk": "zhang"}.get(who, who))
    caller.headers["Idempotency-Key"] = "one press"
    slips, wanted = f"{server.api}/halls/h/slips", {"ticket": issued["id"], "printer": "printer-1"}

    answers = [caller.post(slips, json=wanted, timeout=10) for _ in range(2)]
    answers.append(caller.get(slips, timeout=10))
    answers += [
        caller.post(f"{slips}/{answers[0].json()['slip']}/{step}", json={"why": "paper"}, timeout=10)
        for step in ("take", "printed", "failed")
    ]

    assert [answer.status_code for answer in answers] == [201, 201, 403, 403, 403, 403]
    assert issued["token"][-16:] not in "".join(answer.text for answer in answers)
    assert all("url" not in answer.json() for answer in answers)
    assert printed(server)["url"] == issued["url"]


def test_who_prints_nothing_of_their_own_names_a_printer(server: Server) -> None:
    server.issue()
    terminal = server.with_token(server.terminal_token)

    without = terminal.post(f"{server.api}/halls/h/tickets/A001/slip", json={}, timeout=10)
    named = terminal.post(f"{server.api}/halls/h/tickets/A001/slip", json={"printer": "printer-1"}, timeout=10)

    assert code_of(without) == (404, "unknown-printer")
    assert named.status_code == 201


def test_an_acceptance_is_printed_when_the_clerk_ends_with_it_and_again_afterwards(server: Server) -> None:
    clerk = server.staff("zhang")
    issued = server.issue()
    for press in ("sign-in", "next", "start"):
        assert server.press(clerk, "1", press).status_code == 200
    told = "15 个工作日内办结，短信通知后凭此单领取"

    ended = server.press(clerk, "1", "finish", outcome="accepted", reason=told, printer="printer-1")

    assert ended.status_code == 200
    job = printed(server)
    assert (job["form"], job["label"], job["copy_number"], job["explanation"]) == ("acceptance", "A001", 1, told)
    assert (job["counter"]["zh"], job["url"]) == ("1号窗口", issued["url"])
    again = clerk.post(f"{server.api}/halls/h/slips", json={"ticket": issued["id"]}, timeout=10)
    assert (again.status_code, again.json()["form"], again.json()["copy_number"]) == (201, "acceptance", 2)


def test_closing_the_day_prints_for_each_case_when_it_comes_again(server: Server) -> None:
    issued = server.issue()
    remaining = [{"label": "A001", "reason": "系统故障", "explanation": "周四上午优先办理", "on": "2026-11-26"}]

    closed = server.staff("manager").post(
        f"{server.api}/halls/h/day/close", json={"remaining": remaining, "printer": "printer-1"}, timeout=10
    )

    assert closed.status_code == 200, closed.text
    job = printed(server)
    assert (job["form"], job["label"], job["on"], job["explanation"]) == (
        "carry_over", "A001", "2026-11-26", "周四上午优先办理",
    )  # fmt: skip
    assert (len(job["code"]), job["url"]) == (6, issued["url"])


def test_an_appointment_booked_at_the_desk_is_printed_and_a_stranger_prints_none(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    server = Server(tmp_path_factory.mktemp("var"), plan=PLAN + BOOKABLE % "true").start()
    try:
        booked = book(server, server.staff("manager"), "10:30", printer="printer-1").json()

        job = printed(server)
        assert (job["form"], job["code"], job["url"]) == ("appointment", booked["code"], booked["url"])
        assert (job["on"], job["appointment_at"], job["check_in_from"]) == (
            "2026-11-25", "2026-11-25T02:30:00Z", "2026-11-25T02:00:00Z",
        )  # fmt: skip
        assert book(server, requests.Session(), "11:00", phone="13800001111", printer="printer-1").status_code == 201
        assert jobs(server) == []
    finally:
        server.stop()


def test_what_a_printer_says_of_itself_is_seen_by_kiosk_clerk_and_manager(server: Server) -> None:
    printer, manager = server.with_token(server.printer_token), server.staff("manager")
    report = f"{server.api}/halls/h/printer"

    assert printer.post(report, json={"state": "paper-low"}, timeout=10).status_code == 204

    for view, who in (("live", manager), ("kiosk", requests), ("counters/1", server.staff("zhang"))):
        [said] = who.get(f"{server.api}/halls/h/{view}", timeout=10).json()["printers"]  # type: ignore[attr-defined]
        assert (said["printer"], said["state"]) == ("printer-1", "paper-low")
    assert code_of(printer.post(report, json={"state": "splendid"}, timeout=10)) == (422, "bad-request")
    kiosk = server.with_token(server.kiosk_token)
    assert code_of(kiosk.post(report, json={"state": "well"}, timeout=10)) == (403, "not-allowed")
    head = manager.get(f"{server.api}/halls/h/journal?after=0", timeout=10).json()["head"]
    assert printer.post(report, json={"state": "paper-low"}, timeout=10).status_code == 204
    assert manager.get(f"{server.api}/halls/h/journal?after=0", timeout=10).json()["head"] == head


def test_a_device_learns_who_it_is(server: Server) -> None:
    kiosk = server.with_token(server.kiosk_token).get(f"{server.api}/device", timeout=10)

    assert kiosk.json() == {"name": "kiosk-1", "kind": "kiosk", "hall": "h", "printer": "printer-1"}
    assert code_of(requests.get(f"{server.api}/device", timeout=10)) == (401, "sign-in-needed")


def test_the_doctor_says_what_each_printer_wants(server: Server) -> None:
    def said() -> tuple[int, str]:
        done = server.run("doctor", check=False)
        return done.returncode, next(line for line in done.stdout.splitlines() if "printer-1" in line)

    spoiled = bool(server.postgres_url)  # the tests' own PostgreSQL runs without fsync, and is told so
    assert said()[0] == 1
    assert "start its print agent" in said()[1]
    for state, code, words in (
        ("paper-out", 1, "put in a roll"),
        ("unknown", 0, "unknown printer: h printer-1: it does not say"),
        ("well", 0, "in order"),
    ):
        printer = server.with_token(server.printer_token)
        assert printer.post(f"{server.api}/halls/h/printer", json={"state": state}, timeout=10).status_code == 204
        assert said()[0] == (code or spoiled)
        assert words in said()[1]
