"""A whole day at the sample hall, and the next morning: from the preparation to the last late case and beyond.

Told as a story, in the hall's own hours, with nothing but the rules.
"""

from __future__ import annotations

from datetime import date as Date

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import HallClosed, NothingToCarry, TicketsClosed
from queue_server.hall.hall import Hall
from queue_server.plan_file import load_plan
from queue_server.sample import PLAN

from ..hall.halls import CITIZEN, MANAGER, Stage, at, clerk, everything, refused, rejoin

WEDNESDAY, THURSDAY, FRIDAY = Date(2026, 11, 25), Date(2026, 11, 26), Date(2026, 11, 27)

HOUSEHOLD_CLERKS = {"1": "zhang", "2": "li", "3": "wang"}


def test_a_wednesday_from_the_first_number_to_the_first_place_on_thursday() -> None:
    stage = Stage(load_plan(PLAN.read_text(encoding="utf-8")), now=at("08:30", WEDNESDAY))

    # 8:30. The first people stand at the door; the kiosk says when numbers begin.
    with refused(HallClosed, next_opens_at=at("09:00", WEDNESDAY)):
        stage.issue("household")

    # 8:50. The clerks are on post (article 9). The first numbers are taken, an old lady's among them.
    stage.at("08:50")
    for counter, name in HOUSEHOLD_CLERKS.items():
        stage.do(c.SignIn(counter), clerk(name))
    for _ in range(5):
        stage.issue("household")
    old_lady = stage.issue("household", age=82)
    assert old_lady.lane == "elderly"
    assert stage.hall.phase(stage.now) == "preparing"

    # 9:00. Open. She came last and is called first: 15 minutes and four times her ten beat everybody's ten.
    stage.at("09:00")
    assert stage.hall.phase(stage.now) == "open"
    assert stage.serve("1") is old_lady
    assert [passed["label"] for passed in stage.last(f.TicketCalled).reason["passed_over"]] == ["A001"]
    assert stage.serve("2").label == "A001"

    # A002 has gone for breakfast: called, called again, missed; back in the hall, three others go first.
    went_out = stage.next("3")
    assert went_out is not None
    stage.press(c.Recall("3"))
    stage.press(c.NoShow("3"))
    stage.wait(2)
    rejoin(stage, went_out)
    stage.issue("household")
    assert stage.hall.ahead(went_out, stage.now) == 3
    for counter in ("3", "1", "2"):
        if stage.hall.counters[counter].current:
            stage.finish(counter)
        stage.wait(3)
        assert stage.serve(counter).label in ("A003", "A004", "A005")
    stage.finish("3", "notice_given")
    assert stage.serve("3") is went_out
    stage.finish("3", "accepted")

    # A004 lacks a photo: parked, and taken back ahead of A007 when she returns.
    lacks_photo = stage.hall.current_of("1")
    assert lacks_photo is not None
    stage.press(c.Park("1", "fetches a photo"))
    stage.wait(15)
    stage.press(c.Unpark("1", lacks_photo.label))
    stage.press(c.StartServing("1"))
    stage.finish("1")

    # A005 turns out to need a passport: on to exit-entry, where its age counts.
    stage.do(c.SignIn("4"), clerk("liu"))
    stage.issue("exit-entry")
    stage.press(c.Transfer("2", "exit-entry", note="wants a passport"))
    moved = stage.serve("4")
    assert (moved.label, moved.turn.number) == ("A005", 2)
    stage.finish("4")
    assert stage.order("4") == ["B001"]
    assert stage.order("1") == ["A007"]

    # Lunch. Li goes, Wang stays as B of counter 2's people; numbers are still given.
    stage.at("12:00")
    assert stage.hall.phase(stage.now) == "break"
    stage.do(c.Pause("2", "lunch", 90), clerk("li"))
    stage.do(c.SignOut("3"), clerk("wang"))
    stage.do(c.SignIn("2", "B"), clerk("wang"))
    stage.issue("household")
    assert stage.order("2") == ["A008"]

    # 17:15. Nine people are left for household, and one for a permit that nobody is on post for.
    stage.at("17:15")
    afternoon = [stage.issue("household") for _ in range(9)]
    permit = stage.issue("public-order", persons=2)
    stage.serve("1")
    stage.serve("2")

    # 17:20. Last tickets: the kiosk says no, a clerk admits a man who came 80 kilometres.
    stage.at("17:20")
    assert stage.hall.phase(stage.now) == "last_tickets"
    with refused(TicketsClosed, next_opens_at=at("09:00", THURSDAY)):
        stage.issue("household")
    from_far = stage.issue("household", may_admit=True, reason="came 80 km", actor=clerk("zhang"))

    # 17:30. Closing time passes unseen; whoever presses next, the count was taken first.
    stage.now = at("17:33", WEDNESDAY)
    stage.finish("1")
    closing = stage.last(f.ClosingReached)
    assert (closing.closing_at, closing.at) == (at("17:30", WEDNESDAY), at("17:33", WEDNESDAY))
    assert (len(closing.waiting), len(closing.serving)) == (9, 2)
    assert stage.hall.phase(stage.now) == "extended"

    # The hall goes on, ten minutes each, from a restart's copy of the journal as from the hall itself.
    stage.finish("2")
    copy = Hall("wanzhou-centre")
    for fact in stage.facts:
        copy.apply(fact)
    assert everything(copy) == everything(stage.hall)
    stage.hall = copy
    for _ in range(4):
        for counter in ("1", "2"):
            if stage.hall.waiting_of("household"):
                stage.serve(counter)
        stage.wait(10)
        for counter in ("1", "2"):
            if stage.hall.counters[counter].current:
                stage.finish(counter)
    served = [stage.hall.tickets[ticket.id] for ticket in (*afternoon, from_far)]
    assert {ticket.outcome for ticket in served} == {"done"}
    late = [ticket for ticket in served if (ticket.ended_at or 0) > closing.closing_at]
    assert len(late) == 10
    assert (served[-1].late, served[-1].issue_reason, served[-1].at_closing) == (True, "came 80 km", "waiting")

    # 18:13. The permit cannot be done today. The manager explains, and promises the first place tomorrow.
    assert stage.hall.phase(stage.now) == "extended"
    promise = c.Remaining(permit.label, "no clerk for permits", "explained; first tomorrow", on=THURSDAY)
    stage.do(c.CloseDay((promise,)), MANAGER)
    assert stage.hall.phase(stage.now) == "closed"
    assert stage.last(f.DayClosed).how == "by manager"
    assert [counter.post for counter in stage.hall.counters.values()] == [None] * 12
    with refused(HallClosed, next_opens_at=at("09:00", THURSDAY)):
        stage.issue("public-order", carried_from=permit.id)

    # Thursday. Numbers restart; three are waiting for permits when the promised one comes, and goes first.
    stage.at("08:55", THURSDAY)
    with refused(NothingToCarry, service="public-order", on="2026-11-26"):
        stage.issue("household", carried_from=permit.id)
    others = [stage.issue("public-order") for _ in range(3)]
    assert [ticket.label for ticket in others] == ["E001", "E002", "E003"]
    stage.at("09:30")
    promised = stage.issue("public-order", carried_from=permit.id)
    assert promised.persons == 2
    stage.do(c.SignIn("11"), clerk("xu"))
    assert stage.order("11") == ["E004", "E001", "E002", "E003"]

    # And it closes by itself at the end of an easy day.
    stage.do(c.RateTicket(promised.id, 5), CITIZEN)
    stage.at("17:30")
    assert stage.last(f.DayClosed).how == "by itself"
    assert stage.hall.next_opens_at(stage.now) == at("09:00", FRIDAY)
