"""Publishing a plan, over HTTP."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import requests

from ..serving import Server


def test_while_a_long_plan_is_read_the_hall_goes_on(server: Server) -> None:
    manager = server.staff("manager")
    long = "\n".join(f"k{number}: [1, 2, 3, {{a: b}}]" for number in range(4000))
    headers = {"Content-Type": "application/yaml"}
    answered = 0

    with ThreadPoolExecutor(1) as beside:
        plan = beside.submit(manager.put, f"{server.api}/halls/h/plan", data=long, headers=headers, timeout=60)
        while not plan.done():
            assert requests.get(f"{server.api}/halls/h/board", timeout=60).status_code == 200
            answered += 1

    assert plan.result().json()["code"] == "plan-invalid"
    assert answered > 3  # two may have come before it was read, and after
