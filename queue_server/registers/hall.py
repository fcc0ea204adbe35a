"""The first module of a hall's journal: its rules, with the ledgers that are kept of them."""

from __future__ import annotations

from ..hall.decisions import DECISIONS
from ..hall.decisions.day import advance
from ..hall.fold import FOLDS
from ..hall.hall import Hall
from ..hall.plan import Plan
from ..hall.plan_reading import check_served
from ..journal import Journal
from ..journal.modules import Module
from . import appointments, days, posts, slips, tickets, turns

HALL: Module[Hall] = Module(
    name="hall",
    facts=tuple(FOLDS),
    state=None,
    decisions=DECISIONS,
    folds=FOLDS,
    due=advance,
    tables=(
        tickets.PROJECTOR, turns.PROJECTOR, days.PROJECTOR, posts.PROJECTOR, slips.PROJECTOR,
        appointments.PROJECTOR,
    ),
)  # fmt: skip


def found_hall(journal: Journal, plan: Plan) -> None:
    """Create a hall with its plan as the first line of its journal. Raises HallExists, PlanInvalid."""
    check_served(plan)
    _, first = Hall.founded(plan, journal.clock())
    journal.found("hall", plan.hall, first)
