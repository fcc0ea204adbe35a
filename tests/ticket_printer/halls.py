"""Plans of halls as large, and with names as long, as a kiosk meets them."""

from __future__ import annotations

from typing import Any

import yaml

from ..serving import PLAN

NAMES = [
    ("户政", "Household registration and ID cards"),
    ("出入境", "Passports and exit-entry permits"),
    ("交巡警车驾管", "Vehicles and driving licences"),
    ("交通违法处理", "Traffic violations"),
    ("治安管理（特种行业许可）", "Public order permits (special trades and businesses)"),
    ("经文保", "Security of businesses and institutions"),
    ("网安", "Cyber security filing"),
    ("禁毒", "Controlled chemicals"),
    ("统一发证", "Collect your documents"),
    ("流动人口居住登记", "Residence registration of migrant population"),
    ("无犯罪记录证明", "Certificate of no criminal record"),
    ("养犬登记", "Dog registration"),
    *((f"其他业务{n}", f"Other business of the bureau, part {n}") for n in range(13, 21)),
]
GREEN = [
    ("elderly", "老年人（60 岁以上）", "Elderly (60 and over)"),
    ("sick", "病弱", "Ill or frail"),
    ("disabled", "残障人士", "Disabled"),
    ("pregnant", "孕妇", "Pregnant"),
]


def text(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


GUIDE = {
    "basis": text("《中华人民共和国居民身份证法》第二章。", "Law on Resident Identity Cards, chapter 2."),
    "conditions": text("年满十六周岁、居住在本区的公民。", "Residents of this district aged 16 and over."),
    "materials": [
        text("居民户口簿原件", "Household register, original"),
        text("旧的居民身份证（换领时）", "The old identity card, when it is exchanged"),
        text("监护人的居民身份证，以及能证明监护关系的材料", "The guardian's identity card and proof of guardianship"),
    ],
    "place": text("1号至3号窗口", "Counters 1 to 3"),
    "time": text("周一至周五 09:00–12:00，14:00–17:30", "Monday to Friday, 09:00–12:00 and 14:00–17:30"),
    "process": text("取号、受理、照相、采指纹、缴费、领取回执。" * 8, "Application, photo, fingerprints, fee. " * 8),
    "time_limit": text("受理之日起 20 个工作日", "20 working days from the application"),
    "fee": text("首次申领 20 元，丢失补领 40 元", "20 yuan for the first card, 40 yuan for a lost one"),
}


def plan_of(services: int, **more: Any) -> dict[str, Any]:
    """The tests' hall with so many services: each second one with a guide, the fourth with no numbers left."""
    plan: dict[str, Any] = yaml.safe_load(PLAN)
    plan["name"] = text("万州区公安局政务服务中心", "Wanzhou Public Security Service Centre")
    plan["services"] = [
        {"id": f"s{at}", "name": text(*name), "series": chr(ord("A") + at)} | ({} if at % 2 else {"guide": GUIDE})
        for at, name in enumerate(NAMES[:services])
    ]
    if services > 3:
        plan["services"][3]["quota"] = 0
    plan["lanes"] = [
        {"id": lane, "name": text(zh, en), "green": True, "rate": 4, "head_start_min": 15} for lane, zh, en in GREEN
    ]
    plan["lanes"][0]["from_age"] = 60
    plan["counters"] = [
        {"id": "1", "name": text("1号窗口", "Counter 1"), "serves": [one["id"] for one in plan["services"]]}
    ]
    plan["phones"] = {"consultation": "023-5812-0001", "complaint": "023-5812-0002", "out_of_hours": "023-5812-0003"}
    return plan | more
