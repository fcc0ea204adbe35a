"""What is said for a call, clip by clip. Pure."""

from __future__ import annotations

from typing import Literal

from ..hall.plan import Name, Plan
from .clips import Clip
from .prompts import phrases

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_USUAL_COUNTERS = 40  # windows that are called by their number, as in most halls


CHIME = Clip("sound", "chime")


def sentence(language: str, label: str, counter: Name) -> list[Clip]:
    """The clips that send the number `label` to a counter: 请 A 0 1 2 号，到3号窗口办理. Digits go one by one."""
    begin, end = _around(language, counter)
    return [Clip(language, text) for text in (begin, *label, end)]


def _around(language: str, counter: Name) -> tuple[str, str]:
    if language == "zh":
        return "请", f"号，到{counter.zh}办理"
    return "Number", f"please go to {counter.en}"


def clips_of(plan: Plan) -> list[Clip]:
    """Every clip that calls and kiosks of a plan can need, the chime first."""
    letters = sorted({letter for service in plan.services for letter in service.series})
    return _clips(plan.voice.languages, letters, [counter.name for counter in plan.counters])


def common_clips() -> list[Clip]:
    """What serves any hall whose counters are called 1号窗口, 2号窗口 …, whatever its series."""
    counters = [Name(zh=f"{number}号窗口", en=f"Counter {number}") for number in range(1, _USUAL_COUNTERS + 1)]
    return _clips(LANGUAGES, list(_LETTERS), counters)


def _clips(languages: list[Language] | tuple[Language, ...], letters: list[str], counters: list[Name]) -> list[Clip]:
    clips = [CHIME]
    for language in languages:
        begin, _ = _around(language, counters[0])
        ends = (_around(language, counter)[1] for counter in counters)
        clips += [Clip(language, text) for text in (begin, *letters, *_DIGITS, *ends, *phrases(language))]
    return list(dict.fromkeys(clips))  # two counters may have one name
