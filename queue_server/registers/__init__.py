"""Ledgers kept from the journal, in the same commit as its lines; `journal rebuild` writes them anew.

A register is a module of its own: its file is in REGISTERS, and there is no other list. hall.py and office.py are the
first modules of the two kinds of owners.
"""

from __future__ import annotations

from typing import Any

from ..hall.hall import Hall
from ..journal.modules import Modules
from . import bulletins, help_calls, printers
from .hall import HALL, found_hall
from .office import OFFICE, Office, found_office
from .register import Register

REGISTERS: tuple[Register[Any], ...] = (
    bulletins.REGISTER,
    help_calls.REGISTER,
    printers.REGISTER,
)

MODULES = Modules((HALL, OFFICE, *REGISTERS), owners={"hall": Hall, "office": Office})

__all__ = ["MODULES", "REGISTERS", "Register", "found_hall", "found_office"]
