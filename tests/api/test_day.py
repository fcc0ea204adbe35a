"""Closing the day, over HTTP."""

from __future__ import annotations

import json

import pytest
import requests

from ..serving import Server


@pytest.mark.parametrize(("size", "status"), [(1024 * 1024, 200), (3 * 1024 * 1024, 413)])
def test_a_thousand_numbers_can_be_explained_at_once(server: Server, size: int, status: int) -> None:
    label = server.issue()["label"]
    case = {"label": label, "reason": "系统故障", "explanation": "已逐一说明", "on": "2026-11-26"}
    body = json.dumps({"remaining": [case]}).ljust(size)
    headers = {"Content-Type": "application/json"}

    url = f"{server.api}/halls/h/day/close"
    stranger = requests.post(url, data=body, headers=headers, timeout=30)
    closed = server.staff("manager").post(url, data=body, headers=headers, timeout=30)

    assert stranger.status_code == 401
    assert closed.status_code == status
