"""Somebody at a kiosk wants a person."""

from __future__ import annotations

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import HelpOver

from .halls import KIOSK, Stage, clerk, refused

OTHER_KIOSK = c.Actor("device", "kiosk-2")


def open_calls(stage: Stage) -> list[tuple[str, str]]:
    return [(call.id, call.place) for call in stage.hall.help_calls.values()]


def test_a_call_for_a_person_is_open_until_somebody_goes() -> None:
    stage = Stage()
    stage.do(c.AskForHelp("h1"), KIOSK)
    stage.do(c.AskForHelp("h2"), OTHER_KIOSK)
    assert open_calls(stage) == [("h1", "kiosk-1"), ("h2", "kiosk-2")]
    assert stage.hall.help_calls["kiosk-1"].since == stage.now

    stage.do(c.AnswerHelp("h1"), clerk("zhang"))

    assert open_calls(stage) == [("h2", "kiosk-2")]
    assert stage.last(f.HelpAnswered).by == "staff:zhang"


def test_a_child_that_presses_a_hundred_times_calls_once() -> None:
    stage = Stage()
    first = stage.do(c.AskForHelp("h0"), KIOSK)

    again = [fact for press in range(1, 100) for fact in stage.do(c.AskForHelp(f"h{press}"), KIOSK)]

    assert (len(first), again) == (1, [])
    assert open_calls(stage) == [("h0", "kiosk-1")]


def test_the_second_of_two_who_would_go_learns_that_somebody_goes_already() -> None:
    stage = Stage()
    stage.do(c.AskForHelp("h1"), KIOSK)
    stage.do(c.AnswerHelp("h1"), clerk("zhang"))

    with refused(HelpOver, help="h1"):
        stage.do(c.AnswerHelp("h1"), clerk("li"))


def test_who_calls_again_later_is_heard_again() -> None:
    stage = Stage()
    stage.do(c.AskForHelp("h1"), KIOSK)
    stage.do(c.AnswerHelp("h1"), clerk("zhang"))

    stage.wait(1).do(c.AskForHelp("h2"), KIOSK)

    assert open_calls(stage) == [("h2", "kiosk-1")]


def test_a_person_can_be_called_while_no_numbers_are_given() -> None:
    stage = Stage().at("12:30")

    stage.do(c.AskForHelp("h1"), KIOSK)

    assert open_calls(stage) == [("h1", "kiosk-1")]
