"""A day of arrivals through the same Hall that the server runs: `simulate PLAN ARRIVALS.csv`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..plan_file import load_plan
from .arrivals import Arrival, ArrivalsInvalid, read_arrivals
from .run import simulate
from .table import as_table

__all__ = ["Arrival", "ArrivalsInvalid", "as_table", "read_arrivals", "simulate", "simulate_files"]


def simulate_files(plan_file: Path, arrivals_file: Path) -> dict[str, Any]:
    """Raises PlanInvalid and ArrivalsInvalid, which name the lines."""
    plan = load_plan(plan_file.read_text(encoding="utf-8"))
    try:
        text = arrivals_file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ArrivalsInvalid("the file is no UTF-8 text") from None
    return simulate(plan, read_arrivals(text, plan))
