"""A clip: a language and the words it says."""

from __future__ import annotations

from typing import NamedTuple


class Clip(NamedTuple):
    """One recording. `kind` is its language, or "sound" for what says nothing."""

    kind: str
    text: str
