"""Making a pack: each clip spoken by a program of this machine, espeak-ng or piper."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from .pack import file_name
from .sentence import CHIME, Clip
from .sound import NotASound, Samples, chime, conformed, read_wav, written_wav

PATIENCE_S = 60  # for one clip; a Piper voice reads its model first


class CannotSpeak(Exception):
    """Why no clips can be made; the text says what to do."""


class Engine(Protocol):
    def say(self, clip: Clip) -> Samples:
        """Raises CannotSpeak."""
        ...


# `-v cmn` would spell Chinese letter by letter; this voice reads characters, pinyin and numbers
_VOICES = {"zh": ("cmn-latn-pinyin", "165"), "en": ("en-us", "150")}  # with words a minute


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
                [*command, str(file)], input=clip.text + "\n", capture_output=True, text=True, timeout=PATIENCE_S
            )
            return conformed(read_wav(file.read_bytes()))
        except FileNotFoundError:
            raise CannotSpeak(f"{clip.text}: {ran.stderr.strip()[-300:] or 'nothing was written'}") from None
        except (subprocess.TimeoutExpired, NotASound) as error:
            raise CannotSpeak(f"{clip.text}: {error}") from None


def build(folder: Path, engine: Engine, clips: Iterable[Clip], tell: Callable[[Clip], None] = lambda clip: None) -> int:
    """Make the clips of a pack, anew where they are; returns how many. What a hall has recorded stays as it is.

    Raises CannotSpeak. A server that runs meanwhile hears each clip as it was, or as it is.
    """
    made = 0
    for clip in clips:
        samples = chime() if clip == CHIME else engine.say(clip)
        path = folder / file_name(clip)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(written_wav(samples))
        fresh.replace(path)
        made += 1
        tell(clip)
    return made
