"""What people write into the fields of a request: of which kinds, and within which bounds."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, StringConstraints

# what has crept into a text with the clipboard: no screen shows it, and a NUL no database takes
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ") | {ord("\n"): "\n"}


def _legible(written: str) -> str:
    return written.translate(_CONTROLS).strip()


Word = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")
]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), AfterValidator(_legible)]

FIRST_YEAR, LAST_YEAR = 2000, 2199


def _in_reach(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:  # at the ends of the calendar not every zone has the time
        raise ValueError(f"a time from {FIRST_YEAR} to {LAST_YEAR}")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_in_reach)]


# letters of any script, and no controls or invisible marks that turn a line around
ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*$"


class Body(BaseModel):
    """A request's body: unknown keys are errors, so that a misspelt one is never ignored in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Shape(BaseModel):
    """What an answer or a pushed view carries."""

    # what leaves carries every field, so its schema requires every field
    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)
