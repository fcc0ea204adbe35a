"""Print jobs as the server gives them."""

from __future__ import annotations

from typing import Any

URL = "http://192.168.10.20:8000/t/Zk3vQ9r1xYt5uW7bN2mC4dF6"


def document(**changes: Any) -> dict[str, Any]:
    """An everyday job; `changes` say what is different about this one."""
    everyday: dict[str, Any] = {
        "slip": "slip-1", "form": "number", "state": "printing", "why": None, "printer": "hall-printer",
        "copy_number": 1, "ticket": "ticket-1", "label": "A012",
        "hall": {"zh": "万州区公安局政务服务中心", "en": "Wanzhou Public Security Service Centre"},
        "service": {"zh": "户政", "en": "Household registration and ID cards"},
        "counters": [{"zh": f"{n}号窗口", "en": f"Counter {n}"} for n in (1, 2, 5)], "phone": "023-5822-0110",
        "persons": 1, "green": False, "ahead": 7,
        "forecast": {"low_s": 743, "mid_s": 1000, "high_s": 1490, "low_min": 12, "high_min": 25},
        "issued_at": "2026-11-25T01:41:07.123Z", "appointment_at": None, "waited_s": 1,
        "timezone": "Asia/Shanghai", "misses": 3, "rejoin_behind": 3, "bare": False, "url": URL, "rehearsal": False,
        "counter": None, "explanation": None, "on": None, "code": None, "check_in_from": None,
    }  # fmt: skip
    return everyday | changes


EXTREME: dict[str, Any] = {
    "label": "A1000", "appointment_at": "2026-11-25T02:30:00Z",
    "copy_number": 2, "persons": 4, "green": True, "ahead": 128, "rehearsal": True,
    "service": {"zh": "经营单位内部安全保卫和特种行业许可", "en": "Security of businesses, institutions and trades"},
    "forecast": {"low_s": 5400, "mid_s": 7000, "high_s": 9000, "low_min": 90, "high_min": 150},
    "url": "https://queue.police.wanzhou.example.cn:8443/t/" + "Zk3vQ9r1xYt5uW7b" * 4,
}  # fmt: skip

# one of each form

ACCEPTANCE: dict[str, Any] = {
    "form": "acceptance", "ahead": None, "forecast": None, "counter": {"zh": "1号窗口", "en": "Counter 1"},
    "explanation": "15 个工作日内办结，短信通知后凭此单到 8 号窗口领取，也可邮寄。工本费 20 元。",
}  # fmt: skip
CARRY_OVER: dict[str, Any] = {
    "form": "carry_over", "ahead": None, "forecast": None, "on": "2026-11-26", "code": "048213",
    "explanation": "系统故障，今天办不了。明天上午到导办台，优先办理，材料不用重带。",
}  # fmt: skip
APPOINTMENT: dict[str, Any] = {
    "form": "appointment", "label": "048213", "ahead": None, "forecast": None, "on": "2026-11-27",
    "appointment_at": "2026-11-27T02:30:00Z", "check_in_from": "2026-11-27T02:00:00Z", "code": "048213",
    "url": URL.replace("/t/", "/a/"),
}  # fmt: skip
LOST: dict[str, Any] = {"copy_number": 2, "bare": True, "url": ""}

FORMS: dict[str, dict[str, Any]] = {
    "everyday": {}, "extreme": EXTREME, "lost": LOST, "acceptance": ACCEPTANCE, "carry-over": CARRY_OVER,
    "appointment": APPOINTMENT,
}  # fmt: skip
