"""A voice pack on the disk, and the hall's own recordings in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from queue_server.hall.plan import Name
from queue_server.voice import Clip, NoClip, Pack, read_wav, sentence, written_wav
from queue_server.voice.pack import file_name

from .packs import tone, tones

PLEASE = Clip("zh", "请")


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return Pack(tones(tmp_path, [PLEASE]))


def record(pack: Pack, clip: Clip, raw: bytes) -> Path:
    path = pack.file_of(clip)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def test_a_clip_that_was_built_is_played(pack: Pack) -> None:
    assert pack.samples(PLEASE) == tone(200)
    assert pack.look_at(PLEASE).state == "built"


def test_what_the_hall_has_recorded_wins(pack: Pack) -> None:
    record(pack, PLEASE, written_wav(tone(900, 300)))

    assert len(pack.samples(PLEASE)) > 2 * len(tone(200))
    assert pack.look_at(PLEASE).state == "own"


def test_a_recording_is_heard_without_a_restart_and_the_built_clip_again_when_it_is_gone(pack: Pack) -> None:
    pack.samples(PLEASE)
    path = record(pack, PLEASE, written_wav(tone(900, 300)))
    first = len(pack.samples(PLEASE))
    path.write_bytes(written_wav(tone(900, 600)))
    os.utime(path, ns=(1, 1))

    assert len(pack.samples(PLEASE)) > first

    path.unlink()
    assert pack.samples(PLEASE) == tone(200)


def test_a_recording_that_cannot_be_played_leaves_the_word_to_the_built_clip_and_is_told(pack: Pack) -> None:
    record(pack, PLEASE, b"ID3")

    assert pack.samples(PLEASE) == tone(200)
    found = pack.look_at(PLEASE)
    assert found.state == "built"
    assert found.why is not None
    assert "own/zh/请.wav" in found.why


def test_a_clip_that_is_nowhere_is_missing(pack: Pack) -> None:
    clip = Clip("zh", "9")

    assert pack.look_at(clip).state == "missing"
    with pytest.raises(NoClip):
        pack.samples(clip)


def test_a_folder_that_is_not_there_is_a_pack_of_nothing(tmp_path: Path) -> None:
    pack = Pack(tmp_path / "nowhere")

    assert not pack.there()
    assert pack.look_at(PLEASE).state == "missing"


@pytest.mark.parametrize("name", ["A/B 窗口", "../../etc", ".", "名" * 120])
def test_whatever_a_counter_is_called_its_clip_is_one_file_of_the_pack(tmp_path: Path, name: str) -> None:
    clip = sentence("zh", "A001", Name(zh=name, en="x"))[-1]
    pack = Pack(tones(tmp_path, [clip]))

    assert [path.parent for path in tmp_path.rglob("*.wav")] == [tmp_path / "zh"]
    assert pack.samples(clip) == read_wav((tmp_path / file_name(clip)).read_bytes())
