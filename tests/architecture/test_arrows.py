"""Arrows that no import contract shows: who emits, and what the faces' few lines of Python may use."""

from __future__ import annotations

import ast
import sys

import pytest

from .sources import PACKAGES, called, imported, python_files, short, tree

RELAY = "queue_server/live/relay.py"


def emits(module: ast.Module) -> list[int]:
    return [line for name, line in called(module) if name == "emit"]


def test_nothing_is_emitted_outside_the_relay() -> None:
    found = {short(path): emits(tree(path)) for path in python_files(*PACKAGES)}

    assert {path for path, lines in found.items() if lines} <= {RELAY}


@pytest.mark.parametrize("line", ["socketio.emit('view')", "emit('view')", "self.app.socketio.emit('x', to=room)"])
def test_an_emit_would_be_found(line: str) -> None:
    assert emits(ast.parse(line)) == [1]


@pytest.mark.parametrize("face", ["display", "staff_panel"])
def test_a_face_is_served_with_flask_and_the_standard_library_alone(face: str) -> None:
    files = python_files(face)

    used = {name for path in files for name in imported(tree(path))}

    assert files
    assert used - sys.stdlib_module_names <= {"flask"}


def test_the_print_agent_knows_the_server_by_its_addresses_only() -> None:
    used = {name for path in python_files("ticket_printer") for name in imported(tree(path))}

    assert used.isdisjoint({"queue_server", "display", "staff_panel"})
