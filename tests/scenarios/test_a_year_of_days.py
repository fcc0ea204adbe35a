"""What is over leaves memory: rows stay, state does not.

A year of business days of one kind, with use made of everything that a hall keeps. What a worker holds of the hall, its
checkpoint and each view that is pushed are as large on day 250 as on day 50. Containers are found by walking from the
hall, so a new one is held to it as well.
"""

from __future__ import annotations

import pickle
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from datetime import date as Date
from datetime import timedelta
from typing import Any

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.instants import MINUTE
from queue_server.hall.learned import Told
from queue_server.hall.plan import Plan
from queue_server.journal.answers import Answers
from queue_server.journal.folding import Live
from queue_server.journal.persons import Holders
from queue_server.live import views
from queue_server.live.shapes import View
from queue_server.registers import help_calls
from queue_server.registers.bulletins import PostBulletin, TakeDownBulletin
from queue_server.registers.help_calls import AnswerHelp, AskForHelp
from queue_server.registers.printers import ReportPrinter

from ..hall.halls import CITIZEN, KIOSK, MANAGER, MONDAY, PLAN, Stage, at, clerk, miss, plan_with, rejoin
from ..registers.stage import RegisterStage

EARLY, LATE = 50, 250  # business days; both are Mondays
GROWTH = 1.05
CARRIED_OVER = 10  # each day; of them one comes and one is ended by hand
TOLD = {"ordinary": Told(0, 5 * MINUTE, 15 * MINUTE, 5 * MINUTE, 10 * MINUTE)}
LENS = views.Lens(name_of=lambda clerk: clerk)
PRINTER = c.Actor("device", "printer-1")


def test_a_hall_is_as_large_after_250_business_days_as_after_50() -> None:
    year = Year()

    early = year.measured(EARLY)
    late = year.measured(LATE)

    assert not year.never_used, "let the days of this test make use of everything that a hall keeps"
    assert early["view of live"] > 10_000  # there is something to be compared
    grown = {name: (early[name], size) for name, size in late.items() if size > GROWTH * early[name]}
    assert not grown


def test_whatever_is_held_is_found_wherever_it_hangs() -> None:
    live = Live(Stage().hall, "", Answers(), Holders())
    live.owner.something_new = {"a": [{1, 2}, deque("xyz")]}  # type: ignore[attr-defined]
    live.answers.keep("a key", 1, "", b"")

    found = contents(live)

    assert found[".owner.something_new"] == 1
    assert found[".owner.something_new[]"] == 2
    assert found[".owner.something_new[][]"] == 5
    assert found[".answers._kept"] == 1


def contents(value: object) -> Counter[str]:
    """How much is in each container that can be reached, those in the same place of alike things taken together."""
    found: Counter[str] = Counter()
    for path, size in _containers(value, ""):
        found[path] += size
    return found


def _containers(value: Any, path: str) -> Iterator[tuple[str, int]]:
    if isinstance(value, Mapping):
        yield path, len(value)
        for item in value.values():
            yield from _containers(item, f"{path}[]")
    elif isinstance(value, list | tuple | set | frozenset | deque):
        yield path, len(value)
        for item in value:
            yield from _containers(item, f"{path}[]")
    elif type(value).__module__.startswith("queue_server"):
        names = [*getattr(type(value), "__slots__", ()), *getattr(value, "__dict__", ())]
        for name in (name for name in names if not name.startswith("__")):
            yield from _containers(getattr(value, name), f"{path}.{name}")


def plan_of(week: int) -> Plan:
    """Week by week another service and another lane are tried beside the old ones."""
    trial = {"id": f"trial-{week:02}", "name": {"zh": "试办", "en": "Trial"}, "series": "D"}
    lane = {"id": f"lane-{week:02}", "name": {"zh": "试行", "en": "Trial"}}
    first, *others = PLAN["counters"]
    bookable = [{"service": "household", "slot_min": 30, "each": 9}]
    return plan_with(
        services=[*PLAN["services"], trial], lanes=[*PLAN["lanes"], lane],
        counters=[first | {"serves": ["household", trial["id"]]}, *others],
        appointments={"services": bookable, "ahead_days": 7},
    )  # fmt: skip


