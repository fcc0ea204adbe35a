"""Languages besides Chinese and English: one file of the hall's for each, which a translator fills in."""

from .files import LANGUAGES_MOST, Broken, Language, Languages, file_of, is_tag, read_language
from .translating import Source, Text, check, laid_out, translations

__all__ = [
    "LANGUAGES_MOST",
    "Broken",
    "Language",
    "Languages",
    "Source",
    "Text",
    "check",
    "file_of",
    "is_tag",
    "laid_out",
    "read_language",
    "translations",
]
