"""Every text of the slip: Chinese first, English beside it."""

from __future__ import annotations

from datetime import datetime

from .job import Forecast, Text

YOUR_NUMBER = Text("您的号码", "Your number")
AHEAD = Text("前面还有", "Ahead of you")
WAIT = Text("大约等候", "Rough wait")
NOT_KNOWN = "待定"
GREEN = Text("绿色通道", "Green channel")
SIT = Text("请到等候区就座，看屏幕叫号。", "Please take a seat; watch the screen for your number.")
SCAN = Text("扫码看进度", "Scan to follow your turn")
NO_PHONE = Text("没有手机，看屏幕叫号也行。", "No phone? Just watch the screen.")
REPRINT = Text("补打", "REPRINT")
REHEARSAL = Text("演练", "REHEARSAL")
TEST_HALL = Text("打印测试", "Printer test")
TEST_SERVICE = Text("这不是排队号", "This is not a number for the queue")

_WEEKDAYS = "一二三四五六日"


def people(count: int) -> str:
    return f"{count} 位"


_LONG_MIN = 60  # from here on single minutes say more than anybody can know
_LONG_STEP_MIN = 5
_LONG_WIDTH_MIN = 10


def minutes(forecast: Forecast) -> str:
    """A range in whole minutes, never a false point; the screens say it the same way."""
    low = forecast.low_s // 60
    high = max(-(-forecast.high_s // 60), low + 1)
    if high >= _LONG_MIN:
        low = low // _LONG_STEP_MIN * _LONG_STEP_MIN
        high = max(-(-high // _LONG_STEP_MIN) * _LONG_STEP_MIN, low + _LONG_WIDTH_MIN)
    return f"{low}–{high} 分钟" if low else f"{high} 分钟内"


def party(persons: int) -> Text:
    return Text(f"同行 {persons} 人", f"{persons} persons")


def appointment(at: datetime) -> str:
    return f"预约 {at:%H:%M} Appointment"


def missed_rule(misses: int, behind: int) -> Text:
    """What happens to a number whose call was missed, in one sentence."""
    if misses <= 1:
        return Text("叫号时不在，号码作废。", "A number whose call is missed is void.")
    nth = {2: "second", 3: "third"}.get(misses, f"{misses}th")
    return Text(
        f"过号后请在取号机、手机或导办台再报到，排在 {behind} 位之后；第 {misses} 次过号，号码作废。",
        f"Missed your call? Report again at the kiosk, on your phone or at the desk and wait behind {behind} others; "
        f"the {nth} miss ends the number.",
    )


def taken_at(at: datetime) -> str:
    """The date in figures, which every reader knows."""
    return f"{at:%Y-%m-%d} 周{_WEEKDAYS[at.weekday()]} {at:%H:%M} 取号"