class Year(RegisterStage):
    """A hall with what its worker keeps beside it, and a clock that goes from business day to business day."""

    def __init__(self) -> None:
        self.answers, self.holders = Answers(), Holders()
        self.day, self.names = 0, 0
        self.slips: list[str] = []
        self.held: set[str] = set()  # the places where something may be kept
        self.used: set[str] = set()
        super().__init__(plan_of(0), now=at("08:00"))

    @property
    def live(self) -> Live:
        return Live(self.hall, "", self.answers, self.holders)

    @property
    def never_used(self) -> set[str]:
        return self.held - self.used

    def measured(self, day: int) -> Mapping[str, int]:
        """Sizes late in the afternoon of this day: of each container, the checkpoint and each view."""
        while self.day < day:
            self.morning()
            self.afternoon()
            self.evening()
        self.morning()
        self.afternoon()
        sizes = contents(self.live)
        sizes["checkpoint"] = len(pickle.dumps(self.hall))
        for name, view in self.pushed().items():
            sizes[f"view of {name}"] = len(view.model_dump_json())
        self.evening()
        return sizes

    def pushed(self) -> dict[str, View]:
        hall, now = self.hall, self.now
        return {
            "live": views.live(hall, now, LENS),
            "board": views.board(hall, now, LENS),
            "kiosk": views.kiosk(hall, now, LENS),
            "counter": views.counter(hall, "1", now, LENS),
            "window": views.window(hall, "1", now, LENS),
            "ticket": views.ticket(hall, next(iter(hall.tickets.values())), now, LENS),
        }

    # as a worker does it

    def _advance(self) -> None:
        known = len(self.facts)
        super()._advance()
        if any(isinstance(fact, f.DayStarted) for fact in self.facts[known:]):
            self.live.day_started()

    def do(self, command: c.Command, actor: c.Actor = c.SYSTEM) -> list[f.Fact]:
        facts = super().do(command, actor)
        self.answers.keep(f"{actor}|{self.name()}", self.now, "", b"{}")
        for fact in facts:
            if isinstance(fact, f.TicketIssued | f.AppointmentBooked):
                one = fact.ticket if isinstance(fact, f.TicketIssued) else fact.appointment
                self.holders.add(f"phone of {one}", one)
            elif isinstance(fact, f.SlipRequested):
                self.slips.append(fact.slip)
        if self.day == 1:
            now = {path: size for path, size in contents(self.live).items() if "[]" not in path and "plan" not in path}
            self.held |= now.keys()
            self.used |= {path for path, size in now.items() if size}
        return facts

    def name(self) -> str:
        self.names += 1
        return f"{self.names:06}"

    # the days

    @property
    def date(self) -> Date:
        return self.day_after(MONDAY, self.day)

    @staticmethod
    def day_after(date: Date, days: int) -> Date:
        """So many business days after a Monday to Friday."""
        weeks, rest = divmod(date.weekday() + days, 5)
        return date + timedelta(days=7 * weeks + rest - date.weekday())

    def take(self, service: str = "household", **more: Any) -> str:
        """A number with a slip; its ticket's id."""
        return self.issue(service, ticket=self.name(), printer="printer-1", slip=self.name(), told=TOLD, **more).id

    def book(self, clock: str, date: Date) -> str:
        booking = self.name()
        command = c.BookAppointment(booking, "household", at(clock, date), printer="printer-1", slip=self.name())
        self.do(command, MANAGER)
        return booking

    def morning(self) -> None:
        """The plan of the week, who is on post, words on the boards, somebody who needs a person, and bookings."""
        self.facts.clear()
        self.at("08:55", self.date)
        if EARLY < self.day <= 2 * EARLY and self.day % 5 == 0:  # then one plan stays for long
            self.do(c.PublishPlan(plan_of(self.day // 5)), MANAGER)
        self.sign_in("1", "2", "3")
        self.do(ReportPrinter("printer-1", "paper-low"), PRINTER)
        for until in (None, at("18:00", self.date)):
            bulletin = self.name()
            self.do(PostBulletin(bulletin, "今天人多", "Many today", until), MANAGER)
            if until is None:
                self.do(TakeDownBulletin(bulletin), MANAGER)
        self.do(AskForHelp(self.name()), KIOSK)
        if self.day % 5 != 1:
            self.do(AnswerHelp(next(iter(help_calls.REGISTER.of(self.hall))).id), clerk("clerk-1"))
        self.at("09:30")
        booked = sorted(b.id for b in self.hall.appointments.values() if b.date == self.date and not b.carried)
        for booking, come in zip(booked, ("comes", "cancels", "forgets"), strict=False):
            if come == "comes":
                self.take(appointment=booking)
            elif come == "cancels":
                self.do(c.CancelAppointment(booking), CITIZEN)
        for clock in ("09:30", "10:00", "15:00"):
            self.book(clock, self.day_after(self.date, 3))
        due = [case.ticket for case in self.hall.carried.values() if case.on == self.date.isoformat()]
        if due:
            self.take(carried_from=due[0])
            self.do(c.CancelAppointment(due[1], "已在别处办结"), MANAGER)

    def afternoon(self) -> None:
        """Numbers that are served, missed, parked, sent on and given back; at last those who are too many for today."""
        self.at("14:00")
        trial = self.hall.plan.services[-1].id
        for service in ("household",) * 6 + ("traffic",) * 3 + (trial,) * 4:
            self.take(service)
        self.take("traffic", lane=self.hall.plan.lanes[-1].id)
        self.do(c.CancelTicket(self.take("exit-entry")), CITIZEN)
        self.wait(3)
        rejoin(self, miss(self, "1"))
        parked = self.serve("1")
        self.press(c.Park("1", "a form"))
        self.serve("1")
        self.next("2")
        self.wait(1)
        self.press(c.Recall("2"))
        self.press(c.StartServing("2"))
        self.press(c.Transfer("2", "traffic", "3"))
        self.press(c.Pause("2", "water", 5))
        self.press(c.Resume("2"))
        self.finish("1")
        self.press(c.Unpark("1", parked.label))
        self.press(c.StartServing("1"))
        self.finish("1", "refused", reason="no papers")
        for counter in ("1", "2", "3"):
            while (ticket := self.next(counter)) is not None:
                self.press(c.StartServing(counter))
                self.wait(2)
                self.finish(counter, "accepted", reason="十个工作日")
                self.do(c.RateTicket(ticket.id, 5), CITIZEN)
        self.print_slips()
        self.at("17:00")
        for _ in range(CARRIED_OVER):
            self.take()
        rejoin(self, miss(self, "1"))
        self.press(c.CallNext("2"))
        miss(self, "1")
        self.serve("1")
        self.press(c.Park("1", "a form"))
        self.print_slips()

    def print_slips(self) -> None:
        """Most come out; one no printer asks for, one fails and is printed again, and one fails for good."""
        slips, self.slips = self.slips[1:], []
        for number, slip in enumerate(slips):
            self.do(c.TakeSlip(slip), PRINTER)
            self.do(c.FailSlip(slip, "jam") if number < 2 else c.ConfirmSlip(slip), PRINTER)
        again = self.hall.slips[slips[0]].ticket
        if again in self.hall.by_label.values():
            self.do(c.RequestSlip(again, "printer-1", self.name()), KIOSK)

    def evening(self) -> None:
        """Everybody who is left gets a place on the next business day."""
        self.at("17:25")
        on = self.day_after(self.date, 1)
        remaining = [c.Remaining(label, "人多", "明日优先", on, self.name()) for label in self.hall.by_label]
        assert len(remaining) == CARRIED_OVER
        self.do(c.CloseDay(tuple(remaining), "printer-1"), MANAGER)
        self.day += 1
