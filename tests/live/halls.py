"""A hall for the tests of views and relay, on a Wednesday morning."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

from queue_server.hall import commands as c
from queue_server.hall.facts import Fact
from queue_server.hall.hall import Hall
from queue_server.hall.instants import MINUTE, from_datetime
from queue_server.hall.plan import Plan
from queue_server.live.views import Lens

MORNING = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # 10:00 in the hall
PLAN: dict[str, Any] = {
    "hall": "h",
    "name": {"zh": "测试大厅", "en": "Test hall"},
    "kind": "service-centre",
    "timezone": "Asia/Shanghai",
    "hours": {
        "week": {day: ["09:00-12:00", "14:00-17:30"] for day in ("mon", "tue", "wed", "thu", "fri")},
        "last_ticket_min": 30,
    },
    "services": [
        {"id": "household", "name": {"zh": "户政", "en": "Household registration"}, "series": "A"},
        {"id": "entry-exit", "name": {"zh": "出入境", "en": "Exit and entry"}, "series": "B"},
    ],
    "lanes": [
        {
            "id": "elderly", "name": {"zh": "老年人", "en": "Elderly"}, "green": True, "rate": 4,
            "head_start_min": 15,
        },
        {"id": "urgent", "name": {"zh": "急事急办", "en": "Urgent"}, "head_start_min": "all-day", "approval": True},
    ],
    "counters": [
        {
            "id": "1", "name": {"zh": "1号窗口", "en": "Counter 1"}, "serves": ["household"],
            "support": [{"service": "entry-exit", "after_min": 20}],
        },
        {"id": "2", "name": {"zh": "2号窗口", "en": "Counter 2"}, "serves": ["entry-exit"]},
    ],
    "notices": [{"zh": "请带好身份证", "en": "Bring your identity card"}],
}  # fmt: skip
LENS = Lens(name_of={"zhang": "张敏", "li": "李强"}.__getitem__)
KIOSK = c.Actor("device", "kiosk-1")
ZHANG = c.Actor("staff", "zhang")
LI = c.Actor("staff", "li")
BOSS = c.Actor("staff", "boss")


class Day:
    """A hall on its day: `do` a command a moment later, let time pass with `wait`."""

    def __init__(self, plan: dict[str, Any] = PLAN, at: datetime = MORNING) -> None:
        self.now = from_datetime(at)
        self.hall, _ = Hall.founded(Plan.model_validate(plan), self.now)
        self._ids = itertools.count(1)
        self.wait(0)

    def wait(self, minutes: float) -> None:
        self.now += round(minutes * MINUTE)
        while self.hall.advance(self.now):
            pass

    def do(self, command: c.Command, actor: c.Actor = ZHANG) -> list[Fact]:
        self.wait(0)
        return self.hall.do(command, actor, self.now)

    def issue(self, service: str = "household", **more: Any) -> str:
        """A number; its ticket's id."""
        ticket = f"ticket-{next(self._ids)}"
        self.do(c.IssueTicket(ticket=ticket, service=service, **more), KIOSK)
        return ticket

    def call(self, counter: str = "1", actor: c.Actor = ZHANG) -> None:
        self.do(c.CallNext(counter), actor)

    def start(self, counter: str = "1", actor: c.Actor = ZHANG) -> None:
        self.do(c.StartServing(counter), actor)
