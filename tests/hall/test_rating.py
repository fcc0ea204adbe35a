"""Rating a visit: five levels, once, after a clerk served it."""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.hall.errors import AlreadyRated, IllegalMove, RatingOutOfRange, UnknownTicket
from queue_server.hall.tickets import Ticket

from .halls import CITIZEN, MONDAY, Stage, miss, refused


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.sign_in("1")
    return stage


@pytest.fixture
def served(stage: Stage) -> Ticket:
    ticket = stage.issue()
    stage.serve("1")
    stage.finish("1")
    return ticket


def rate(stage: Stage, ticket: Ticket, level: int) -> None:
    stage.do(c.RateTicket(ticket.id, level), CITIZEN)


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_a_visit_is_rated_with_one_of_five_levels(stage: Stage, served: Ticket, level: int) -> None:
    rate(stage, served, level)

    assert served.rating == level


@pytest.mark.parametrize("level", [0, 6, -1, 100])
def test_there_is_no_sixth_level(stage: Stage, served: Ticket, level: int) -> None:
    with refused(RatingOutOfRange, level=level):
        rate(stage, served, level)


def test_a_visit_is_rated_once(stage: Stage, served: Ticket) -> None:
    rate(stage, served, 5)

    with refused(AlreadyRated, label="A001"):
        rate(stage, served, 1)
    assert served.rating == 5


def test_who_was_not_served_yet_or_ever_has_nothing_to_rate(stage: Stage) -> None:
    waiting = stage.issue()
    with refused(IllegalMove, move="rate", state="waiting"):
        rate(stage, waiting, 5)
    stage.next("1")
    stage.press(c.StartServing("1"))
    with refused(IllegalMove, move="rate", state="serving"):
        rate(stage, waiting, 5)
    stage.finish("1")
    gone = stage.issue()
    miss(stage, "1")
    stage.do(c.CancelTicket(gone.id), CITIZEN)

    with refused(IllegalMove, move="rate", state="ended"):
        rate(stage, gone, 5)


def test_a_visit_that_was_served_before_it_was_transferred_and_given_back_may_be_rated(stage: Stage) -> None:
    ticket = stage.issue()
    stage.serve("1")
    stage.press(c.Transfer("1", "traffic"))
    stage.do(c.CancelTicket(ticket.id), CITIZEN)

    rate(stage, ticket, 2)

    assert ticket.rating == 2


def test_a_visit_can_be_rated_in_the_evening_but_not_on_the_next_day(stage: Stage, served: Ticket) -> None:
    other = stage.issue()
    stage.serve("1")
    stage.finish("1")
    stage.at("20:00")
    rate(stage, served, 5)

    stage.at("09:00", MONDAY.replace(day=13))

    with refused(UnknownTicket):
        rate(stage, other, 5)
