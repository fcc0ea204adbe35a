"""How long a press takes while forecasts are worked out beside it, and without them.

    python -m bench.beside

The sample plan with 100 waiting and its 12 counters on post; one visit after another (a number, a call, served, done),
with a breath between presses. Turns with forecasts and without follow each other, so that what else the machine does
falls on both.
"""

from gevent import monkey

monkey.patch_all()

import itertools  # noqa: E402
import statistics  # noqa: E402
import tempfile  # noqa: E402
from datetime import datetime  # noqa: E402
from pathlib import Path  # noqa: E402
from time import perf_counter  # noqa: E402

import gevent  # noqa: E402

from queue_server.hall import commands as c  # noqa: E402
from queue_server.hall.instants import SECOND, from_datetime  # noqa: E402
from queue_server.journal import Journal, open_database, schema  # noqa: E402
from queue_server.live import forecaster  # noqa: E402
from queue_server.plan_file import load_plan  # noqa: E402
from queue_server.registers import MODULES, found_hall  # noqa: E402
from queue_server.sample import PLAN  # noqa: E402
from tests.serving import WEDNESDAY  # noqa: E402

WAITING = 100
TURNS = 5
TURN_S = 3.0
BREATH_S = 0.002  # a press now and then, not as many as there can be


def main() -> None:
    plan = load_plan(PLAN.read_text(encoding="utf-8"))
    opens = from_datetime(datetime.fromisoformat(f"{WEDNESDAY}T09:00:00+08:00"))
    passed = itertools.count()
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'queue.sqlite'}")
        schema.upgrade(database.engine)
        journal = Journal(database, lambda: opens + next(passed) * SECOND // 10, MODULES)
        found_hall(journal, plan)
        number = itertools.count(1)
        tickets = (c.IssueTicket(str(n), plan.services[n % len(plan.services)].id) for n in number)
        for counter in plan.counters:
            journal.command(plan.hall, c.SignIn(counter.id), c.Actor("staff", counter.id))
        for _ in range(WAITING):
            journal.command(plan.hall, next(tickets), c.SYSTEM)
        visits = itertools.cycle(plan.counters)

        def turn() -> list[float]:
            took = []
            until = perf_counter() + TURN_S
            while perf_counter() < until:
                counter = next(visits).id
                clerk = c.Actor("staff", counter)
                presses = (next(tickets), c.CallNext(counter), c.StartServing(counter), c.Finish(counter, "done"))
                for press in presses:
                    began = perf_counter()
                    found = journal.command(plan.hall, press, clerk).facts
                    took.append(perf_counter() - began)
                    gevent.sleep(BREATH_S)
                    if not found:  # nobody waits for this counter
                        break
            return took

        for name, every_s in (("as ever", forecaster.EVERY_S), ("without pause", 0.0)):
            forecaster.EVERY_S = every_s
            without: list[float] = []
            beside: list[float] = []
            for _ in range(TURNS):
                without += turn()
                working = forecaster.Forecaster(journal)
                working.watch(plan.hall)
                beside += turn()
                working.close()
                journal.listeners.clear()
            print(f"a press beside forecasts {name}, and without any: " + ", ".join(_compared(beside, without)))
        journal.close()


def _compared(beside: list[float], without: list[float]) -> list[str]:
    found = []
    for name, percent in (("median", 50), ("p99", 99)):
        ours, bare = (statistics.quantiles(took, n=100)[percent - 1] * 1000 for took in (beside, without))
        found.append(f"{name} {ours:.2f} and {bare:.2f} ms ({ours / bare:.2f})")
    return found


if __name__ == "__main__":
    main()
