"""A ticket's life: the table of legal moves, and that every other one is a named error that changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from queue_server.hall import commands as c
from queue_server.hall.errors import FieldNeeded, HallError, IllegalMove, ReasonNeeded, TicketHasEnded, UnknownOutcome
from queue_server.hall.instants import MINUTE
from queue_server.hall.tickets import MOVES, State, Ticket
from tests.cases import cases

from .halls import CITIZEN, KIOSK, Stage, everything, refused, rejoin


def waiting(stage: Stage) -> Ticket:
    return stage.issue()


def called(stage: Stage) -> Ticket:
    ticket = stage.issue()
    assert stage.next("1") is ticket
    return ticket


def serving(stage: Stage) -> Ticket:
    ticket = called(stage)
    stage.press(c.StartServing("1"))
    return ticket


def parked(stage: Stage) -> Ticket:
    ticket = serving(stage)
    stage.press(c.Park("1", "fetches a photo"))
    return ticket


def missed(stage: Stage) -> Ticket:
    ticket = called(stage)
    stage.press(c.NoShow("1"))
    return ticket


def ended(stage: Stage) -> Ticket:
    ticket = serving(stage)
    stage.finish("1")
    return ticket


STATES: dict[State, Callable[[Stage], Ticket]] = {
    "waiting": waiting, "called": called, "serving": serving, "parked": parked, "missed": missed, "ended": ended,
}  # fmt: skip

# each move as a command about the ticket; the counter that presses is the one where the ticket is or was
COMMANDS: dict[str, Callable[[Ticket], c.Command]] = {
    "call": lambda ticket: c.CallLabel("2", ticket.label, "a reason"),
    "recall": lambda ticket: c.Recall("1", label=ticket.label),
    "start": lambda ticket: c.StartServing("1", label=ticket.label),
    "no-show": lambda ticket: c.NoShow("1", label=ticket.label),
    "rejoin": lambda ticket: c.RejoinTicket(ticket.id),
    "park": lambda ticket: c.Park("1", "a reason", label=ticket.label),
    "unpark": lambda ticket: c.Unpark("1", ticket.label),
    "transfer": lambda ticket: c.Transfer("1", "traffic", label=ticket.label),
    "finish": lambda ticket: c.Finish("1", "done", label=ticket.label),
    "cancel": lambda ticket: c.CancelTicket(ticket.id),
    "print": lambda ticket: c.RequestSlip(ticket.id, "printer-1", "slip-1"),
}

# written out once more, so that the code's table cannot change unseen
LEGAL = {
    ("waiting", "call"), ("waiting", "cancel"), ("waiting", "print"),
    ("called", "recall"), ("called", "start"), ("called", "no-show"), ("called", "cancel"), ("called", "print"),
    ("serving", "park"), ("serving", "transfer"), ("serving", "finish"), ("serving", "print"),
    ("parked", "call"), ("parked", "unpark"), ("parked", "cancel"), ("parked", "print"),
    ("missed", "rejoin"), ("missed", "cancel"), ("missed", "print"),
}  # fmt: skip


def do(stage: Stage, command: c.Command) -> None:
    if isinstance(command, c.CounterCommand):
        stage.press(command)
    else:
        stage.do(command, CITIZEN)


def staged(state: State) -> tuple[Stage, Ticket]:
    stage = Stage()
    stage.sign_in("1", "2")
    ticket = STATES[state](stage)
    assert ticket.state == state
    return stage, ticket


@pytest.mark.parametrize("move", COMMANDS)
@pytest.mark.parametrize("state", STATES)
def test_every_move_is_legal_or_a_named_error_that_changes_nothing(state: State, move: str) -> None:
    stage, ticket = staged(state)
    command = COMMANDS[move](ticket)

    if (state, move) in LEGAL:
        facts = len(stage.facts)
        do(stage, command)
        assert len(stage.facts) > facts
        return
    before = everything(stage.hall)
    with pytest.raises(HallError) as caught:
        do(stage, command)
    assert type(caught.value) is not HallError
    assert everything(stage.hall) == before


@pytest.mark.parametrize("state", STATES)
def test_the_ticket_itself_refuses_what_the_table_leaves_out(state: State) -> None:
    _, ticket = staged(state)

    for move in COMMANDS:
        assert ticket.may(move) == ((state, move) in LEGAL)
        if (state, move) not in LEGAL:
            told = {} if state == "ended" else {"state": state, "move": move}
            with refused(TicketHasEnded if state == "ended" else IllegalMove, label=ticket.label, **told):
                ticket.check(move)


@pytest.mark.parametrize(("state", "moves"), cases("moves").items())
def test_the_moves_of_a_number_are_those_that_the_panel_is_tested_with(state: State, moves: list[str]) -> None:
    _, ticket = staged(state)
    assert ticket.moves == moves


def test_only_carrying_over_ends_a_ticket_from_every_open_state() -> None:
    assert MOVES["carry-over"] == set(STATES) - {"ended"}


def test_a_visit_from_the_number_to_its_end_is_kept_with_its_times() -> None:
    stage = Stage()
    stage.sign_in("1")
    ticket = stage.issue()
    start = stage.now
    stage.wait(10)
    stage.next("1")
    stage.wait(1)
    stage.press(c.StartServing("1"))
    stage.wait(5)
    stage.finish("1", note="collected on Friday")

    turn = ticket.turn
    assert turn.waiting_from == start
    assert turn.called_at == start + 10 * MINUTE
    assert turn.started_at == start + 11 * MINUTE
    assert turn.ended_at == start + 16 * MINUTE
    assert (turn.counter, turn.clerk, turn.outcome, turn.note) == ("1", "clerk-1", "done", "collected on Friday")
    assert (ticket.outcome, ticket.ended_at) == ("done", turn.ended_at)
    assert stage.hall.counters["1"].served == 1
    assert stage.hall.counters["1"].current is None


@pytest.mark.parametrize(
    ("outcome", "fact"),
    [
        ("done", {}),
        ("accepted", {}),
        ("notice_given", {}),
        ("refused", {"reason": "no residence here"}),
        ("referred", {"to": "the court"}),
    ],
)
def test_each_outcome_asks_for_its_own_fact(outcome: str, fact: dict[str, str]) -> None:
    stage, ticket = staged("serving")

    for field in fact:
        for empty in (None, "", "  "):
            with refused(FieldNeeded, field=field, outcome=outcome):
                stage.finish("1", outcome, **{field: empty})
    stage.finish("1", outcome, **fact)

    assert ticket.outcome == outcome
    assert ticket.explanation == fact.get("reason")  # what the citizen was told


def test_an_outcome_that_is_no_clerks_is_refused() -> None:
    stage, _ = staged("serving")

    for outcome in ("carried_over", "missed", "cancelled", "", "DONE"):
        with refused(UnknownOutcome, outcome=outcome):
            stage.finish("1", outcome)


def test_parking_needs_a_reason() -> None:
    stage, _ = staged("serving")

    with refused(ReasonNeeded):
        stage.press(c.Park("1", " "))


def test_a_called_citizen_who_gives_the_number_back_frees_the_counter() -> None:
    stage, ticket = staged("called")

    stage.do(c.CancelTicket(ticket.id), CITIZEN)

    assert stage.hall.counters["1"].current is None
    assert stage.hall.counters["1"].served == 0


def test_the_same_ticket_id_is_not_issued_twice() -> None:
    stage, ticket = staged("waiting")

    with refused(IllegalMove, move="issue"):
        stage.do(c.IssueTicket(ticket.id, "household"), KIOSK)


def test_a_parked_turn_comes_back_to_its_place_for_its_counter() -> None:
    stage, ticket = staged("parked")
    stage.wait(5)
    other = stage.issue()
    stage.next("1")

    stage.press(c.Unpark("1", ticket.label))  # the counter has somebody: it waits, older than all others

    assert ticket.state == "waiting"
    assert stage.hall.ahead(ticket, stage.now) == 0
    assert stage.next("2") is None
    stage.press(c.NoShow("1"))
    rejoin(stage, other)
    assert stage.order("1") == [ticket.label, other.label]


def test_a_parked_turn_is_called_at_once_when_the_counter_is_free() -> None:
    stage, ticket = staged("parked")
    stage.issue()

    stage.press(c.Unpark("1", ticket.label))

    assert ticket.state == "called"
    assert stage.hall.counters["1"].current == ticket.id
    assert stage.hall.calls[-1].label == ticket.label


def test_a_parked_turn_keeps_the_call_that_led_to_its_serving() -> None:
    stage = Stage()
    stage.sign_in("1")
    ticket = stage.issue()
    stage.wait(3)
    stage.serve("1")
    first_call, first_start = ticket.turn.called_at, ticket.turn.started_at
    stage.press(c.Park("1", "fetches a photo"))
    stage.wait(30)
    stage.press(c.Unpark("1", ticket.label))
    stage.press(c.StartServing("1"))

    assert (ticket.turn.called_at, ticket.turn.started_at) == (first_call, first_start)
    assert ticket.turn.away_us == 30 * MINUTE
    assert ticket.turn.reason is not None
    assert ticket.turn.reason["rule"] == "right_of_way"


def test_a_transfer_adds_a_turn_and_keeps_the_age() -> None:
    stage = Stage()
    stage.sign_in("1", "2")
    stage.wait(1)
    moved = stage.issue("household")
    stage.wait(2)
    stage.issue("exit-entry")
    stage.wait(2)
    stage.serve("1")

    stage.press(c.Transfer("1", "exit-entry", note="needs a passport too"))

    assert [(turn.number, turn.service, turn.outcome) for turn in moved.turns] == [
        (1, "household", "transferred"), (2, "exit-entry", None),
    ]  # fmt: skip
    assert moved.turn.counted_from == moved.issued_at
    assert moved.turn.waiting_from == stage.now
    assert moved.note == "needs a passport too"
    assert stage.hall.counters["1"].served == 1
    assert stage.order("2") == ["A001", "B001"]


def test_transferred_to_the_same_service_it_waits_again() -> None:
    stage, ticket = staged("serving")

    stage.press(c.Transfer("1", "household"))

    assert ticket.state == "waiting"
    assert stage.next("2") is ticket
