"""Somebody at a kiosk wants a person."""

from __future__ import annotations

from typing import Any

import requests

from queue_server.hall import commands as c
from queue_server.registers import help_calls as h
from tests.hall.halls import KIOSK, clerk, refused

from ..serving import Server
from .stage import RegisterStage

OTHER_KIOSK = c.Actor("device", "kiosk-2")


# the rules


def open_calls(stage: RegisterStage) -> list[tuple[str, str]]:
    return [(call.id, call.place) for call in h.REGISTER.of(stage.hall)]


def test_a_call_for_a_person_is_open_until_somebody_goes() -> None:
    stage = RegisterStage()
    stage.do(h.AskForHelp("h1"), KIOSK)
    stage.do(h.AskForHelp("h2"), OTHER_KIOSK)
    assert open_calls(stage) == [("h1", "kiosk-1"), ("h2", "kiosk-2")]

    stage.do(h.AnswerHelp("h1"), clerk("zhang"))

    assert open_calls(stage) == [("h2", "kiosk-2")]
    assert stage.last(h.HelpAnswered).by == "staff:zhang"


def test_a_child_that_presses_a_hundred_times_calls_once() -> None:
    stage = RegisterStage()
    first = stage.do(h.AskForHelp("h0"), KIOSK)

    again = [fact for press in range(1, 100) for fact in stage.do(h.AskForHelp(f"h{press}"), KIOSK)]

    assert (len(first), again) == (1, [])
    assert open_calls(stage) == [("h0", "kiosk-1")]


def test_the_second_of_two_who_would_go_learns_that_somebody_goes_already() -> None:
    stage = RegisterStage()
    stage.do(h.AskForHelp("h1"), KIOSK)
    stage.do(h.AnswerHelp("h1"), clerk("zhang"))

    with refused(h.HelpOver, help="h1"):
        stage.do(h.AnswerHelp("h1"), clerk("li"))


def test_a_second_call_from_the_same_place_is_a_call_again() -> None:
    stage = RegisterStage()
    stage.do(h.AskForHelp("h1"), KIOSK)
    stage.do(h.AnswerHelp("h1"), clerk("zhang"))

    stage.wait(1).do(h.AskForHelp("h2"), KIOSK)

    assert open_calls(stage) == [("h2", "kiosk-1")]


def test_a_person_can_be_called_while_no_numbers_are_given() -> None:
    stage = RegisterStage().at("12:30")

    stage.do(h.AskForHelp("h1"), KIOSK)

    assert open_calls(stage) == [("h1", "kiosk-1")]


def test_a_call_that_nobody_answered_is_still_open_the_next_day() -> None:
    stage = RegisterStage()
    stage.do(h.AskForHelp("h1"), KIOSK)
    stage.at("09:00", date=stage.today.replace(day=13))
    assert open_calls(stage) == [("h1", "kiosk-1")]


# over HTTP


def url_of(server: Server) -> str:
    return f"{server.api}/halls/{server.hall}/registers/help-calls"


def called(server: Server) -> dict[str, Any]:
    answer = server.with_token(server.kiosk_token).post(url_of(server), timeout=10)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def test_a_kiosk_calls_and_staff_see_it_until_somebody_goes(server: Server) -> None:
    call = called(server)
    assert (call["place"], call["state"]) == ("kiosk-1", "open")
    assert called(server) == call  # pressed again
    zhang = server.staff("zhang")
    server.press(zhang, "1", "sign-in", role="A")
    views = [f"{server.api}/halls/{server.hall}/{view}" for view in ("counters/1", "live")]
    manager = server.staff("manager")
    for view in views:
        assert manager.get(view, timeout=10).json()["registers"]["help-calls"]["open"] == 1
    assert zhang.get(f"{url_of(server)}?state=open", timeout=10).json()["items"] == [call]

    answered = zhang.post(f"{url_of(server)}/{call['id']}/answer", timeout=10)

    assert (answered.status_code, answered.json()["state"]) == (200, "answered")
    for view in views:
        assert manager.get(view, timeout=10).json()["registers"]["help-calls"]["open"] == 0
    late = manager.post(f"{url_of(server)}/{call['id']}/answer", timeout=10)
    assert (late.status_code, late.json()["code"]) == (409, "help-over")


def test_only_a_device_calls_and_only_staff_go(server: Server) -> None:
    call = called(server)

    assert requests.post(url_of(server), timeout=10).status_code == 401
    assert server.staff("zhang").post(url_of(server), timeout=10).status_code == 403
    kiosk = server.with_token(server.kiosk_token)
    assert kiosk.post(f"{url_of(server)}/{call['id']}/answer", timeout=10).status_code == 403
