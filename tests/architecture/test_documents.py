"""What the documents name is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from queue_server.config import PREFIX, Settings

from .sources import PACKAGES, ROOT, python_files, short, tracked, tree

DOCUMENTS = [path for path in tracked() if path.suffix == ".md"]
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
FILE = re.compile(rf"`((?:{'|'.join(PACKAGES)}|tests|scripts|docs)/[\w./-]+)`")
COMMAND = re.compile(r"(?:^|[\s`/])queue-server ([a-z-]+)(?: ([a-z]+))?")
TARGET = re.compile(r"\bmake ([a-z]+)`|^    make ([a-z]+)", re.MULTILINE)
SETTING = re.compile(rf"\b{PREFIX}[A-Z_]+\b")


def words(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def commands() -> dict[str, set[str]]:
    """The commands of the command line with those below them; read, not imported: it patches the whole process."""
    found: dict[str, set[str]] = {}
    files = [ROOT / "queue_server/cli.py", *python_files("queue_server/commands")]
    for node in [node for file in files for node in tree(file).body]:
        for mark in node.decorator_list if isinstance(node, ast.FunctionDef) else []:
            match mark:
                case ast.Call(ast.Attribute(ast.Name(group), "command" | "group"), names):
                    name = ast.literal_eval(names[0]) if names else node.name
                    if group in ("main", "click"):
                        found.setdefault(name, set())
                    else:
                        found.setdefault(group, set()).add(name)
    del found["main"]  # the command line itself
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = [link for link in LINK.findall(words(document)) if "://" not in link]

    assert [link for link in targets if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_every_file_that_is_named_exists(document: Path) -> None:
    assert [name for name in FILE.findall(words(document)) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_every_command_that_is_named_exists(document: Path) -> None:
    there = commands()
    named = COMMAND.findall(words(document))

    assert [
        (name, rest) for name, rest in named if name not in there or (there[name] and rest not in there[name])
    ] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", words(ROOT / "Makefile"), re.MULTILINE))

    assert {a or b for a, b in TARGET.findall(words(document))} <= targets


def test_the_table_of_settings_has_exactly_the_settings_that_there_are() -> None:
    there = {PREFIX + name.upper() for name in Settings.model_fields}

    assert set(SETTING.findall(words(ROOT / "docs/operating.md"))) == there
