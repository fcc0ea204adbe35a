"""Figures as people read them: rounded half up in decimals, so that a screen, a file and a spreadsheet show the same.

The client has the same function (`client/src/figures.ts`); tests/cases/figures.json holds both to one set of cases.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def rounded(value: float | Decimal, digits: int = 0) -> str:
    """`value` with so many digits after the point; half goes up, below zero down: 3.25 is 3.3, and -3.25 is -3.3.

    A quotient of whole numbers is rounded as the exact quotient would be (7 / 20 is 0.4): what is rounded is the
    shortest decimal that names the float, and one that lies halfway is named exactly.
    """
    figure = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{figure if figure else abs(figure):f}"


def percent(share: float | Decimal) -> str:
    """A share of one in whole percent: 0.125 is 13%."""
    return f"{rounded(Decimal(str(share)) * 100)}%"
