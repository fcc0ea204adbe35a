"""The print agent's work, over HTTP."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import requests
import yaml

from ..serving import PLAN, Server


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
