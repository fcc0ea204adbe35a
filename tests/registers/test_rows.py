"""Each register's rows, from facts to file; that they can be rebuilt is proved with the journal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import inspect

from queue_server.hall import commands as c
from queue_server.hall.appointments import State
from queue_server.hall.instants import MINUTE
from queue_server.registers import appointments, tickets
from queue_server.registers.tickets import PastTicket
from tests.hall.halls import CITIZEN, KIOSK, MANAGER, MONDAY, at, clerk, plan_with
from tests.journal.kept import HALL, KeptHall

TUESDAY = MONDAY + timedelta(days=1)


def check(row: dict[str, Any], **wanted: Any) -> None:
    assert {key: row[key] for key in wanted} == wanted


# tickets


def test_a_number_is_in_the_register_as_soon_as_it_is_given(kept: KeptHall) -> None:
    kept.issue("exit-entry", "elderly", persons=2)
    (row,) = kept.register("tickets")
    check(
        row, ticket="t1", hall=HALL, date="2026-10-12", label="B001", series="B", number=1, service="exit-entry",
        lane="elderly", persons=2, issued_at=at("09:00"), issued_by="device:kiosk-1", late=False, outcome=None,
    )  # fmt: skip


def test_an_end_is_told_with_what_it_asked_for(kept: KeptHall) -> None:
    kept.sign_in("1")
    for outcome, more in (("refused", {"reason": "材料不全"}), ("referred", {"to": "2楼"}), ("done", {"note": "谢"})):
        kept.issue()
        kept.serve("1")
        kept.finish("1", outcome, **more)
    told = [
        (row["outcome"], row["end_reason"], row["explanation"], row["referred_to"])
        for row in sorted(kept.register("tickets"), key=lambda row: row["label"])
    ]
    assert told == [
        ("refused", "材料不全", "材料不全", None), ("referred", None, None, "2楼"), ("done", None, None, None),
    ]  # fmt: skip
    assert [row["note"] for row in sorted(kept.register("turns"), key=lambda row: row["label"])] == [None, None, "谢"]


def test_late_admissions_and_approvals_are_told_with_their_reasons(kept: KeptHall) -> None:
    kept.issue("household", "urgent", actor=MANAGER, reason="住院", may_approve=True)
    kept.at("17:25")
    kept.issue(actor=MANAGER, reason="路远", may_admit=True)
    urgent, late = kept.register("tickets")
    check(urgent, late=False, issue_reason="住院", approved_by="staff:manager")
    check(late, late=True, issue_reason="路远", approved_by=None)


def test_closing_time_is_told_of_every_open_number_and_of_no_other(kept: KeptHall) -> None:
    kept.sign_in("1")
    kept.issue()
    kept.serve("1")
    kept.finish("1")
    kept.issue()
    kept.issue()
    kept.serve("1")
    kept.at("17:30")
    assert {row["label"]: row["at_closing"] for row in kept.register("tickets")} == {
        "A001": None, "A002": "serving", "A003": "waiting",
    }  # fmt: skip
    (day,) = kept.register("days")
    check(day, waiting=1, serving=1, parked=0, missed=0, closed_at=None)


def test_when_closing_time_moves_on_after_it_had_passed_nobody_is_late_any_more(kept: KeptHall) -> None:
    kept.issue()
    kept.at("17:31")
    assert kept.register("tickets")[0]["at_closing"] == "waiting"
    kept.do(c.PublishPlan(plan_with(hours={"week": {"mon": ["09:00-19:00"]}})), MANAGER)
    assert kept.register("tickets")[0]["at_closing"] is None
    check(kept.register("days")[0], plan=2, closing_at=at("19:00"), waiting=None)
    kept.at("19:00")
    assert kept.register("tickets")[0]["at_closing"] == "waiting"
    assert kept.register("days")[0]["waiting"] == 1


# turns


def test_a_turn_is_told_from_its_wait_to_its_end(kept: KeptHall) -> None:
    kept.sign_in("1")
    kept.issue()
    kept.at("09:05")
    kept.press(c.CallNext("1"))
    kept.at("09:06")
    kept.press(c.StartServing("1"))
    kept.at("09:16")
    kept.finish("1")
    (row,) = kept.register("turns")
    check(
        row, hall=HALL, date="2026-10-12", ticket="t1", number=1, label="A001", service="household", state="ended",
        waiting_from=at("09:00"), counted_from=at("09:00"), counter="1", clerk="clerk-1", called_at=at("09:05"),
        started_at=at("09:06"), ended_at=at("09:16"), outcome="done", rule="right_of_way", stated=None,
        passed_over=None, away_us=0,
    )  # fmt: skip


def test_a_turn_tells_why_it_was_called_and_whom_it_passed_over(kept: KeptHall) -> None:
    kept.sign_in("1")
    kept.issue()
    kept.issue("household", "elderly")
    kept.at("09:10")
    kept.press(c.CallNext("1"))
    passed = next(row["passed_over"] for row in kept.register("turns") if row["label"] == "A002")
    assert passed == (
        f'[{{"claim_us":{10 * MINUTE},"label":"A001","lane":"ordinary","waited_us":{10 * MINUTE}}}]'
    )  # fmt: skip


def test_a_parked_serving_is_told_without_the_time_it_was_away(kept: KeptHall) -> None:
    kept.sign_in("1")
    kept.issue()
    kept.serve("1")
    kept.at("09:05")
    kept.press(c.Park("1", "填表"))
    check(kept.register("turns")[0], state="parked", away_at=at("09:05"), away_us=0, note="填表")
    kept.at("09:15")
    kept.press(c.Unpark("1", "A001"))
    check(kept.register("turns")[0], state="called", away_at=None, away_us=10 * MINUTE, called_at=at("09:00"))
    # who does not come back at once is away again
    kept.press(c.NoShow("1"))
    kept.at("09:20")
    kept.rejoin("t1")
    kept.at("09:30")
    kept.press(c.CallNext("1"))
    check(kept.register("turns")[0], away_us=25 * MINUTE)


def test_a_transfer_ends_one_turn_and_begins_the_next(kept: KeptHall) -> None:
    kept.sign_in("1")
    kept.issue()
    kept.serve("1")
    kept.at("09:10")
    kept.press(c.Transfer("1", "exit-entry", note="转办护照"))
    first, second = kept.register("turns")
    check(first, number=1, outcome="transferred", ended_at=at("09:10"), note="转办护照", state="ended")
    check(
        second, number=2, service="exit-entry", waiting_from=at("09:10"), counted_from=at("09:00"), state="waiting",
        counter=None, note=None,
    )  # fmt: skip


# posts


def test_a_post_is_told_from_signing_in_to_signing_out_with_its_pauses(kept: KeptHall) -> None:
    kept.sign_in("1")
    kept.at("09:10")
    kept.press(c.Pause("1", "取材料"))
    check(kept.register("posts")[0], paused_at=at("09:10"), paused_us=0, pauses=0, until=None)
    kept.at("09:15")
    kept.press(c.Resume("1"))
    kept.at("10:00")
    kept.press(c.Pause("1", "会议"))
    kept.at("10:20")
    kept.press(c.SignOut("1"))
    (row,) = kept.register("posts")
    check(
        row, counter="1", clerk="clerk-1", role="A", since=at("09:00"), until=at("10:20"), paused_us=25 * MINUTE,
        pauses=2, paused_at=None,
    )  # fmt: skip


def test_a_take_over_ends_one_post_and_begins_another(kept: KeptHall) -> None:
    kept.sign_in("1", "zhang")
    kept.at("09:30")
    kept.do(c.Pause("1", "开会"), clerk("zhang"))
    kept.at("09:35")
    kept.sign_in("1", "li", role="B")
    told = [(row["clerk"], row["role"], row["since"], row["until"]) for row in kept.register("posts")]
    assert told == [("zhang", "A", at("09:00"), at("09:35")), ("li", "B", at("09:35"), None)]


def test_changing_from_a_to_b_is_another_post(kept: KeptHall) -> None:
    kept.sign_in("1", "zhang", role="B")
    kept.at("09:30")
    kept.sign_in("1", "zhang", role="A")
    assert [(row["role"], row["until"]) for row in kept.register("posts")] == [("B", at("09:30")), ("A", None)]


def test_closing_the_day_ends_every_post(kept: KeptHall) -> None:
    kept.sign_in("1")
    kept.sign_in("2")
    kept.at("17:30")
    assert {row["until"] for row in kept.register("posts")} == {at("17:30")}
    check(kept.register("days")[0], closed_at=at("17:30"), how="by itself")


# slips


def test_every_print_is_told_with_what_came_of_it(kept: KeptHall) -> None:
    ticket = kept.issue(printer="printer-1", slip="s1")
    kept.do(c.TakeSlip("s1"), KIOSK)
    kept.do(c.FailSlip("s1", "缺纸"), KIOSK)
    kept.do(c.RequestSlip(ticket, "printer-2", "s2"), KIOSK)
    told = [(row["slip"], row["printer"], row["copy"], row["state"], row["why"]) for row in kept.register("slips")]
    assert told == [("s1", "printer-1", 1, "failed", "缺纸"), ("s2", "printer-2", 2, "requested", None)]


# numbers of earlier days


@pytest.fixture
def past(kept: KeptHall) -> KeptHall:
    """Monday's A001 was served after a transfer and rated; on Tuesday nobody holds it in memory."""
    kept.sign_in("1")
    kept.sign_in("2")
    kept.issue(printer="printer-1", slip="s1", persons=2)
    kept.do(c.FailSlip("s1", "缺纸"), KIOSK)
    kept.do(c.RequestSlip("t1", "printer-1", "s2"), KIOSK)
    kept.serve("1")
    kept.press(c.Transfer("1", "exit-entry"))
    kept.at("09:20")
    kept.serve("2")
    kept.finish("2")
    kept.do(c.RateTicket("t1", 4), CITIZEN)
    kept.at("10:00", TUESDAY)
    assert kept.ask(lambda h, now: "t1" not in h.tickets)
    return kept


