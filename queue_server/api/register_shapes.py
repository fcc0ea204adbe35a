"""What addresses of registers carry: made from what each register says of itself."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import AwareDatetime, BaseModel, create_model
from pydantic.fields import FieldInfo

from ..fields import Shape
from ..live.shapes import Text
from ..refusals import Words
from ..registers.register import Asked, Column, Kind, Register

_TYPES: dict[Kind, Any] = {"time": datetime | None, "count": int | None, "duration": int | None}


class ColumnInfo(Shape):
    name: str
    kind: Kind
    title: Text


class StateInfo(Shape):
    name: str
    title: Text
    open: bool


FieldKind = Literal["text", "long-text", "time", "date", "count", "yes-no", "choice"]


class ChoiceInfo(Shape):
    name: str
    title: Text


class FormField(Shape):
    """A field of a form. `most`: letters, or the greatest count."""

    name: str
    title: Text
    kind: FieldKind
    required: bool
    most: int | None
    choices: list[ChoiceInfo]
    hint: Text | None
    presets: list[Text]


class ActionInfo(Shape):
    """`on`: the states of an entry in which it can be done; None: it makes a new entry."""

    name: str
    title: Text
    on: list[str] | None
    fields: list[FormField]


class RegisterInfo(Shape):
    """All that a page needs to list, show, change and export the entries of a register; actions are the caller's."""

    name: str
    title: Text
    columns: list[ColumnInfo]
    states: list[StateInfo]
    actions: list[ActionInfo]


class RegisterList(Shape):
    registers: list[RegisterInfo]


class EntryLine(Shape):
    """A line of the journal that tells of an entry."""

    seq: int
    at: datetime
    kind: str
    by: str
    by_name: str
    data: dict[str, Any]


def text(words: Words) -> Text:
    return Text(zh=words.zh, en=words.en)


def entry_shape(register: Register[Any]) -> type[BaseModel]:
    """One entry of this register, as answers carry it."""
    columns = {column.name: (_type_of(register, column), ...) for column in register.columns}
    state: Any = Literal[tuple(s.name for s in register.states)]
    return _shape(register, "", **({"id": (str, ...), "state": (state, ...)} | columns))


def page_shape(register: Register[Any], entry: type[BaseModel]) -> type[BaseModel]:
    return _shape(register, "Page", items=(list[entry], ...), next=(str | None, ...))  # type: ignore[valid-type]


def history_shape(register: Register[Any], entry: type[BaseModel]) -> type[BaseModel]:
    return _shape(register, "History", entry=(entry, ...), lines=(list[EntryLine], ...))


def _type_of(register: Register[Any], column: Column) -> Any:
    found = _TYPES.get(column.kind, str | None)
    return found if register.table.c[column.name].nullable else get_args(found)[0]


def _shape(register: Register[Any], part: str, **fields: Any) -> type[BaseModel]:
    name = "".join(word.title() for word in register.name.split("-")) + (part or "Entry")
    return create_model(name, __base__=Shape, **fields)


def fields_of(body: type[BaseModel]) -> list[FormField]:
    """The fields of a form for this body, in their order."""
    return [_field(name, field) for name, field in body.model_fields.items()]


def _field(name: str, field: FieldInfo) -> FormField:
    asked = next((one for one in field.metadata if isinstance(one, Asked)), Asked(name, name))
    annotation = _plain(field.annotation)
    choices = [(name, asked.choices.get(name, Words(name, name))) for name in get_args(annotation)]
    return FormField(
        name=name,
        title=Text(zh=asked.zh, en=asked.en),
        kind=_kind_of(annotation, asked),
        required=field.is_required(),
        most=next((most for most in map(_most, field.metadata) if most is not None), None),
        choices=[ChoiceInfo(name=choice, title=text(title)) for choice, title in choices],
        hint=text(asked.hint) if asked.hint else None,
        presets=[text(one) for one in asked.presets],
    )


def _most(constraint: Any) -> int | None:
    return getattr(constraint, "max_length", None) or getattr(constraint, "le", None)


def _plain(annotation: Any) -> Any:
    """The type of a field without what is said beside it, and without None."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) is Literal:
        return annotation
    given = [one for one in get_args(annotation) if one is not type(None)]
    return _plain(given[0]) if given else annotation


_KINDS: dict[Any, FieldKind] = {bool: "yes-no", int: "count", AwareDatetime: "time", Date: "date"}


def _kind_of(annotation: Any, asked: Asked) -> FieldKind:
    if get_origin(annotation) is Literal:
        return "choice"
    if annotation is str:
        return "long-text" if asked.long else "text"
    return _KINDS[annotation]
