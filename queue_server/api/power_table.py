"""docs/powers.md: who may do what, printed from what the addresses and the pushed views declare."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..live.rooms import VIEWS
from ..powers import HOLDER, MEANINGS, POWERS_OF_DEVICE, POWERS_OF_ROLE, PUBLIC, Open, Power
from .routes import Routes

STRANGER, BRANCH = "stranger", "reviewer of a branch"
COLUMNS = (STRANGER, *POWERS_OF_ROLE, BRANCH, *POWERS_OF_DEVICE)  # who comes; BRANCH: a reviewer of one branch

_WORDS = """\
# Who may do what

Printed by `make powers` from `queue_server/powers.py` and from what each address and each pushed view declares.
A test asks every one of them as everybody of this page, and fails when an answer is not the one that stands here.

Where: an account of a hall and a device have their powers in that hall alone, an account of no hall has them in every
hall. An account of a branch has them for that line of service alone: it is let in where the answer can be restricted to
the branch (of the reports: where every figure can be), and nowhere else. Whoever may do nothing at an address is told
so before anything of the request's body is read, and is not told whether there is such a hall.

"holder": the unguessable token of a number or of an appointment is all that it takes; without it there is no such
number.
"""
_BELOW = """\
Below `/api/v1`. Where a plan lets citizens book by themselves (`by_phone`), strangers are let in where `book` is asked
for; here it does not."""


@dataclass(frozen=True, slots=True)
class Row:
    """An address or a pushed view, and who of COLUMNS is let in."""

    what: str
    power: Power | Open
    let_in: frozenset[str]


def declared(resources: Iterable[Routes]) -> tuple[list[Row], list[Row]]:
    """The addresses and the pushed views, as they are declared."""
    routes = [route for resource in resources for route, _ in resource.routes]
    addresses = [
        Row(f"{route.method} {route.path}", route.who.power, _let_in(route.who.power, bool(route.who.in_part)))
        for route in routes
    ]
    return addresses, [Row(name, view.power, _let_in(view.power, view.in_part)) for name, view in VIEWS.items()]


def _let_in(power: Power | Open, in_part: bool) -> frozenset[str]:
    """A stranger who may come by the plan's leave is not in it: a plan need not give it."""
    if power in (PUBLIC, HOLDER):
        return frozenset(COLUMNS if power == PUBLIC else ())
    roles = {role for role, powers in POWERS_OF_ROLE.items() if power in powers}
    kinds = {kind for kind, powers in POWERS_OF_DEVICE.items() if power in powers}
    in_part = in_part or power == "session"  # which is of no hall
    return frozenset(roles | kinds | ({BRANCH} if in_part and "reviewer" in roles else set()))


def page(addresses: list[Row], views: list[Row]) -> str:
    """Markdown."""
    powers = [Row(MEANINGS[power], power, _let_in(power, False) - {BRANCH}) for power in MEANINGS]
    columns = [column for column in COLUMNS if column not in (STRANGER, BRANCH)]
    return "\n".join(
        [
            _WORDS,
            "## Powers\n",
            *_table(["power", "to"], columns, powers, lambda row: [f"`{row.power}`", row.what]),
            f"\n## Addresses\n\n{_BELOW}\n",
            *_table(["address", "power"], COLUMNS, addresses, lambda row: [f"`{row.what}`", row.power]),
            "\n## Pushed views\n",
            *_table(["view", "power"], COLUMNS, views, lambda row: [f"`{row.what}`", row.power]),
            "",
        ]
    )


def _table(
    titles: list[str], columns: Iterable[str], rows: list[Row], first: Callable[[Row], list[str]]
) -> Iterable[str]:
    columns = list(columns)
    yield "| " + " | ".join([*titles, *columns]) + " |"
    yield "|" + "---|" * len(titles) + ":-:|" * len(columns)
    for row in rows:
        yield "| " + " | ".join([*first(row), *("●" if one in row.let_in else "" for one in columns)]) + " |"
