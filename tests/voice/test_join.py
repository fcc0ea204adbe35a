"""Announcements joined from clips, and what a listener hears of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from queue_server.hall.plan import Name
from queue_server.voice import (
    CHIME,
    GAP_MS,
    LANGUAGE_GAP_MS,
    RATE,
    Clip,
    NoClip,
    Pack,
    Samples,
    announcement,
    common_clips,
    read_wav,
    sentence,
    written_wav,
)
from queue_server.voice.join import CHIME_GAP_MS, END_MS
from queue_server.voice.pack import file_name
from queue_server.voice.sound import frames

from .packs import TONE_MS, tones

COUNTER = Name(zh="3号窗口", en="Counter 3")


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return Pack(tones(tmp_path))


def listened(heard: Samples, pack: Pack, clips: list[Clip]) -> list[float]:
    """The pauses before each clip, ms: each is sought after the one before it, with nothing but silence in between."""
    raw, since, found = heard.tobytes(), 0, []
    for clip in clips:
        known = pack.samples(clip).tobytes()
        at = raw.find(known, since)
        while at % 2:
            at = raw.find(known, at + 1)
        assert at >= 0, f"{clip} is not heard after the one before it"
        assert not any(raw[since:at]), f"something else is heard before {clip}"
        found.append((at - since) / 2 / RATE * 1000)
        since = at + len(known)
    assert not any(raw[since:])
    return found


def pauses(heard: Samples, least_ms: int) -> list[float]:
    """The silences between sounds that last at least so long, in seconds."""
    loud = [place for place, level in enumerate(frames(heard)) if level > 0.004]
    gaps = [(after - before - 1) / 100 for before, after in pairwise(loud)]
    return [gap for gap in gaps if gap * 1000 >= least_ms]


def test_a_listener_hears_chime_and_words_in_order_with_an_even_gap_and_nothing_else(pack: Pack) -> None:
    words = sentence("zh", "A012", COUNTER)

    heard = read_wav(written_wav(announcement(pack, ["zh"], "A012", COUNTER, with_chime=True)))

    gaps = [0, CHIME_GAP_MS, *[GAP_MS] * (len(words) - 1)]
    assert listened(heard, pack, [CHIME, *words]) == pytest.approx(gaps, abs=0.1)
    expected_ms = sum(gaps) + TONE_MS * (1 + len(words)) + END_MS
    assert len(heard) / RATE * 1000 == pytest.approx(expected_ms, abs=1)


def test_the_second_language_comes_after_a_longer_pause(pack: Pack) -> None:
    heard = announcement(pack, ["zh", "en"], "A012", COUNTER, with_chime=False)

    assert pauses(heard, LANGUAGE_GAP_MS - 30) == [pytest.approx(LANGUAGE_GAP_MS / 1000, abs=0.03)]
    words = sum(len(sentence(language, "A012", COUNTER)) for language in ("zh", "en"))
    assert len(pauses(heard, GAP_MS - 20)) == words - 1


def test_the_order_of_languages_is_the_plans(pack: Pack) -> None:
    heard = announcement(pack, ["en", "zh"], "A012", COUNTER, with_chime=False)

    listened(heard, pack, [*sentence("en", "A012", COUNTER), *sentence("zh", "A012", COUNTER)])


def test_a_repeat_has_no_chime(pack: Pack) -> None:
    with_it, without = (announcement(pack, ["zh"], "A012", COUNTER, with_chime=chime) for chime in (True, False))

    assert len(with_it) - len(without) == RATE * (TONE_MS + CHIME_GAP_MS) // 1000
    assert with_it[-len(without) :] == without


def without(pack: Pack, *clips: Clip) -> None:
    for clip in clips:
        (pack.folder / file_name(clip)).unlink()


def test_half_a_number_is_never_said(pack: Pack) -> None:
    without(pack, Clip("zh", "1"))

    heard = announcement(pack, ["zh", "en"], "A012", COUNTER, with_chime=False)

    assert heard == announcement(pack, ["en"], "A012", COUNTER, with_chime=False)


def test_when_no_language_can_say_it_the_chime_makes_people_look_up(pack: Pack) -> None:
    without(pack, Clip("zh", "1"))

    heard = announcement(pack, ["zh"], "A012", COUNTER, with_chime=False)

    assert heard[: RATE * TONE_MS // 1000] == pack.samples(CHIME)
    assert len(heard) == RATE * (TONE_MS + END_MS) // 1000


def test_a_pack_without_a_chime_still_speaks(pack: Pack) -> None:
    without(pack, CHIME)

    assert announcement(pack, ["zh"], "A012", COUNTER, with_chime=True)


def test_nothing_at_all_is_an_error_with_a_name(tmp_path: Path) -> None:
    with pytest.raises(NoClip):
        announcement(Pack(tmp_path), ["zh"], "A012", COUNTER, with_chime=True)


def test_every_number_to_every_usual_window_can_be_said(pack: Pack) -> None:
    for series in ("A", "Z", "BC"):
        for window in (1, 20, 40):
            name = Name(zh=f"{window}号窗口", en=f"Counter {window}")
            assert set(sentence("zh", f"{series}789", name)) <= set(common_clips())
            assert announcement(pack, ["zh", "en"], f"{series}789", name, with_chime=True)
