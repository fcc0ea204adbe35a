"""The voice of a hall: what is said for a call, from which clips, joined into one sound on the server."""

from .clips import Clip
from .join import GAP_MS, LANGUAGE_GAP_MS, announcement, spoken
from .pack import Found, NoClip, Pack
from .prompts import prompt
from .sentence import CHIME, LANGUAGES, clips_of, common_clips, sentence
from .sound import RATE, NotASound, Samples, read_wav, written_wav

__all__ = [
    "CHIME", "GAP_MS", "LANGUAGES", "LANGUAGE_GAP_MS", "RATE", "Clip", "Found", "NoClip", "NotASound", "Pack",
    "Samples", "announcement", "clips_of", "common_clips", "prompt", "read_wav", "sentence", "spoken", "written_wav",
]  # fmt: skip
