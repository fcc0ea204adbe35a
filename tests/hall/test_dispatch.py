"""Which citizen a counter calls: its own services first, support when the plan says so, and always why."""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import (
    CounterOccupied,
    CounterPaused,
    IllegalMove,
    NotSignedInHere,
    ReasonNeeded,
    TicketHasEnded,
    UnknownCounter,
)
from queue_server.hall.instants import MINUTE

from .halls import PLAN, Stage, clerk, miss, plan_with, refused


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.sign_in("1", "2", "3")
    return stage


def test_nobody_waiting_is_no_fact_and_no_error(stage: Stage) -> None:
    assert stage.next("1") is None
    assert stage.facts[-1].kind == "counter.signed_in"


def test_a_counter_calls_only_what_it_serves(stage: Stage) -> None:
    stage.issue("exit-entry")

    assert stage.next("1") is None
    assert stage.next("2") is not None


def test_the_right_of_way_decides_among_all_own_services(stage: Stage) -> None:
    stage.issue("household")
    stage.wait(1)
    stage.issue("exit-entry")
    stage.issue("exit-entry", "elderly")

    assert stage.order("2") == ["B002", "A001", "B001"]


def test_a_call_says_who_was_passed_over_and_how_long_they_had_waited(stage: Stage) -> None:
    stage.issue("household")
    stage.wait(5)
    stage.issue("exit-entry", "elderly")
    stage.wait(2)

    called = stage.next("2")

    assert called is not None
    assert called.label == "B001"
    assert called.turn.reason == {
        "rule": "right_of_way",
        "claim_us": (15 + 4 * 2) * MINUTE,
        "waited_us": 2 * MINUTE,
        "passed_over": [{"label": "A001", "lane": "ordinary", "waited_us": 7 * MINUTE, "claim_us": 7 * MINUTE}],
        "stated": None,
    }
    assert stage.last(f.TicketCalled).reason == called.turn.reason


def test_who_is_called_in_turn_passes_over_nobody(stage: Stage) -> None:
    stage.issue("exit-entry")
    stage.issue("exit-entry")

    called = stage.next("2")

    assert called is not None
    assert called.turn.reason is not None
    assert called.turn.reason["passed_over"] == []


def test_support_waits_until_the_longest_wait_reaches_the_limit(stage: Stage) -> None:
    stage.issue("household")

    stage.wait(19.99)
    assert stage.next("3") is None

    stage.wait(0.01)
    called = stage.next("3")
    assert called is not None
    assert called.turn.reason is not None
    assert called.turn.reason["rule"] == "support"


def test_own_citizens_come_before_support_however_long_the_others_wait(stage: Stage) -> None:
    stage.issue("household")
    stage.wait(60)
    own = stage.issue("traffic")

    assert stage.next("3") is own


def test_support_calls_by_right_of_way_not_by_the_longest_wait(stage: Stage) -> None:
    stage.issue("household")
    stage.wait(20)
    elderly = stage.issue("household", "elderly")
    stage.wait(2)  # 15 + 4 x 2 is 23 minutes, against 22

    assert stage.next("3") is elderly


def test_a_long_wait_for_another_counter_alone_brings_no_support_to_the_rest(stage: Stage) -> None:
    stage.issue("household")
    stage.serve("1")
    stage.press(c.Transfer("1", "household", to_counter="2"))
    stage.wait(30)

    stage.issue("household")

    assert stage.next("3") is None


def test_with_only_a_citizen_who_is_sent_elsewhere_a_counter_goes_on_to_support(stage: Stage) -> None:
    stage.issue("traffic")
    stage.serve("3")
    # the plan lets counter 2 serve traffic too from here on
    counters = [
        PLAN["counters"][0],
        PLAN["counters"][1] | {"serves": ["household", "exit-entry", "traffic"]},
        PLAN["counters"][2],
    ]
    stage.do(c.PublishPlan(plan_with(counters=counters)))
    stage.press(c.Transfer("3", "traffic", to_counter="2"))
    waiting = stage.issue("household")
    stage.wait(20)

    assert stage.next("3") is waiting


def test_support_after_no_minutes_is_at_once() -> None:
    counters = [PLAN["counters"][2] | {"support": [{"service": "household", "after_min": 0}]}]
    stage = Stage(plan_with(counters=counters))
    stage.sign_in("3")

    ticket = stage.issue("household")

    assert stage.next("3") is ticket


def test_a_citizen_sent_to_a_counter_waits_for_it_as_long_as_somebody_is_on_post_there(stage: Stage) -> None:
    ticket = stage.issue("household")
    stage.serve("1")
    stage.press(c.Transfer("1", "household", to_counter="2"))
    stage.press(c.Pause("2", "lunch"))

    assert stage.next("1") is None

    stage.press(c.Resume("2"))
    stage.press(c.SignOut("2"))
    assert stage.next("1") is ticket


