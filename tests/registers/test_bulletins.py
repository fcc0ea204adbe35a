"""Bulletins: put on the boards for a while, gone by themselves or taken down."""

from __future__ import annotations

import pytest
import requests

from queue_server.hall.errors import FieldNeeded
from queue_server.registers import bulletins as b
from queue_server.registers.register import UnknownEntry
from tests.hall.halls import MANAGER, at, refused

from ..serving import Server
from .stage import RegisterStage

# the rules


@pytest.fixture
def stage() -> RegisterStage:
    return RegisterStage()


def showing(stage: RegisterStage) -> list[str]:
    return [bulletin.zh for bulletin in b.REGISTER.of(stage.hall).showing(stage.now)]


def kept(stage: RegisterStage) -> list[str]:
    return list(b.REGISTER.of(stage.hall).by_id)


def test_a_bulletin_shows_until_it_is_taken_down(stage: RegisterStage) -> None:
    stage.do(b.PostBulletin("b1", "系统维护"), MANAGER)
    stage.at("09:00", date=stage.today.replace(day=14))
    assert showing(stage) == ["系统维护"]

    stage.do(b.TakeDownBulletin("b1"), MANAGER)

    assert showing(stage) == []
    assert [(fact.kind, fact.by) for fact in stage.facts if fact.kind.startswith("bulletin")] == [
        ("bulletin.posted", "staff:manager"),
        ("bulletin.taken_down", "staff:manager"),
    ]
    with refused(b.BulletinOver):
        stage.do(b.TakeDownBulletin("b1"), MANAGER)


def test_a_bulletin_with_an_end_goes_by_itself(stage: RegisterStage) -> None:
    stage.do(b.PostBulletin("b1", "系统维护", until=at("10:00")), MANAGER)

    assert showing(stage.at("09:59")) == ["系统维护"]
    assert showing(stage.at("10:00")) == []
    assert stage.last(b.BulletinExpired).bulletin == "b1"
    with refused(b.BulletinOver):
        stage.do(b.TakeDownBulletin("b1"), MANAGER)


def test_a_bulletin_is_off_the_boards_at_its_end_however_late_that_is_written(stage: RegisterStage) -> None:
    stage.do(b.PostBulletin("b1", "系统维护", until=at("10:00")), MANAGER)
    stage.now = at("10:00")
    assert showing(stage) == []


def test_a_bulletin_needs_words_and_an_end_to_come(stage: RegisterStage) -> None:
    with refused(FieldNeeded, field="zh"):
        stage.do(b.PostBulletin("b1", " "), MANAGER)
    with refused(b.UntilPast):
        stage.do(b.PostBulletin("b1", "系统维护", until=stage.now), MANAGER)


def test_there_are_no_more_bulletins_than_people_read(stage: RegisterStage) -> None:
    for n in range(b.MOST):
        stage.do(b.PostBulletin(f"b{n}", f"通知{n}", until=at("10:00")), MANAGER)

    with refused(b.TooManyBulletins, most=b.MOST):
        stage.do(b.PostBulletin("more", "再一条"), MANAGER)

    stage.at("10:00").do(b.PostBulletin("more", "再一条"), MANAGER)
    assert showing(stage) == ["再一条"]


def test_those_that_are_over_leave_memory_with_their_day(stage: RegisterStage) -> None:
    stage.do(b.PostBulletin("gone", "系统维护", until=at("10:00")), MANAGER)
    stage.do(b.PostBulletin("stays", "节后恢复"), MANAGER)
    assert kept(stage.at("11:00")) == ["gone", "stays"]

    stage.at("09:00", date=stage.today.replace(day=13))

    assert kept(stage) == ["stays"]


def test_nobody_takes_down_what_was_never_there(stage: RegisterStage) -> None:
    with refused(UnknownEntry, entry="b1"):
        stage.do(b.TakeDownBulletin("b1"), MANAGER)


# over HTTP


def test_a_manager_tells_everybody_something_for_a_while(server: Server) -> None:
    manager, url = server.staff("manager"), f"{server.api}/halls/{server.hall}/registers/bulletins"
    words = {"zh": "3号窗口今日维修", "en": "Counter 3 is closed today", "until": "2026-11-25T12:00:00+08:00"}

    posted = manager.post(url, json=words, timeout=30)

    assert posted.status_code == 201
    assert (posted.json()["until"], posted.json()["state"]) == ("2026-11-25T04:00:00Z", "up")
    board = requests.get(f"{server.api}/halls/{server.hall}/board", timeout=30).json()
    assert board["registers"]["bulletins"] == [{"zh": words["zh"], "en": words["en"]}]
    live = manager.get(f"{server.api}/halls/{server.hall}/live", timeout=30).json()
    assert live["registers"]["bulletins"] == {"open": 1, "overdue": 0}

    taken = manager.post(f"{url}/{posted.json()['id']}/take-down", timeout=30)

    assert (taken.status_code, taken.json()["state"]) == (200, "taken_down")
    board = requests.get(f"{server.api}/halls/{server.hall}/board", timeout=30).json()
    assert board["registers"]["bulletins"] == []


def test_nobody_else_does(server: Server) -> None:
    url = f"{server.api}/halls/{server.hall}/registers/bulletins"

    assert server.staff("zhang").post(url, json={"zh": "放假"}, timeout=30).status_code == 403
    assert requests.post(url, json={"zh": "放假"}, timeout=30).status_code == 401


def test_what_cannot_be_is_refused_in_words(server: Server) -> None:
    manager, url = server.staff("manager"), f"{server.api}/halls/{server.hall}/registers/bulletins"

    over = manager.post(url, json={"zh": "系统维护", "until": "2026-11-25T09:00:00+08:00"}, timeout=30)
    gone = manager.post(f"{url}/nothing/take-down", timeout=30)
    empty = manager.post(url, json={"zh": " "}, timeout=30)

    assert (over.status_code, over.json()["code"]) == (422, "until-past")
    assert over.json()["until_at"] == "2026-11-25T01:00:00Z"
    assert (gone.status_code, gone.json()["code"]) == (404, "unknown-entry")
    assert empty.status_code == 422
