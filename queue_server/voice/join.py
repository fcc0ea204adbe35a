"""One sound for one announcement: chime, then the sentence in each language."""

from __future__ import annotations

from collections.abc import Iterable

from ..hall.plan import Name
from .clips import Clip
from .pack import NoClip, Pack
from .sentence import CHIME, sentence
from .sound import Samples, silence

GAP_MS = 30  # between the clips of a sentence: as one speaks a number, digit by digit
CHIME_GAP_MS = 150
LANGUAGE_GAP_MS = 400
END_MS = 150  # a loudspeaker's amplifier swallows less when it ends in silence


def announcement(pack: Pack, languages: Iterable[str], label: str, counter: Name, with_chime: bool) -> Samples:
    """The whole announcement, once.

    A language with a missing clip is left out: half a number would send the wrong person. With none left it is the
    chime alone, which makes people look up to the board. Raises NoClip when nothing can be played.
    """
    sentences = []
    missing: NoClip | None = None
    for language in languages:
        try:
            sentences.append(_joined([pack.samples(clip) for clip in sentence(language, label, counter)], GAP_MS))
        except NoClip as error:
            missing = missing or error
    said = _joined(sentences, LANGUAGE_GAP_MS)
    if with_chime or not sentences:
        try:
            said = _joined([pack.samples(CHIME), *([said] if sentences else [])], CHIME_GAP_MS)
        except NoClip as error:
            if not sentences:
                raise missing or error from None
    return said + silence(END_MS)


def spoken(pack: Pack, clips: Iterable[Clip]) -> Samples:
    """Clips as one sentence. Raises NoClip: half a sentence would say something else."""
    return _joined([pack.samples(clip) for clip in clips], GAP_MS) + silence(END_MS)


def _joined(parts: list[Samples], gap_ms: int) -> Samples:
    whole = Samples("h")
    for place, part in enumerate(parts):
        if place:
            whole += silence(gap_ms)
        whole += part
    return whole
