"""The project's own source files, and what stands in them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("queue_server", "display", "ticket_printer", "staff_panel")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project: known to git, or new and not ignored; without git, whatever lies in the packages."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        paths = [ROOT / line for line in listed.splitlines()]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for package in (*PACKAGES, "tests", "scripts", "docs") for path in (ROOT / package).rglob("*")]
    return tuple(sorted(p for p in paths if p.is_file() and not {"node_modules", "dist", "__pycache__"} & set(p.parts)))


def python_files(*folders: str) -> list[Path]:
    """The Python files under folders of the project."""
    roots = [ROOT / folder for folder in folders]
    return [path for path in tracked() if path.suffix == ".py" and any(root in path.parents for root in roots)]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(module: ast.Module) -> Iterator[str]:
    """The top names of everything that a module imports from outside its own package."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def called(module: ast.Module) -> Iterator[tuple[str, int]]:
    """The last name and the line of every call: `a.b.c()` is c."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node.lineno
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node.lineno