def test_the_hall_of_a_number_is_found_by_its_id_alone(past: KeptHall) -> None:
    assert past.database.read(lambda connection: tickets.hall_of(connection, "t1")) == HALL
    assert past.database.read(lambda connection: tickets.hall_of(connection, "nobody's")) is None


@pytest.mark.parametrize(("table", "first"), [("tickets", "ticket"), ("appointments", "appointment")])
def test_a_hall_is_found_by_an_id_through_the_index_of_the_key(past: KeptHall, table: str, first: str) -> None:
    key = past.database.read(lambda connection: inspect(connection).get_pk_constraint(table)["constrained_columns"])
    assert key[0] == first


def test_a_number_of_an_earlier_day_is_still_known_to_its_holder(past: KeptHall) -> None:
    assert past.database.read(lambda connection: tickets.past(connection, "t1")) == PastTicket(
        hall=HALL, ticket="t1", date="2026-10-12", label="A001", service="exit-entry", persons=2,
        issued_at=at("09:00"), counter="2", called_at=at("09:20"), misses=0, outcome="done", explanation=None,
        on_date=None, rating=4, slip="requested", slip_why=None, continued_as=None, continued_label=None,
    )  # fmt: skip


def test_a_case_carried_over_is_known_with_its_explanation_and_its_later_day(kept: KeptHall) -> None:
    kept.issue()
    kept.do(c.CloseDay((c.Remaining("A001", "停电", "已说明", TUESDAY),)), MANAGER)
    found = kept.database.read(lambda connection: tickets.past(connection, "t1"))
    assert found is not None
    assert (found.outcome, found.explanation, found.on_date) == ("carried_over", "已说明", "2026-10-13")
    assert (found.counter, found.called_at, found.slip) == (None, None, None)


