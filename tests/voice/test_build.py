"""Making a pack: by a stand-in for piper, and by espeak-ng itself where it is installed."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest

from queue_server.hall.plan import Name
from queue_server.voice import (
    CHIME,
    GAP_MS,
    LANGUAGE_GAP_MS,
    RATE,
    Clip,
    Pack,
    Samples,
    announcement,
    common_clips,
    read_wav,
    sentence,
    written_wav,
)
from queue_server.voice.build import CannotSpeak, Espeak, Piper, build
from queue_server.voice.pack import file_name
from queue_server.voice.sound import frames

from .packs import tone
from .test_join import listened

speaks = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
COUNTER = Name(zh="12号窗口", en="Counter 12")


class Hums:
    def say(self, clip: Clip) -> Samples:
        return tone(440)


def a_program(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, script: str) -> None:
    program = folder / name
    program.write_text("#!/bin/sh\n" + script)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def test_a_pack_has_each_clip_under_what_it_says(tmp_path: Path) -> None:
    clips = [CHIME, Clip("zh", "请"), Clip("en", "Number")]

    assert build(tmp_path, Hums(), clips) == 3

    there = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*"))
    assert there == ["en/Number.wav", "sound/chime.wav", "zh/请.wav"]


def test_building_again_leaves_the_halls_own_recordings(tmp_path: Path) -> None:
    pack, clip = Pack(tmp_path), Clip("zh", "请")
    own = pack.file_of(clip)
    own.parent.mkdir(parents=True)
    own.write_bytes(written_wav(tone(900, 300)))

    build(tmp_path, Hums(), [clip])

    assert pack.look_at(clip).state == "own"


def test_piper_is_given_the_voice_file_and_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample, told, model = tmp_path / "sample.wav", tmp_path / "told", tmp_path / "zh.onnx"
    sample.write_bytes(written_wav(tone(440, 200)))
    model.touch()
    a_program(tmp_path, monkeypatch, "piper", f'cat >{told}; echo "$1 $2 $3" >>{told}; cp {sample} "$4"\n')

    said = Piper(model).say(Clip("zh", "请"))

    assert len(said) / RATE == pytest.approx(0.2, abs=0.01)
    assert told.read_text() == f"请\n-m {model} -f\n"


def test_a_program_that_fails_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zh.onnx").touch()
    a_program(tmp_path, monkeypatch, "piper", "echo no such phoneme >&2; exit 1\n")

    with pytest.raises(CannotSpeak, match="请: no such phoneme"):
        build(tmp_path / "pack", Piper(tmp_path / "zh.onnx"), [CHIME, Clip("zh", "请")])
    assert not (tmp_path / "pack").exists()  # no boards that only ring


def test_a_program_that_is_missing_is_named_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CannotSpeak, match="apt-get install espeak-ng"):
        Espeak()
    with pytest.raises(CannotSpeak, match="pip install piper-tts"):
        Piper(tmp_path / "zh.onnx")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A pack by espeak-ng with what a few calls need."""
    folder = tmp_path_factory.mktemp("voice")
    clips = {clip for language in ("zh", "en") for clip in sentence(language, "A0123456789", COUNTER)}
    build(folder, Espeak(), [CHIME, *clips])
    return Pack(folder)


@speaks
def test_a_listener_hears_the_spoken_number_in_order(spoken: Pack) -> None:
    heard = read_wav(written_wav(announcement(spoken, ["zh", "en"], "A012", COUNTER, with_chime=True)))

    words = [*sentence("zh", "A012", COUNTER), *sentence("en", "A012", COUNTER)]
    gaps = listened(heard, spoken, [CHIME, *words])
    assert max(gaps) == pytest.approx(LANGUAGE_GAP_MS, abs=1)
    assert sorted(gaps)[1:-2] == pytest.approx([GAP_MS] * (len(words) - 2), abs=1)


@speaks
def test_a_spoken_call_is_neither_hasty_nor_slow_and_never_clips(spoken: Pack) -> None:
    chinese, both = (
        announcement(spoken, languages, "A012", COUNTER, with_chime=True) for languages in (["zh"], ["zh", "en"])
    )

    assert 4 < len(chinese) / RATE < 8
    assert 8 < len(both) / RATE < 13
    assert max(map(abs, both)) < 0.9 * 32_767
    longest, since = 0, None
    for place, level in enumerate(frames(both)):
        if level > 0.004:
            longest = max(longest, place - since - 1) if since is not None else 0
            since = place
    assert longest < 60  # hundredths: the pause between the languages and no hole elsewhere


@speaks
def test_spoken_clips_are_equally_loud_and_begin_at_once(spoken: Pack) -> None:
    for clip in sentence("zh", "A0123456789", COUNTER):
        heard = frames(spoken.samples(clip))
        loud = [level for level in heard if level > 0.04 * max(heard)]
        assert 20 * math.log10(math.sqrt(sum(level**2 for level in loud) / len(loud))) == pytest.approx(-20, abs=1.5)
        assert max(heard[:8]) > 0.04 * max(heard), clip


@speaks
def test_every_digit_sounds_different_and_chinese_is_not_spelt(spoken: Pack) -> None:
    sounds = {spoken.samples(Clip("zh", digit)).tobytes() for digit in "0123456789"}
    assert len(sounds) == 10
    # one syllable; letter by letter it would take a second and more
    assert all(len(spoken.samples(Clip("zh", digit))) / RATE < 0.7 for digit in "0123456789")
    assert len(spoken.samples(Clip("zh", "请"))) / RATE < 0.8


@speaks
def test_espeak_makes_every_common_clip(tmp_path: Path) -> None:
    letters = [clip for clip in common_clips() if len(clip.text) == 1]

    assert build(tmp_path, Espeak(), letters) == len(letters)
    assert all((tmp_path / file_name(clip)).stat().st_size > 2000 for clip in letters)
