"""A crowd at one hall: kiosks and clerks as processes, and what the journal must say afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from queue_server.hall import facts as f
from queue_server.hall.dispatch import choose
from queue_server.hall.hall import Hall
from queue_server.journal import open_database
from queue_server.journal.store import lines_after

from ..serving import PLAN, Server

CLIENTS = Path(__file__).with_name("clients.py")
COUNTERS = 8

CROWDED_PLAN = PLAN[: PLAN.index("counters:")] + "counters:\n" + "\n".join(
    f'  - {{id: "{number}", name: {{zh: {number}号窗口, en: Counter {number}}}, serves: [household, entry-exit]}}'
    for number in range(1, COUNTERS + 1)
)  # fmt: skip
CLERKS = ["zhang", "li", "wang", *(f"clerk{number}" for number in range(4, COUNTERS + 1))]


def crowded_server(var: Path) -> Server:
    server = Server(var, plan=CROWDED_PLAN)
    for clerk in CLERKS[3:]:
        server.user(clerk, "clerk")
    return server.start()


class Crowd:
    """Started kiosks and clerks; `finish` waits for them and returns all that they were answered."""

    def __init__(self, server: Server, kiosks: int, tickets_each: int) -> None:
        self._enough, self._stop = server.var / "enough", server.var / "kiosks-are-done"
        self.kiosks = [
            self._start("kiosk", server.url, server.hall, server.terminal_token, str(tickets_each), str(self._enough))
            for _ in range(kiosks)
        ]
        cookies = [server.staff(clerk).cookies["queue_session"] for clerk in CLERKS]
        self.clerks = [
            self._start("clerk", server.url, server.hall, cookie, str(number), str(self._stop))
            for number, cookie in enumerate(cookies, start=1)
        ]

    def _start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-S", str(CLIENTS), *words], stdout=subprocess.PIPE, text=True)

    def enough(self) -> None:
        """The kiosks take no more numbers."""
        self._enough.touch()

    def finish(self) -> list[dict[str, Any]]:
        answers = [answer for kiosk in self.kiosks for answer in self._told(kiosk)]
        self._stop.touch()
        return answers + [answer for clerk in self.clerks for answer in self._told(clerk)]

    def _told(self, process: subprocess.Popen[str]) -> list[dict[str, Any]]:
        said, _ = process.communicate(timeout=240)
        assert process.returncode == 0
        return [json.loads(line) for line in said.splitlines()]


def facts_of(server: Server) -> list[f.Fact]:
    """The whole journal, read from the file itself."""
    database = open_database(f"sqlite:///{server.var / 'queue.sqlite'}")
    try:
        lines = database.read(lambda connection: list(lines_after(connection, server.hall, 0)))
    finally:
        database.close()
    return [line.fact() for line in lines]


def check(server: Server, answers: list[dict[str, Any]]) -> None:
    """Every answer is in the journal once, no number twice, no ticket called twice, none lost, each call the rule's."""
    facts = facts_of(server)
    issued = [fact for fact in facts if isinstance(fact, f.TicketIssued)]
    called = [fact for fact in facts if isinstance(fact, f.TicketCalled)]
    ended = [fact for fact in facts if isinstance(fact, f.TicketEnded)]

    assert max(Counter(fact.label for fact in issued).values()) == 1, "a number twice"
    told = {answer["id"]: answer["issued"] for answer in answers if "issued" in answer}
    assert told == {fact.ticket: fact.label for fact in issued}, "a number lost, or given to nobody"
    assert max(Counter(fact.ticket for fact in called).values()) == 1, "a ticket called twice"
    calls_told = sorted(answer["called"] for answer in answers if "called" in answer)
    assert calls_told == sorted(fact.label for fact in called)
    assert sorted(fact.label for fact in called) == sorted(told.values()), "a ticket never called"
    assert {fact.outcome for fact in ended} == {"done"}
    assert len(ended) == len(issued)
    in_order_of_the_rule(server.hall, facts)
    assert server.run("journal", "verify").returncode == 0


def in_order_of_the_rule(hall_id: str, facts: list[f.Fact]) -> None:
    """Fold the journal again; at each call the rule, asked anew, must name the same ticket."""
    hall = Hall(hall_id)
    for fact in facts:
        if isinstance(fact, f.TicketCalled):
            choice = choose(hall.waiting, hall.plan.counter_by_id[fact.counter], fact.at, hall.staffed)
            assert choice is not None
            assert choice.head.rank[2] == fact.ticket
        hall.apply(fact)