def test_what_became_of_each_case_carried_over_is_known_after_its_hall_has_forgotten_it(kept: KeptHall) -> None:
    for _ in range(5):
        kept.issue()
    days = (TUESDAY, TUESDAY, TUESDAY, TUESDAY, MONDAY + timedelta(days=30))
    kept.do(
        c.CloseDay(tuple(c.Remaining(f"A00{n}", "停电", "已说明", on) for n, on in enumerate(days, 1))), MANAGER
    )  # fmt: skip
    kept.at("10:00", TUESDAY)
    kept.issue(carried_from="t1")
    kept.do(c.CancelAppointment("t2", "已在别处办结"), MANAGER)
    kept.do(c.CloseDay((c.Remaining("A001", "停电", "已说明", MONDAY + timedelta(days=31)),)), MANAGER)
    last = MONDAY + timedelta(days=15)  # ten business days after Tuesday
    for day in (last, last + timedelta(days=1)):
        kept.at("10:00", day)
        kept.at("18:00")

    def cases(state: State, after: int = 0, most: int = 9) -> list[tuple[Any, ...]]:
        found = kept.database.read(
            lambda connection: appointments.carried(connection, HALL, state, MONDAY, after, most)
        )
        return [(one.case.ticket, one.case.on, one.came_as, one.ended_at, one.ended_because) for one in found]

    assert kept.ask(lambda h, now: sorted(h.appointments)) == ["t5", "t6"]
    assert cases("booked") == [("t5", "2026-11-11", None, None, None), ("t6", "2026-11-12", None, None, None)]
    assert cases("checked_in") == [("t1", "2026-10-13", "A001", at("10:00", TUESDAY), None)]
    assert cases("cancelled") == [("t2", "2026-10-13", None, at("10:00", TUESDAY), "已在别处办结")]
    over = at("18:00", last)
    assert cases("missed") == [("t3", "2026-10-13", None, over, None), ("t4", "2026-10-13", None, over, None)]
    assert [one[0] for one in cases("missed", after=1)] == ["t4"]
    assert [one[0] for one in cases("missed", most=1)] == ["t3"]