def test_a_citizen_sent_to_a_counter_that_only_supports_the_service_is_its_own(stage: Stage) -> None:
    ticket = stage.issue("household")
    stage.serve("1")
    stage.press(c.Transfer("1", "household", to_counter="3"))
    stage.issue("traffic")

    assert stage.next("1") is None
    called = stage.next("3")

    assert called is ticket  # who came first; no limit to wait for
    assert called.turn.reason is not None
    assert called.turn.reason["rule"] == "right_of_way"


def test_a_citizen_sent_to_this_counter_is_passed_over_once(stage: Stage) -> None:
    sent = stage.issue("household")
    stage.serve("1")
    stage.press(c.Transfer("1", "household", to_counter="1"))
    stage.wait(1)
    stage.issue("household", "elderly")

    called = stage.next("1")

    assert called is not None
    assert called.turn.reason is not None
    assert [passed["label"] for passed in called.turn.reason["passed_over"]] == [sent.label]


def test_a_citizen_sent_to_a_counter_that_has_stopped_serving_this_is_still_called_there(stage: Stage) -> None:
    ticket = stage.issue("exit-entry")
    stage.serve("2")
    stage.press(c.Transfer("2", "exit-entry", to_counter="2"))
    one, two, three = PLAN["counters"]
    counters = [one | {"serves": ["household", "exit-entry"]}, two | {"serves": ["household"]}, three]
    stage.do(c.PublishPlan(plan_with(counters=counters)))

    assert stage.next("2") is ticket


def test_a_number_is_called_out_of_order_only_with_a_reason(stage: Stage) -> None:
    stage.issue()
    second = stage.issue()

    with refused(ReasonNeeded):
        stage.press(c.CallLabel("1", "A002", "  "))
    stage.press(c.CallLabel("1", "A002", "has a train to catch"))

    assert second.state == "called"
    assert second.turn.reason is not None
    assert second.turn.reason["rule"] == "by_label"
    assert second.turn.reason["stated"] == "has a train to catch"


def test_only_who_waits_or_is_parked_can_be_called_by_number(stage: Stage) -> None:
    ended, missed, called = stage.issue(), stage.issue(), stage.issue()
    stage.serve("1")
    stage.finish("1")
    miss(stage, "1")
    stage.next("1")

    for ticket, state in ((missed, "missed"), (called, "called")):
        with refused(IllegalMove, state=state, move="call"):
            stage.press(c.CallLabel("2", ticket.label, "why not"))
    with refused(TicketHasEnded, label=ended.label):
        stage.press(c.CallLabel("2", ended.label, "why not"))


def test_a_counter_serves_one_at_a_time(stage: Stage) -> None:
    stage.issue()
    stage.issue()
    stage.next("1")

    for command in (c.CallNext("1"), c.CallLabel("1", "A002", "why not")):
        with refused(CounterOccupied, label="A001", state="called"):
            stage.press(command)


def test_only_the_clerk_on_post_calls_and_not_while_paused(stage: Stage) -> None:
    stage.issue()

    with refused(NotSignedInHere, counter="1"):
        stage.do(c.CallNext("1"), clerk("somebody"))
    stage.press(c.SignOut("2"))
    with refused(NotSignedInHere, counter="2"):
        stage.do(c.CallNext("2"), clerk("clerk-2"))
    stage.press(c.Pause("1", "water"))
    with refused(CounterPaused, counter="1"):
        stage.press(c.CallNext("1"))
    with refused(UnknownCounter, counter="9"):
        stage.do(c.CallNext("9"), clerk("clerk-1"))


def test_the_next_few_of_a_counter_come_in_the_order_in_which_it_calls(stage: Stage) -> None:
    for service, lane in (("household", None), ("exit-entry", None), ("exit-entry", "elderly"), ("household", None)):
        stage.issue(service, lane)
        stage.wait(1)
    first = miss(stage, "2")
    stage.do(c.RejoinTicket(first.id))

    upcoming = [ticket.label for ticket in stage.hall.upcoming("2", 3, stage.now)]
    everybody = [ticket.label for ticket in stage.hall.upcoming("2", 99, stage.now)]

    assert upcoming == everybody[:3]
    assert everybody == stage.order("2")


def test_every_call_and_recall_gets_the_next_number_of_the_calls(stage: Stage) -> None:
    stage.issue()
    stage.issue()
    stage.next("1")
    stage.next("2")
    stage.press(c.Recall("1"))

    assert [(call.seq, call.label, call.counter, call.recall) for call in stage.hall.calls] == [
        (1, "A001", "1", False),
        (2, "A002", "2", False),
        (3, "A001", "1", True),
    ]
