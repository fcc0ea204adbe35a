"""One open number of a service for each person, where the plan says so."""

from __future__ import annotations

from typing import Any

import pytest

from queue_server.hall import commands as c
from queue_server.hall.errors import AlreadyHolding, IdNumberNeeded
from queue_server.hall.plan import Plan

from .halls import CITIZEN, KIOSK, Stage, clerk, plan_with, refused
from .test_appointments import BOOKABLE, book

ONE_EACH: dict[str, Any] = {"limits": {"one_per_person": True}}


@pytest.fixture
def stage() -> Stage:
    return Stage(plan_with(**ONE_EACH))


def test_who_holds_a_number_gets_no_second_one_of_the_service_and_is_told_the_first(stage: Stage) -> None:
    first = stage.issue(held=())

    with refused(AlreadyHolding, service="household", label="A001", state="waiting"):
        stage.issue(held=(first.id,))

    assert stage.issue("traffic", held=(first.id,)).label == "C001"
    assert stage.issue(held=()).label == "A002"  # somebody else


@pytest.mark.parametrize("state", ["called", "serving", "parked", "missed"])
def test_a_number_counts_until_its_end(stage: Stage, state: str) -> None:
    first = stage.issue(held=())
    stage.sign_in("1")
    stage.next("1")
    if state == "missed":
        stage.press(c.NoShow("1"))
    elif state != "called":
        stage.press(c.StartServing("1"))
    if state == "parked":
        stage.press(c.Park("1", "a form"))

    with refused(AlreadyHolding, label="A001", state=state):
        stage.issue(held=(first.id,))
    if state == "serving":
        stage.finish("1")
    else:
        stage.do(c.CancelTicket(first.id), CITIZEN)

    assert stage.issue(held=(first.id,)).label == "A002"


def test_a_number_counts_for_the_service_that_it_was_sent_on_to(stage: Stage) -> None:
    first = stage.issue(held=())
    stage.sign_in("1")
    stage.serve("1")
    stage.press(c.Transfer("1", "traffic"))

    with refused(AlreadyHolding, service="traffic"):
        stage.issue("traffic", held=(first.id,))
    assert stage.issue(held=(first.id,)).service == "household"


def test_without_an_id_number_only_staff_give_one(stage: Stage) -> None:
    with refused(IdNumberNeeded):
        stage.issue(actor=KIOSK)

    assert stage.issue(actor=clerk("zhang"), may_admit=True).label == "A001"


def test_a_staff_member_who_enters_the_id_number_is_told_as_well(stage: Stage) -> None:
    first = stage.issue(held=())

    with refused(AlreadyHolding, label="A001"):
        stage.issue(actor=clerk("zhang"), may_admit=True, held=(first.id,))


@pytest.mark.parametrize("plan", [plan_with(), plan_with(limits={"one_per_person": False})])
def test_a_hall_whose_plan_does_not_say_so_gives_as_many_as_are_asked_for(plan: Plan) -> None:
    stage = Stage(plan)
    first = stage.issue(held=())

    assert stage.issue(held=(first.id,)).label == "A002"


def test_who_has_booked_needs_no_id_number() -> None:
    stage = Stage(plan_with(**ONE_EACH, appointments=BOOKABLE))
    booking = book(stage, "09:30")

    assert stage.issue(appointment=booking.id).label == "A001"
