"""How far forecasts of the wait are off, beside simpler ways, and what one refresh takes.

    python -m bench.forecasts [--bank PATH]

On synthetic days with strict lanes (bench/forecast_days.py), and, where its log is given, on the calls of a bank
(bench/forecast_bank.py). Every newcomer is told a wait by each way in the same run.
"""

from __future__ import annotations

import argparse
import statistics
from random import Random
from time import perf_counter

from queue_server.hall.forecast import Outlook

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
        table("bank, 15 to 31 January", forecast_bank.judged(asking))
        print(f"  one refresh there: {statistics.median(asking.took_s) * 1000:.1f} ms in the median")
    refresh()


def refresh() -> None:
    """The computing for everybody who waits and for a newcomer of each service and lane."""
    hall, now = forecast_days.crowded(WAITING)
    took, slices = [], []
    for seed in range(REFRESHES):
        began = last = perf_counter()
        outlook = Outlook(hall, now)
        slices.append(perf_counter() - last)
        last = perf_counter()
        for _ in outlook.play(Random(seed).random):
            slices.append(perf_counter() - last)
            last = perf_counter()
        took.append(perf_counter() - began)
    slices.sort()
    print(
        f"one refresh, {WAITING} waiting, {len(hall.counters)} counters: {statistics.median(took) * 1000:.1f} ms "
        f"(aim: 50), in slices of {statistics.median(slices) * 1000:.2f} ms, 99 in 100 below "
        f"{slices[len(slices) * 99 // 100] * 1000:.2f} ms"
    )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--bank", help="the log of a bank's calls, January 1999, as csv")
    main(arguments.parse_args().bank)
