"""Clips made alike: read, trimmed, levelled."""

from __future__ import annotations

import io
import math
import wave
from array import array
from itertools import pairwise

import pytest

from queue_server.voice import RATE, NotASound, Samples, read_wav, written_wav
from queue_server.voice.sound import LOUDEST_S, chime, conformed, frames, silence

from .packs import tone


def wav(samples: bytes, channels: int = 1, width: int = 2, rate: int = RATE) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(samples)
    return file.getvalue()


def loudness(samples: Samples) -> float:
    """Decibels below full scale, mean over what is heard."""
    heard = [level for level in frames(samples) if level > 0.01]
    return 20 * math.log10(math.sqrt(sum(level**2 for level in heard) / len(heard)))


def test_what_is_written_is_what_is_read() -> None:
    assert read_wav(written_wav(tone(440))) == tone(440)


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000])
def test_a_recording_of_another_rate_keeps_its_length_and_its_pitch(rate: int) -> None:
    read = read_wav(wav(tone(440, 500, rate=rate).tobytes(), rate=rate))

    assert len(read) == pytest.approx(RATE / 2, abs=4)
    crossings = sum(1 for a, b in pairwise(read) if a < 0 <= b)
    assert crossings == pytest.approx(220, abs=2)
    assert max(read) == pytest.approx(max(tone(440, 500)), rel=0.05)


def test_two_channels_become_one() -> None:
    left = tone(440)
    both = array("h", (value for one in left for value in (one, one)))

    assert read_wav(wav(both.tobytes(), channels=2)) == left


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"ID3 this is an mp3", "no WAV"),
        (b"", "no WAV"),
        (wav(bytes(1000), width=1), "16 bit"),
        (wav(bytes(2000)), "silence"),
        (wav(b""), "silence"),
        (wav(tone(440).tobytes(), rate=1_000), "samples a second"),
        (wav(bytes(2 * 8_000 * (LOUDEST_S + 1)), rate=8_000), "longer"),
        (wav(tone(440).tobytes())[:-1], "cut off"),
        (wav(tone(440).tobytes())[:-1000], "cut off"),
        (wav(tone(440).tobytes())[:30], "no WAV"),
        (wav(tone(440).tobytes()).replace(b"fmt \x10", b"fmt \xff"), "no WAV"),
        (wav(array("h", [9000]).tobytes(), rate=192_000), "silence"),
    ],
)
def test_what_cannot_be_played_says_why(raw: bytes, why: str) -> None:
    with pytest.raises(NotASound, match=why):
        read_wav(raw)


def test_silence_around_a_clip_is_cut_and_its_pause_is_kept() -> None:
    recorded = silence(700) + tone(440, 200) + silence(150) + tone(440, 200) + silence(900)

    cut = conformed(recorded)

    assert len(cut) / RATE == pytest.approx(0.55, abs=0.08)


def test_a_room_that_hums_is_silence_too() -> None:
    hum = tone(50, 600, strength=0.005)

    assert len(conformed(hum + tone(440, 200) + hum)) / RATE == pytest.approx(0.2, abs=0.08)


def test_loud_and_soft_recordings_become_equally_loud() -> None:
    levels = [loudness(conformed(tone(440, 300, strength=strength))) for strength in (0.01, 0.1, 0.9)]

    assert levels == pytest.approx([-20, -20, -20], abs=0.5)


def test_a_clip_is_never_driven_into_clipping() -> None:
    crack = silence(10)
    crack[100] = 32_000  # a click in an otherwise soft recording

    assert max(map(abs, conformed(tone(440, 300, strength=0.02) + crack))) <= 0.9 * 32_767


def test_a_clip_begins_and_ends_at_nothing() -> None:
    clip = conformed(tone(440, 200))

    assert (clip[0], clip[-1]) == (0, 0)


def test_the_chime_is_two_bells_and_fades() -> None:
    heard = frames(chime())

    assert 1.0 < len(heard) / 100 < 1.5
    assert heard[44] > 2 * heard[38]  # the second bell
    assert heard[-1] < 0.1 * max(heard)
