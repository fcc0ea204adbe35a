"""Bulletins: put on the boards for a while, gone by themselves or taken down."""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.hall.bulletins import BULLETINS_MOST
from queue_server.hall.errors import FieldNeeded, TooManyBulletins, UnknownBulletin, UntilPast

from .halls import MANAGER, Stage, at, refused


@pytest.fixture
def stage() -> Stage:
    return Stage()


def showing(stage: Stage) -> list[str]:
    return [bulletin.zh for bulletin in stage.hall.bulletins_at(stage.now)]


def test_a_bulletin_shows_until_it_is_taken_down(stage: Stage) -> None:
    stage.do(c.PostBulletin("b1", "系统维护"), MANAGER)
    stage.at("09:00", date=stage.today.replace(day=14))
    assert showing(stage) == ["系统维护"]

    stage.do(c.TakeDownBulletin("b1"), MANAGER)

    assert showing(stage) == []
    assert [(fact.kind, fact.by) for fact in stage.facts if fact.kind.startswith("bulletin")] == [
        ("bulletin.posted", "staff:manager"),
        ("bulletin.taken_down", "staff:manager"),
    ]


def test_a_bulletin_with_an_end_goes_by_itself(stage: Stage) -> None:
    stage.do(c.PostBulletin("b1", "系统维护", until=at("10:00")), MANAGER)

    assert showing(stage.at("09:59")) == ["系统维护"]
    assert showing(stage.at("10:00")) == []
    with refused(UnknownBulletin, bulletin="b1"):
        stage.do(c.TakeDownBulletin("b1"), MANAGER)


def test_a_bulletin_needs_words_and_an_end_to_come(stage: Stage) -> None:
    with refused(FieldNeeded, field="zh"):
        stage.do(c.PostBulletin("b1", " "), MANAGER)
    with refused(UntilPast):
        stage.do(c.PostBulletin("b1", "系统维护", until=stage.now), MANAGER)


def test_there_are_no_more_bulletins_than_people_read(stage: Stage) -> None:
    for n in range(BULLETINS_MOST):
        stage.do(c.PostBulletin(f"b{n}", f"通知{n}", until=at("10:00")), MANAGER)

    with refused(TooManyBulletins, most=BULLETINS_MOST):
        stage.do(c.PostBulletin("more", "再一条"), MANAGER)

    stage.at("10:00").do(c.PostBulletin("more", "再一条"), MANAGER)
    assert showing(stage) == ["再一条"]
    assert list(stage.hall.bulletins) == ["more"]  # those that are over are not kept
