"""How far forecasts of the wait are off, beside simpler ways, and what one refresh takes.

    python -m bench.forecasts [--bank PATH]

On synthetic days with strict lanes (bench/forecast_days.py), and, where its log is given, on the calls of a bank
(bench/forecast_bank.py). Every newcomer is told a wait by each way in the same run. Then what presses
notice of it (bench/beside.py).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from random import Random
from time import process_time

from queue_server.hall.forecast import Outlook
from queue_server.hall.plan import Plan
from queue_server.plan_file import load_plan
from queue_server.sample import PLAN

from . import forecast_bank, forecast_days
from .asking import table

WAITING = 100
REFRESHES = 20


def main(bank: str | None = None) -> None:
    days = forecast_days.judged(forecast_days.asked())
    table("synthetic days, strict lanes, all", days)
    for lane in ("ordinary", "green"):
        table(f"synthetic days, strict lanes, {lane}", [one for one in days if one.lane == lane])
    if bank is not None:
        asking = forecast_bank.asked(bank)
        table("bank, 16 to 31 January", forecast_bank.judged(asking))
        print(f"  one refresh there: {statistics.median(asking.took_s) * 1000:.1f} ms in the median")
    refresh("synthetic hall", forecast_days.plan())
    refresh("sample plan", load_plan(PLAN.read_text(encoding="utf-8")))
    sys.stdout.flush()
    beside()


def beside() -> None:
    """A process of its own: gevent must be first in it."""
    subprocess.run([sys.executable, "-m", "bench.beside"], check=True)


def refresh(name: str, plan: Plan) -> None:
    """The computing for everybody who waits and for a newcomer of each service and lane."""
    hall, now = forecast_days.crowded(plan, WAITING)
    took, slices = [], []
    for seed in range(REFRESHES):
        began = last = process_time()
        outlook = Outlook(hall, now)
        slices.append(process_time() - last)
        last = process_time()
        for _ in outlook.play(Random(seed).random):
            slices.append(process_time() - last)
            last = process_time()
        took.append(process_time() - began)
    slices.sort()
    print(
        f"one refresh, {name}, {len(hall.waiting)} waiting, {len(hall.counters)} counters: "
        f"{statistics.median(took) * 1000:.1f} ms (aim: 50), in slices of {statistics.median(slices) * 1000:.2f} ms, "
        f"99 in 100 below {slices[len(slices) * 99 // 100] * 1000:.2f} ms, the longest {slices[-1] * 1000:.2f} ms"
    )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--bank", help="the log of a bank's calls, January 1999, as csv")
    main(arguments.parse_args().bank)
