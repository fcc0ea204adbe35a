"""Resident identity numbers (GB 11643-1999): only the age is read from one, and nothing of it is kept."""

from __future__ import annotations

import re
from datetime import date as Date

from .errors import IdNumberInvalid

_FORM = re.compile(r"\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"  # by the weighted sum modulo 11


def age_on(id_number: str, today: Date) -> int:
    """Whole years of age. Raises IdNumberInvalid for a wrong form, date or check digit (GB 11643-1999, ISO 7064)."""
    number = id_number.strip().upper()
    match = _FORM.fullmatch(number)
    if not match or not number.isascii():
        raise IdNumberInvalid()
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    if _CHECKS[total % 11] != number[17]:
        raise IdNumberInvalid()
    try:
        born = Date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise IdNumberInvalid() from None
    if not born <= today:
        raise IdNumberInvalid()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
