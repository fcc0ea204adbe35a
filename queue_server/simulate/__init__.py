"""A day of arrivals through the same Hall that the server runs, and several plans beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..hall.plan import Plan
from ..plan_file import load_plan
from .arrivals import Arrival, ArrivalsInvalid, read_arrivals
from .changes import Change, changed
from .compare import compare
from .recorded import DayTooLarge, NoRecordedDay, last_recorded, recorded
from .run import simulate
from .side_by_side import as_comparison
from .table import as_table

__all__ = [
    "Arrival", "ArrivalsInvalid", "Change", "DayTooLarge", "NoRecordedDay", "arrivals_in", "as_comparison", "as_table",
    "changed", "compare", "last_recorded", "plans_in", "read_arrivals", "recorded", "simulate", "simulate_files",
]  # fmt: skip


def simulate_files(plan_file: Path, arrivals_file: Path) -> dict[str, Any]:
    """Raises PlanInvalid and ArrivalsInvalid, which name the lines."""
    plan = load_plan(plan_file.read_text(encoding="utf-8"))
    return simulate(plan, arrivals_in(arrivals_file, plan))


def plans_in(files: Sequence[Path]) -> list[tuple[str, Plan]]:
    """Each plan, named as its file is; by the whole path when two files are named alike. Raises PlanInvalid."""
    names = [file.stem for file in files]
    return [
        (name if names.count(name) == 1 else str(file), load_plan(file.read_text(encoding="utf-8")))
        for name, file in zip(names, files, strict=True)
    ]


def arrivals_in(file: Path, plan: Plan) -> list[Arrival]:
    """Raises ArrivalsInvalid."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ArrivalsInvalid("the file is no UTF-8 text") from None
    return read_arrivals(text, plan)