def test_nobody_knows_a_number_that_no_hall_gave(kept: KeptHall) -> None:
    assert kept.database.read(lambda connection: tickets.past(connection, "nobody's")) is None


@pytest.mark.parametrize("kept", ["sqlite"], indirect=True)  # PostgreSQL reads all of a table of one row
def test_finding_a_number_by_its_id_reads_no_whole_table(past: KeptHall) -> None:
    def plan(sql: str) -> str:
        rows = past.database.read(lambda connection: connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}").all())
        return " ".join(row[3] for row in rows)

    for sql in (
        "SELECT hall FROM tickets WHERE ticket = 't1'",
        "SELECT * FROM tickets WHERE hall = 'h' AND date BETWEEN '2026-10-12' AND '2026-10-13'",
        "SELECT * FROM turns WHERE hall = 'h' AND date BETWEEN '2026-10-12' AND '2026-10-13'",
        "SELECT * FROM turns WHERE hall = 'h' AND date = '2026-10-12' AND ticket = 't1'",
        "SELECT * FROM slips WHERE hall = 'h' AND ticket = 't1'",
    ):
        assert "SEARCH" in plan(sql), sql


def test_a_number_written_by_hand_is_told_with_both_its_times_and_the_days_row_counts_it(kept: KeptHall) -> None:
    kept.at("17:10")
    kept.issue()
    kept.at("17:40")
    kept.issue(actor=MANAGER, reason="停电, 手1", taken_at=at("17:00"), may_admit=True)

    row = next(row for row in kept.register("tickets") if row["label"] == "A002")
    check(
        row, issued_at=at("17:00"), entered_at=at("17:40"), issue_reason="停电, 手1", late=False, at_closing="waiting",
    )  # fmt: skip
    assert kept.register("tickets")[0]["entered_at"] is None
    check(kept.register("days")[0], waiting=2)
    check(kept.register("turns")[1], waiting_from=at("17:00"), counted_from=at("17:00"))
