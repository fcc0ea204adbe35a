"""Days at random: any command at any moment, refused ones included, with restarts in between."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from queue_server.hall import commands as c
from queue_server.hall.instants import MINUTE, to_datetime
from queue_server.journal.persons import Person
from queue_server.refusals import Refusal
from queue_server.registers.bulletins import REGISTER as BULLETINS
from queue_server.registers.bulletins import PostBulletin, TakeDownBulletin
from queue_server.registers.help_calls import REGISTER as HELP_CALLS
from queue_server.registers.help_calls import AnswerHelp, AskForHelp
from queue_server.registers.printers import ReportPrinter
from tests.hall.halls import CITIZEN, KIOSK, MANAGER, clerk, plan_with

from .kept import KeptHall

SERVICES = ("household", "exit-entry", "traffic")
COUNTERS = ("1", "2", "3")
LANES = (None, "elderly", "appointment", "urgent")
PRESSES = (
    "next", "start", "finish", "no-show", "recall", "park", "transfer", "pause", "resume", "sign-out", "take over",
)  # fmt: skip
OF_APPOINTMENTS = ("book", "come", "give back")
OF_TICKETS = ("unpark", "call", "cancel", "rejoin", "rate", "slip")
OF_HELP = ("want a person", "go there")
OF_BULLETINS = ("post", "take down")
OF_SLIPS = ("take", "confirm", "fail", "report")
PRINTER_STATES = ("well", "paper-low", "paper-out", "unknown")

ROUND_THE_CLOCK = {"week": {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}}
_NAME = {"zh": "窗口", "en": "Counter"}
# nobody waits for counter 3, at whatever hour, while only household numbers are taken
IDLE_COUNTER = plan_with(
    hours=ROUND_THE_CLOCK,
    counters=[
        {"id": "2", "name": _NAME, "serves": ["household", "exit-entry"]},
        {"id": "3", "name": _NAME, "serves": ["traffic"]},
    ],
)
PLANS = {
    "office hours": plan_with(appointments={"services": [{"service": "household", "each": 2}], "early_min": 600}),
    "longer hours": plan_with(hours={"week": {"mon": ["09:00-19:00"], "tue": ["09:00-19:00"]}}),
    "round the clock": plan_with(hours=ROUND_THE_CLOCK),
}

# (what, which counter, which of the open tickets, how much); hypothesis makes a failing day as short as it can
Step = tuple[str, int, int, int]
_WHAT = st.sampled_from(
    ("issue",) * 8 + ("next",) * 5 + ("start",) * 4 + ("finish",) * 3 + ("wait",) * 4 + PRESSES
    + OF_TICKETS + OF_SLIPS + OF_HELP + OF_BULLETINS + OF_APPOINTMENTS
    + ("sign in",) * 3 + ("close the day", "new plan", "restart")
)  # fmt: skip
STEPS = st.lists(st.tuples(_WHAT, st.integers(0, 2), st.integers(0, 40), st.integers(0, 30)), min_size=5, max_size=70)


def live_through(kept: KeptHall, steps: list[Step]) -> None:
    """Each step in its order; what the rules refuse is refused."""
    for number, step in enumerate(steps):
        with suppress(Refusal):
            _do(kept, number, step)


def _do(kept: KeptHall, number: int, step: Step) -> None:
    what, which, pick, much = step
    counter = COUNTERS[which]
    if what == "restart":
        before = kept.state()
        kept.restart(from_the_first_line=much % 2 == 0)
        assert kept.state() == before
    elif what == "wait":
        kept.wait(much**2)  # seldom hours, mostly minutes
        kept.do(c.Tick(), c.SYSTEM)
    elif what == "issue":
        printer = "printer-1" if much % 2 else None
        kept.do(
            c.IssueTicket(
                f"t{number}", SERVICES[pick % 3], LANES[much % 4], persons=1 + much % 3, reason="有急事",
                carried_from=_carried(kept) if much % 5 == 0 else None, printer=printer,
                slip=f"s{number}" if printer else None, may_admit=True, may_approve=True,
                taken_at=kept.now - pick * MINUTE if much % 7 == 0 else None,
            ),
            KIOSK,
        )  # fmt: skip
    elif what == "sign in":
        kept.sign_in(counter, role="AB"[much % 2])
    elif what == "take over":
        kept.sign_in(counter, who="other")
    elif what in PRESSES:
        kept.press(_press(what, counter, pick, much))
    elif what in OF_TICKETS:
        _of_ticket(kept, number, what, counter, pick, much)
    elif what == "report":
        kept.do(ReportPrinter(f"printer-{which}", PRINTER_STATES[much % 4]), KIOSK)
    elif what == "want a person":
        kept.do(AskForHelp(f"h{number}"), c.Actor("device", f"kiosk-{which}"))
    elif what == "go there":
        calls = kept.ask(lambda h, now: [call.id for call in HELP_CALLS.of(h)]) or ["none"]
        kept.do(AnswerHelp(calls[0]), MANAGER)
    elif what == "post":
        until = kept.now + (1 + pick) * MINUTE if much % 2 else None
        kept.do(PostBulletin(f"b{number}", "通知", until=until), MANAGER)
    elif what == "take down":
        up = kept.ask(lambda h, now: [bulletin.id for bulletin in BULLETINS.of(h)]) or ["none"]
        kept.do(TakeDownBulletin(up[0]), MANAGER)
    elif what in OF_SLIPS:
        slips = kept.ask(lambda h, now: list(h.slips)) or ["none"]
        slip = slips[pick % len(slips)]
        kept.do({"take": c.TakeSlip, "confirm": c.ConfirmSlip}.get(what, lambda s: c.FailSlip(s, "缺纸"))(slip), KIOSK)
    elif what in OF_APPOINTMENTS:
        _of_appointments(kept, number, what, pick, much)
    elif what == "close the day":
        _close_the_day(kept, much)
    elif what == "new plan":
        kept.do(c.PublishPlan(list(PLANS.values())[which]), MANAGER)


def _press(what: str, counter: str, pick: int, much: int) -> c.CounterCommand:
    outcome = ("done", "accepted", "notice_given", "refused", "referred")[much % 5]
    presses: dict[str, c.CounterCommand] = {
        "next": c.CallNext(counter),
        "start": c.StartServing(counter),
        "finish": c.Finish(counter, outcome, "材料不全", "2楼", "note", printer="p", slip=f"end of {pick}-{much}"),
        "no-show": c.NoShow(counter),
        "recall": c.Recall(counter),
        "park": c.Park(counter, "填表"),
        "transfer": c.Transfer(counter, SERVICES[pick % 3], COUNTERS[pick % 3] if much % 3 == 0 else None, "转"),
        "pause": c.Pause(counter, "取材料", 5 if much % 2 else None),
        "resume": c.Resume(counter),
        "sign-out": c.SignOut(counter),
    }
    return presses[what]


def _of_ticket(kept: KeptHall, number: int, what: str, counter: str, pick: int, much: int) -> None:
    found: list[tuple[str, str]] = kept.ask(lambda h, now: [(t.id, t.label) for t in h.tickets.values()])
    if not found:
        return
    ticket, label = found[pick % len(found)]
    if what in ("unpark", "call"):
        kept.press(c.Unpark(counter, label) if what == "unpark" else c.CallLabel(counter, label, "老人不适"))
        return
    commands: dict[str, c.Command] = {
        "cancel": c.CancelTicket(ticket),
        "rejoin": c.RejoinTicket(ticket),
        "rate": c.RateTicket(ticket, 1 + much % 5),
        "slip": c.RequestSlip(ticket, "printer-1", f"s{number}"),
    }
    kept.do(commands[what], CITIZEN)


def _of_appointments(kept: KeptHall, number: int, what: str, pick: int, much: int) -> None:
    if what == "book":
        times = kept.ask(lambda h, now: [slot for slots in h.slots("household", now).values() for slot in slots])
        if times:
            slot = times[pick % len(times)].starts_at
            kept.do(c.BookAppointment(f"a{number}", "household", slot), MANAGER, person=Person(phone=f"1380000{much}"))
        return
    known = kept.ask(lambda h, now: list(h.appointments))
    if known and what == "come":
        kept.do(c.IssueTicket(f"t{number}", "household", appointment=known[pick % len(known)]), KIOSK)
    elif known:
        kept.do(c.CancelAppointment(known[pick % len(known)], "ill"), CITIZEN)


def _carried(kept: KeptHall) -> str | None:
    return kept.ask(lambda h, now: next(iter(h.carried), None))  # type: ignore[no-any-return]


def _close_the_day(kept: KeptHall, much: int) -> None:
    def remaining(h: Any, now: int) -> tuple[c.Remaining, ...]:
        on = to_datetime(now).date() + timedelta(days=1 + much)
        return tuple(c.Remaining(t.label, "系统故障", "已说明，明日优先", on) for t in h.open_tickets())

    kept.do(c.CloseDay(kept.ask(remaining)), clerk("manager"))
