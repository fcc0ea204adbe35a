"""The rules are pure: `queue_server/hall` reads no clock, draws no chance and touches no machine."""

from __future__ import annotations

import ast

import pytest

from .sources import called, imported, python_files, short, tree

# what rules may use: names and numbers, nothing that differs from one run to the next
ALLOWED = {
    "__future__", "abc", "bisect", "collections", "copy", "dataclasses", "datetime", "decimal", "enum", "fractions",
    "functools", "hashlib", "heapq", "itertools", "math", "operator", "pydantic", "queue_server", "re", "statistics",
    "string", "types", "typing", "zoneinfo",
}  # fmt: skip
READS_THE_MACHINE = {
    "now",
    "utcnow",
    "today",
    "open",
    "print",
    "input",
    "eval",
    "exec",
    "__import__",
    "urandom",
    "hash",
    "id",
}


def impurities(module: ast.Module) -> list[str]:
    names = [f"imports {name}" for name in imported(module) if name not in ALLOWED]
    return names + [f"calls {name}() in line {line}" for name, line in called(module) if name in READS_THE_MACHINE]


def test_the_rules_of_a_hall_read_no_clock_no_chance_and_no_machine() -> None:
    found = {short(path): impurities(tree(path)) for path in python_files("queue_server/hall")}

    assert found, "there are rules to look at"
    assert {path: why for path, why in found.items() if why} == {}


@pytest.mark.parametrize(
    "line",
    [
        "import time",
        "from random import random",
        "from datetime import datetime\ndatetime.now()",
        "import datetime as d\nd.date.today()",
        "import sqlalchemy.orm",
        "open('x')",
        "def f():\n    from flask import request",
    ],
)
def test_an_impure_line_would_be_found(line: str) -> None:
    assert impurities(ast.parse(line))


def test_a_pure_line_is_left_alone() -> None:
    assert impurities(ast.parse("from datetime import datetime\ndef f(now): return datetime.fromisoformat(now)")) == []
