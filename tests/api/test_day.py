"""Closing the day, over HTTP."""

from __future__ import annotations

import json

import pytest
import requests

from ..serving import Server


def test_a_manager_is_told_which_reports_there_are(server: Server) -> None:
    reports = f"{server.api}/halls/h/reports"

    offered = server.staff("manager").get(reports, timeout=10).json()

    assert offered["reports"][0] == {
        "name": "after-hours", "title": {"zh": "延时服务报表", "en": "After-hours report"}
    }  # fmt: skip
    assert offered["files"] == ["csv", "xlsx", "pdf"]
    for report in offered["reports"]:
        assert server.staff("manager").get(f"{reports}/{report['name']}", timeout=30).json()["title"] == report["title"]
    assert requests.get(reports, timeout=10).status_code == 401
    assert server.staff("zhang").get(reports, timeout=10).status_code == 403


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
