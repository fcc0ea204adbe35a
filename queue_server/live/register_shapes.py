"""The parts of pushed views that registers fill; made from what the registers say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import create_model

from ..fields import Shape
from ..registers import REGISTERS, Register


class RegisterCounts(Shape):
    """Entries that are open, and those of them that should have been dealt with by now."""

    open: int
    overdue: int


def field_of(register: Register[Any]) -> str:
    """What a register is called in a view."""
    return register.name.replace("-", "_")


def _shown_in(view: str, name: str) -> type[Shape]:
    fields: dict[str, Any] = {field_of(r): (r.shows[view][0], ...) for r in REGISTERS if view in r.shows}
    return create_model(name, __base__=Shape, **fields)


if TYPE_CHECKING:

    class BoardRegisters(Shape): ...

    class KioskRegisters(Shape): ...
else:
    BoardRegisters = _shown_in("board", "BoardRegisters")
    KioskRegisters = _shown_in("kiosk", "KioskRegisters")
