"""How one value reads: times in the hall's time zone, spans as h:mm:ss, words in the asked language."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ...hall.figures import percent, rounded
from ..shapes import Kind, Language, Report, Text

YES_NO = {"zh": ("否", "是"), "en": ("no", "yes")}
PERIOD = Text("服务日", "Business days")
MADE_AT = Text("生成时间", "Made")
NOTHING = Text("没有记录", "Nothing to report")
PAGE = Text("第 {page} 页 / 共 {of} 页", "Page {page} of {of}")


def say(text: Text, language: Language) -> str:
    return text.zh if language == "zh" else text.en


def span(seconds: int) -> str:
    """h:mm:ss, which a spreadsheet reads as a span as well."""
    if seconds < 0:
        return "-" + span(-seconds)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


class Cells:
    """Values of one report as words. `short`, for reading: times to the minute, without the date on the only day."""

    def __init__(self, report: Report, language: Language, short: bool = False) -> None:
        self.language = language
        self.short = short
        self._zone = ZoneInfo(report.timezone)
        self._only_day = report.first if report.first == report.last else None

    def say(self, text: Text) -> str:
        return say(text, self.language)

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone).replace(tzinfo=None)

    def show(self, value: Any, kind: Kind) -> str:
        if value is None:
            return ""
        if isinstance(value, Text):
            return self.say(value)
        if isinstance(value, bool):
            return YES_NO[self.language][value]
        if isinstance(value, datetime):
            return self._time(self.local(value))
        if kind == "duration":
            return span(value)
        if kind == "share":
            return percent(value)
        if kind == "mean":
            return rounded(value, 1)
        return str(value)

    def _time(self, at: datetime) -> str:
        if not self.short:
            return f"{at:%Y-%m-%d %H:%M:%S}"
        return f"{at:%H:%M}" if at.date() == self._only_day else f"{at:%m-%d %H:%M}"

    def period(self, first: Date, last: Date) -> str:
        return first.isoformat() if first == last else f"{first.isoformat()} – {last.isoformat()}"
