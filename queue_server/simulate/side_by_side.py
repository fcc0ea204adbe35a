"""Days side by side as a text table, and how many wait over the day as bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from ..hall.figures import percent
from .table import aligned, minutes, width

AS_IT_WAS = "实际 as it was"
BARS = " ▁▂▃▄▅▆▇█"
CHART = 72  # the most columns of it

Day = dict[str, Any]
Value = Callable[[Day], float | None]
Show = Callable[[float], str]


def as_comparison(compared: dict[str, Any]) -> str:
    """A column for each day; in brackets, what is more or less than with the first plan."""
    days = compared["days"]
    base = next((day for day in days if day["name"]), days[0])
    rows = [["", *(day["name"] or AS_IT_WAS for day in days)]]
    for name, value, show in _lines(days):
        first = value(base)
        rows.append(
            [name, *(_cell(value(day), first if day["name"] and day is not base else None, show) for day in days)]
        )
    return "\n".join([*aligned(rows), "", *_chart(compared)])


def _lines(days: list[Day]) -> Iterator[tuple[str, Value, Show]]:
    yield "号 tickets", lambda day: day["tickets"], str
    yield "已办 served", lambda day: day["served"], str
    yield "未呼叫 never called", lambda day: day["never_called"], str
    yield "未取号 refused", lambda day: sum(day["refused"].values()), str
    for key, name in _SPANS.items():
        yield f"{name}", lambda day, key=key: day["wait"][key], minutes  # type: ignore[misc]
    for group, title in (("lanes", "通道 lane"), ("services", "事项 service")):
        for one in dict.fromkeys(one for day in days for one in day[group]):
            for key in ("mean_s", "p90_s"):
                name = f"{title} {one}: {_SPANS[key]}"
                yield name, lambda day, group=group, one=one, key=key: day[group].get(one, {}).get(key), minutes  # type: ignore[misc]
    yield "下班时等候 waiting at closing", lambda day: day["closing"]["waiting"], str
    yield "延时办理 served after closing", lambda day: day["closing"]["served_after"], str
    yield "延时 extended", lambda day: day["closing"]["extended_s"], minutes
    yield "窗口忙碌 counters busy", lambda day: day["busy"], percent


_SPANS = {
    "mean_s": "平均等候 mean wait",
    "median_s": "中位等候 median wait",
    "p90_s": "90% 等候 90% wait",
    "longest_s": "最长等候 longest",
}


def _cell(value: float | None, base: float | None, show: Show) -> str:
    if value is None or base is None or value == base:
        return "-" if value is None else show(value)
    return f"{show(value)} ({'+' if value > base else '-'}{show(abs(value - base))})"


def _chart(compared: dict[str, Any]) -> Iterator[str]:
    """One line of bars for each day, all to one scale; each bar is the most who waited in its part of the day."""
    days, at = compared["days"], compared["at"]
    most = max((count for day in days for count in day["waiting"]), default=0)
    if not most:
        return
    names = [day["name"] or AS_IT_WAS for day in days]
    left = max(map(width, names))
    step = -(-len(at) // CHART)
    yield f"等候人数 how many wait; █ = {most}"
    for name, day in zip(names, days, strict=True):
        parts = [max(day["waiting"][place : place + step]) for place in range(0, len(at), step)]
        bars = "".join(BARS[-(-count * (len(BARS) - 1) // most)] for count in parts)
        yield f"{name}{' ' * (left - width(name))}  {bars.rstrip()}"
    yield f"{' ' * left}  {_clock([at[place] for place in range(0, len(at), step)], compared['timezone'])}"


def _clock(at: list[str], timezone: str) -> str:
    """The hours below the bars, where each begins, as far as there is room."""
    zone = ZoneInfo(timezone)
    local = [datetime.fromisoformat(moment).astimezone(zone) for moment in at]
    text = f"{local[0]:%H:%M}"
    for place, (before, now) in enumerate(pairwise(local), 1):
        if now.hour != before.hour and place > len(text):
            text += f"{' ' * (place - len(text))}{now:%H:%M}"
    return text
