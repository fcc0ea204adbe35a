"""Sound as numbers: WAV read and written, trimmed of silence, brought to one loudness, and the chime.

All samples are 16 bit, one channel, RATE a second.
"""

from __future__ import annotations

import io
import math
import sys
import wave
from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

RATE = 22_050  # what espeak-ng and most Piper voices speak at
LOUDEST_S = 30  # longer is no clip

_FULL = 32_767
_FRAME = RATE // 100  # 10 ms
_QUIET = 0.04  # of the loudest frame: below it is silence, or a room's hum
_LEAD, _TAIL = 2, 4  # frames kept around what is heard: a soft consonant, a fading vowel
_FADE = RATE // 200  # 5 ms, so that no end clicks
_LOUDNESS = 0.10  # of full scale, mean over what is heard: -20 dB
_PEAK_MOST = 0.89  # -1 dB

if TYPE_CHECKING:
    Samples = array[int]
else:
    Samples = array  # which takes no type before Python 3.12


class NotASound(Exception):
    """A file that is no WAV of 16 bit PCM; the text says what it is."""


def silence(ms: int) -> Samples:
    return array("h", bytes(2 * (RATE * ms // 1000)))


def read_wav(raw: bytes) -> Samples:
    """The samples of a WAV of any rate and number of channels. Raises NotASound."""
    try:
        with wave.open(io.BytesIO(raw)) as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            if width != 2:
                raise NotASound(f"{8 * width} bit samples; it has to be 16 bit PCM")
            if not 4_000 <= rate <= 192_000:
                raise NotASound(f"{rate} samples a second")
            if file.getnframes() > LOUDEST_S * rate:
                raise NotASound(f"longer than {LOUDEST_S} s")
            heard = file.readframes(file.getnframes())
            if len(heard) < file.getnframes() * channels * width:
                raise NotASound("cut off before its end")  # half a number would send the wrong person
    except (wave.Error, EOFError, RuntimeError):  # the last for parts that are longer than the file
        raise NotASound("no WAV of 16 bit PCM") from None
    samples = array("h", heard)
    if sys.byteorder == "big":
        samples.byteswap()
    if channels > 1:
        samples = array("h", (sum(samples[at : at + channels]) // channels for at in range(0, len(samples), channels)))
    samples = samples if rate == RATE else _resampled(samples, rate)
    if not any(samples):
        raise NotASound("nothing but silence")
    return samples


def written_wav(samples: Samples) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        wav.writeframes(samples.tobytes() if sys.byteorder == "little" else _swapped(samples))
    return file.getvalue()


def _swapped(samples: Samples) -> bytes:
    turned = array("h", samples)
    turned.byteswap()
    return turned.tobytes()


def _resampled(samples: Samples, rate: int) -> Samples:
    """At RATE: each new sample is the mean of the old ones under it, so that nothing is folded back as noise."""
    totals = [0, *accumulate(samples)]

    def total(at: float) -> float:
        whole = int(at)
        return totals[whole] + (at - whole) * samples[whole] if whole < len(samples) else totals[-1]

    step, width = rate / RATE, max(1.0, rate / RATE)
    count = int(len(samples) / step)
    return array(
        "h", (round((total(min(at * step + width, len(samples))) - total(at * step)) / width) for at in range(count))
    )


def frames(samples: Samples) -> list[float]:
    """How loud each 10 ms are: root mean square, of full scale."""
    return [_rms(samples[at : at + _FRAME]) for at in range(0, len(samples), _FRAME)]


def _rms(samples: Sequence[int]) -> float:
    return math.sqrt(sum(value * value for value in samples) / len(samples)) / _FULL


def conformed(samples: Samples) -> Samples:
    """A clip as it is joined: no silence around it, as loud as every other, and no click at its ends."""
    heard = frames(samples)
    quiet = _QUIET * max(heard)
    loud = [place for place, level in enumerate(heard) if level > quiet]
    first, last = max(0, loud[0] - _LEAD), loud[-1] + 1 + _TAIL
    cut = samples[first * _FRAME : last * _FRAME]
    level = math.sqrt(sum(heard[place] ** 2 for place in loud) / len(loud))
    peak = max(map(abs, cut)) / _FULL
    gain = min(_LOUDNESS / level, _PEAK_MOST / peak)
    levelled = array("h", (round(value * gain) for value in cut))
    for at in range(min(_FADE, len(levelled) // 2)):
        levelled[at] = levelled[at] * at // _FADE
        levelled[-1 - at] = levelled[-1 - at] * at // _FADE
    return levelled


def chime() -> Samples:
    """Ding-dong: two soft bells, a third apart."""
    bells = [(0.0, 659.26), (0.42, 523.25)]  # from so many seconds on, Hz
    length = int(RATE * 1.35)
    return conformed(array("h", (round(_FULL * 0.3 * _bells(bells, at / RATE)) for at in range(length))))


def _bells(bells: list[tuple[float, float]], at_s: float) -> float:
    tone = 0.0
    for since, hertz in bells:
        if (ago := at_s - since) >= 0:
            swell = min(1.0, ago / 0.008)
            for part, strength, fading in ((1, 1.0, 4.5), (2, 0.35, 7.0), (3, 0.12, 10.0)):
                tone += swell * strength * math.exp(-fading * ago) * math.sin(2 * math.pi * hertz * part * ago)
    return tone / 1.6
