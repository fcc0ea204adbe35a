"""Making a pack: each clip spoken by a program of this machine, espeak-ng or piper."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from .clips import Clip
from .pack import file_name
from .sentence import CHIME
from .sound import NotASound, Samples, chime, conformed, read_wav, written_wav

PATIENCE_S = 60  # for one clip; a Piper voice reads its model first


class CannotSpeak(Exception):
    """Why no clips can be made; the text says what to do."""


class Engine(Protocol):
    def say(self, clip: Clip) -> Samples:
        """Raises CannotSpeak."""
        ...


# `-v cmn` would spell Chinese letter by letter; this voice reads characters, pinyin and numbers
_VOICES = {"zh": ("cmn-latn-pinyin", "175"), "en": ("en-us", "160")}  # with words a minute


class Espeak:
    """espeak-ng: on every Debian, small and plain. Raises CannotSpeak when it is not there."""

    def __init__(self) -> None:
        self._program = _program("espeak-ng", "sudo apt-get install espeak-ng")

    def say(self, clip: Clip) -> Samples:
        voice, speed = _VOICES[clip.kind]
        if clip.text.isascii() and clip.text.isalpha() and len(clip.text) == 1:
            voice = "en-us"  # a letter is called alike in both languages
        return _spoken([self._program, "-v", voice, "-s", speed, "--stdin", "-w"], clip)


class Piper:
    """piper with a voice file that the hall brings. Raises CannotSpeak when either is not there."""

    def __init__(self, model: Path) -> None:
        self._program = _program("piper", "pip install piper-tts")
        if not model.is_file():
            raise CannotSpeak(f"{model}: there is no such voice file")
        self._model = model

    def say(self, clip: Clip) -> Samples:
        return _spoken([self._program, "-m", str(self._model), "-f"], clip)


def _program(name: str, how: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise CannotSpeak(f"{name} is not installed: {how}")
    return found


def _spoken(command: list[str], clip: Clip) -> Samples:
    """What a program says that reads the text from standard input and takes the file to write as its last word."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        try:
            ran = subprocess.run(
                [*command, str(file)], input=f"{clip.text}\n".encode(), capture_output=True, timeout=PATIENCE_S
            )
            if ran.returncode or not file.exists():
                why = ran.stderr.decode(errors="replace").strip()[-300:]
                raise CannotSpeak(f"{clip.text}: {why or 'nothing was written'}")
            return conformed(read_wav(file.read_bytes()))
        except (subprocess.TimeoutExpired, NotASound) as error:
            raise CannotSpeak(f"{clip.text}: {error}") from None


def build(folder: Path, engine: Engine, clips: Iterable[Clip]) -> int:
    """Make the clips of a pack, anew where they are; returns how many. What a hall has recorded stays as it is.

    Raises CannotSpeak. A server that runs meanwhile hears each clip as it was, or as it is.
    """
    made = 0
    for clip in sorted(clips, key=CHIME.__eq__):  # last, for a pack of a chime alone would be no better than none
        samples = chime() if clip == CHIME else engine.say(clip)
        path = folder / file_name(clip)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(written_wav(samples))
        fresh.replace(path)
        made += 1
    return made
