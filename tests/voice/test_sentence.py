"""What is said for a call."""

from __future__ import annotations

from queue_server.hall.plan import Name
from queue_server.voice import CHIME, Clip, clips_of, common_clips, prompt, sentence
from queue_server.voice.prompts import PROMPTS

from ..hall.halls import plan_with

COUNTER = Name(zh="3号窗口", en="Counter 3")


def test_a_number_is_said_digit_by_digit_between_please_and_the_counter() -> None:
    said = [clip.text for clip in sentence("zh", "A012", COUNTER)]

    assert said == ["请", "A", "0", "1", "2", "号，到3号窗口办理"]


def test_the_second_language_says_the_same() -> None:
    said = sentence("en", "AB107", COUNTER)

    assert said == [Clip("en", text) for text in ("Number", "A", "B", "1", "0", "7", "please go to Counter 3")]


def test_a_counter_is_called_as_the_plan_names_it() -> None:
    assert sentence("zh", "A001", Name(zh="导办台", en="Desk"))[-1].text == "号，到导办台办理"


def test_the_clips_of_a_plan_are_all_that_its_calls_and_kiosks_can_need_and_no_more() -> None:
    plan = plan_with(voice={"languages": ["zh", "en"]})
    needed = {CHIME}
    for counter in plan.counters:
        for service in plan.services:
            for digits in ("012", "345", "678", "999"):
                for language in plan.voice.languages:
                    needed |= {*sentence(language, service.series + digits, counter.name)}

    for language in plan.voice.languages:
        for screen in (*PROMPTS, "number"):
            needed |= {*prompt(language, screen, "A012")}

    clips = clips_of(plan)

    assert set(clips) == needed
    assert len(clips) == len(needed)


def test_a_plan_that_speaks_one_language_needs_no_other() -> None:
    assert {clip.kind for clip in clips_of(plan_with())} == {"sound", "zh"}


def test_the_common_clips_do_for_a_hall_with_numbered_windows() -> None:
    counters = [
        {"id": "7", "name": {"zh": "7号窗口", "en": "Counter 7"}, "serves": ["household", "exit-entry", "traffic"]}
    ]

    assert set(clips_of(plan_with(counters=counters, voice={"languages": ["zh", "en"]}))) <= set(common_clips())


def test_a_kiosk_says_a_number_digit_by_digit() -> None:
    said = [clip.text for clip in prompt("zh", "number", "A012")]

    assert said == ["您的号码是", "A", "0", "1", "2", "号，请坐下，等叫号。"]
