"""The guide of a service, to be read before a number is taken."""

from __future__ import annotations

import requests
import yaml

from ..hall.test_guide import GUIDE
from ..serving import PLAN, Server


def test_anybody_reads_the_guide_of_a_service_and_the_kiosk_knows_which_have_one(server: Server) -> None:
    plan = yaml.safe_load(PLAN)
    plan["services"][0]["guide"] = GUIDE
    hall = f"{server.api}/halls/h"
    assert server.staff("manager").put(f"{hall}/plan", json=plan, timeout=10).status_code == 200

    told = requests.get(f"{hall}/services/household", timeout=10).json()

    assert told == {"service": "household", "name": plan["services"][0]["name"], "series": "A", "guide": GUIDE}
    assert requests.get(f"{hall}/services/entry-exit", timeout=10).json()["guide"] is None
    kiosk = requests.get(f"{hall}/kiosk", timeout=10).json()
    assert [service["guide"] for service in kiosk["services"]] == [True, False]
    nowhere = requests.get(f"{hall}/services/nothing", timeout=10)
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "unknown-service")
