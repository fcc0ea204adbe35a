"""Voice packs for tests: every clip a short tone of its own, made without any program that speaks."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from pathlib import Path

from queue_server.voice import RATE, Clip, Samples, common_clips, written_wav
from queue_server.voice.pack import file_name

TONE_MS = 60


def tone(hertz: float, ms: int = TONE_MS, strength: float = 0.3, rate: int = RATE) -> Samples:
    turn = 2 * math.pi * hertz / rate
    return array("h", (round(32_767 * strength * math.sin(turn * at)) for at in range(rate * ms // 1000)))


def tones(folder: Path, clips: Iterable[Clip] | None = None) -> Path:
    """A pack in a folder; returns the folder."""
    for place, clip in enumerate(clips if clips is not None else common_clips()):
        path = folder / file_name(clip)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written_wav(tone(200 + 17 * place)))
    return folder
