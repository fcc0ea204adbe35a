"""Every text of the slip: Chinese first, English beside it."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import datetime

from .job import Forecast, Text

YOUR_NUMBER = Text("您的号码", "Your number")
NUMBER = Text("号码", "Number")
COUNTERS = Text("办理窗口", "Counters")
AHEAD = Text("前面还有", "Ahead of you")
WAIT = Text("大约等候", "Rough wait")
NOT_KNOWN = "待定"
GREEN = Text("绿色通道", "Green channel")
SIT = Text("请到等候区就座，看屏幕、听叫号。", "Please take a seat; watch and listen for your number.")
SCAN = Text("扫码看进度", "Scan to follow your turn")
NO_PHONE = Text("没有手机？看屏幕就行。", "No phone? Just watch the screen.")
BARE = Text(
    "这张补打的号票不带二维码。要用手机看进度，请到导办台。",
    "This copy has no QR code. To follow your turn on a phone, ask the desk.",
)
REPRINT = Text("补打", "REPRINT")
REHEARSAL = Text("演练", "REHEARSAL")
PHONE = Text("咨询电话", "Enquiries")
TEST_HALL = Text("打印测试", "Printer test")
TEST_SERVICE = Text("这不是排队号", "This is not a number for the queue")

ACCEPTED = Text("受理回执", "Papers accepted")
TAKEN_IN = Text("您的申请已受理。", "Your papers have been accepted.")
TOLD = Text("告知事项", "What you were told")
ACCEPTED_AT = Text("受理窗口", "Accepted at")
KEEP = Text("请保管好这张回执，领取或查询时出示。", "Keep this paper and show it when you collect or ask.")
SCAN_ACCEPTED = Text("扫码查看、评价", "Scan to see it and to rate us")
NO_OBLIGATION = Text("评价自愿，不影响办理。", "Rating is up to you and changes nothing.")

CARRIED = Text("顺延凭条", "Carried over to another day")
COME_ON = Text("请您来的日期", "Please come on")
FIRST = Text("当天您优先办理，随时可来。", "On that day you go first, at any time.")
CODE = Text("签到码", "Check-in code")
CHECK_IN = Text(
    "到取号机按“预约签到”，输入签到码，就能取号；也可把这张纸交给导办台。",
    "At the kiosk press 'I have an appointment' and type the code, or show this paper at the desk.",
)
SCAN_CARRIED = Text("扫码查看", "Scan to see it")

APPOINTMENT = Text("预约凭条", "Appointment")
SCAN_BOOKED = Text("扫码查看、取消", "Scan to see or cancel it")
NO_PHONE_NEEDED = Text("不用手机，带这张纸来。", "No phone needed: bring this paper.")

_WEEKDAYS = "一二三四五六日"


def people(count: int) -> str:
    return f"{count} 位"


def minutes(forecast: Forecast) -> str:
    """A range in whole minutes, never a false point; which minutes, the server says."""
    low, high = forecast.low_min, forecast.high_min
    return f"{low}–{high} 分钟" if low else f"{high} 分钟内"


def party(persons: int) -> Text:
    return Text(f"同行 {persons} 人", f"{persons} persons")


def appointment(at: datetime) -> str:
    return f"预约 {at:%H:%M} Appointment"


def check_in_from(at: datetime) -> Text:
    return Text(f"{at:%H:%M} 起可以签到取号。", f"Check in from {at:%H:%M}.")


_NUMBERED = re.compile(r"(\D*)(\d+)(\D*)")
_NUMBERS_MOST, _NAMES_MOST = 12, 4  # more is no help to find the way


def counters(names: tuple[Text, ...]) -> Text:
    """The counters in one line: what all their names share is said once."""
    zh, shown = _joined([name.zh for name in names], "、")
    en, _ = _joined([name.en for name in names], ", ")
    more = len(names) - shown
    return Text(f"{zh}等 {len(names)} 个", f"{en} and {more} more") if more else Text(zh, en)


def _joined(names: list[str], comma: str) -> tuple[str, int]:
    """1号窗口 and 2号窗口 are 1、2号窗口; Counter 1 and Counter 2 are Counter 1, 2. Also how many of them it names."""
    parts = [numbered.groups() for name in names if (numbered := _NUMBERED.fullmatch(name))]
    around = {(before, after) for before, _, after in parts}
    if len(parts) < len(names) or len(around) != 1:
        return comma.join(names[:_NAMES_MOST]), min(len(names), _NAMES_MOST)
    [(before, after)] = around
    shown = [number for _, number, _ in parts[:_NUMBERS_MOST]]
    return before + comma.join(shown) + after, len(shown)


def missed_rule(misses: int, behind: int) -> Text:
    """What happens to a number whose call was missed, in one sentence."""
    if misses <= 1:
        return Text("叫号时不在，号码作废。", "A number whose call is missed is void.")
    nth = {2: "second", 3: "third"}.get(misses, f"{misses}th")
    return Text(
        f"过号后请在取号机、手机或导办台再报到，排在 {behind} 位之后；第 {misses} 次过号，号码作废。",
        f"Missed your call? Report again at the kiosk, on your phone or at the desk and wait behind "
        f"{behind} {'other' if behind == 1 else 'others'}; the {nth} miss ends the number.",
    )


def moment(at: datetime, what: str = "取号") -> str:
    """The date in figures, which every reader knows."""
    return f"{at:%Y-%m-%d} 周{_WEEKDAYS[at.weekday()]} {at:%H:%M} {what}"


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day(on: Date) -> Text:
    return Text(
        f"{on.month}月{on.day}日 周{_WEEKDAYS[on.weekday()]}",
        f"{_DAYS[on.weekday()]}, {on.day} {_MONTHS[on.month - 1]} {on.year}",
    )
