"""Why a turn was called when it was, in the words of its line."""

from __future__ import annotations

from typing import Literal, TypedDict

# by_label: out of order, for a stated reason; unparked: taken back from the parked; own_lane: before others who would
# go first by right of way
Rule = Literal["right_of_way", "own_lane", "support", "by_label", "unparked"]


class PassedOver(TypedDict):
    """Who had come earlier and was not called."""

    label: str
    lane: str
    waited_us: int
    claim_us: int


class Reason(TypedDict):
    rule: Rule
    claim_us: int
    waited_us: int
    passed_over: list[PassedOver]
    stated: str | None  # the clerk's words, when called out of order
