"""Print jobs as the server gives them."""

from __future__ import annotations

from typing import Any

URL = "http://192.168.10.20:8000/t/Zk3vQ9r1xYt5uW7bN2mC4dF6"


def document(**changes: Any) -> dict[str, Any]:
    """An everyday job; `changes` say what is different about this one."""
    everyday: dict[str, Any] = {
        "slip": "slip-1", "state": "printing", "why": None, "printer": "hall-printer", "copy_number": 1,
        "ticket": "ticket-1", "label": "A012",
        "hall": {"zh": "万州区公安局政务服务中心", "en": "Wanzhou Public Security Service Centre"},
        "service": {"zh": "户政", "en": "Household registration and ID cards"},
        "persons": 1, "green": False, "ahead": 7, "forecast": {"low_s": 743, "mid_s": 1000, "high_s": 1490},
        "issued_at": "2026-11-25T01:41:07.123Z", "appointment_at": None, "waited_s": 1,
        "timezone": "Asia/Shanghai", "misses": 3, "rejoin_behind": 3, "url": URL, "rehearsal": False,
    }  # fmt: skip
    return everyday | changes


EXTREME: dict[str, Any] = {
    "label": "A1000", "appointment_at": "2026-11-25T02:30:00Z",
    "copy_number": 2, "persons": 4, "green": True, "ahead": 128, "rehearsal": True,
    "service": {"zh": "经营单位内部安全保卫和特种行业许可", "en": "Security of businesses, institutions and trades"},
    "forecast": {"low_s": 5400, "mid_s": 7000, "high_s": 9000},
    "url": "https://queue.police.wanzhou.example.cn:8443/t/" + "Zk3vQ9r1xYt5uW7b" * 4,
}  # fmt: skip
