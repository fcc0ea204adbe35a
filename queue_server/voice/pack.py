"""A voice pack: a folder of clips, each a WAV that is named for what it says.

zh/请.wav  en/Number.wav  sound/chime.wav      made by `queue-server voice build`
own/zh/请.wav …                                recorded by the hall; these win
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from pathlib import Path

from .clips import Clip
from .sound import NotASound, Samples, conformed, read_wav

OWN = "own"
NAME_MOST = 200  # bytes, with which any file system is content

log = logging.getLogger(__name__)


class NoClip(Exception):
    """The pack has no such clip that can be played."""

    def __init__(self, clip: Clip) -> None:
        super().__init__(f"{clip.kind}: {clip.text}")
        self.clip = clip


@dataclass(frozen=True, slots=True)
class Found:
    """What a pack has for a clip: built, own, or missing; `why`: what is wrong with the hall's own file."""

    clip: Clip
    state: str
    why: str | None = None


def file_name(clip: Clip) -> str:
    """Where a clip lies in a pack: zh/请.wav."""
    text = clip.text.replace("/", "／")
    if len(text.encode()) > NAME_MOST:
        text = f"{text[:40]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return f"{clip.kind}/{text}.wav"


class Pack:
    """Clips of a folder, read when they are asked for and again when their files have changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[Path, tuple[int, Samples]] = {}

    def there(self) -> bool:
        return self.folder.is_dir()

    def file_of(self, clip: Clip) -> Path:
        """Where a hall puts its own recording of a clip."""
        return self.folder / OWN / file_name(clip)

    def samples(self, clip: Clip) -> Samples:
        """Raises NoClip. An own clip that cannot be read leaves the word to the built one."""
        own, built = self.file_of(clip), self._built(clip)
        try:
            return self._samples(own)
        except FileNotFoundError:
            pass
        except (NotASound, OSError) as error:
            log.warning("%s cannot be played: %s", own, error)
        try:
            return self._samples(built)
        except (NotASound, OSError):
            raise NoClip(clip) from None

    def look_at(self, clip: Clip) -> Found:
        why = None
        for state, path in (("own", self.file_of(clip)), ("built", self._built(clip))):
            try:
                self._samples(path)
                return Found(clip, state, why)
            except FileNotFoundError:
                pass
            except (NotASound, OSError) as error:
                why = f"{path.relative_to(self.folder)}: {error}"
        return Found(clip, "missing", why)

    def _built(self, clip: Clip) -> Path:
        return self.folder / file_name(clip)

    def _samples(self, path: Path) -> Samples:
        changed = path.stat().st_mtime_ns
        known = self._read.get(path)
        if known is None or known[0] != changed:
            samples = read_wav(path.read_bytes())
            if OWN in path.relative_to(self.folder).parts:  # those that were built are conformed already
                samples = conformed(samples)
            known = self._read[path] = (changed, samples)
        return known[1]
