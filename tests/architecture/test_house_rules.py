"""Conventions that a reader relies on."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from .sources import PACKAGES, python_files, short, tracked, tree

MOST_LINES = 400  # most files have half of that; beyond it, one is split
GENERATED = {"contract.ts"}
LISTS = {"words.ts"}  # the texts of a face, one a line, are looked up, not read
VAGUE_FILES = re.compile(r"^(utils?|helpers?|misc|common|stuff|shared|managers?)$", re.IGNORECASE)
VAGUE_CLASSES = re.compile(r"(Manager|Helper|Util|Utils|Misc)$")


def sources() -> list[Path]:
    return [
        path
        for path in tracked()
        if path.suffix in {".py", ".ts", ".vue", ".css", ".sh"} and short(path).split("/")[0] in {*PACKAGES, "scripts"}
    ]


def test_every_source_file_can_be_read_in_one_go() -> None:
    lengths = {
        short(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources()
        if path.name not in GENERATED | LISTS
    }

    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_file_is_named_for_nothing_in_particular() -> None:
    assert [short(path) for path in sources() if VAGUE_FILES.match(path.stem)] == []


def test_no_class_is_named_for_nothing_in_particular() -> None:
    vague = [
        f"{short(path)}: {node.name}"
        for path in python_files(*PACKAGES)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and VAGUE_CLASSES.search(node.name)
    ]

    assert vague == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        short(path) for path in python_files(*PACKAGES) if path.stat().st_size and not ast.get_docstring(tree(path))
    ]

    assert silent == []


def test_no_letter_was_encoded_twice() -> None:
    """UTF-8 that was read as Latin-1 and written again has controls where Chinese punctuation was."""
    twice = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf]")
    spoilt = [short(path) for path in sources() if twice.search(path.read_text(encoding="utf-8"))]

    assert spoilt == []
