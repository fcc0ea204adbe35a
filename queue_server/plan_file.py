"""A plan as people write it: YAML, and every problem named with its line.

The document is walked as nodes, not loaded at once: nodes know their lines, and a walk can refuse what a plan
never needs (keys said twice, aliases that multiply, documents without end).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as Date
from typing import Any

import yaml

from .hall.errors import PlanInvalid
from .hall.hours import Path
from .hall.plan import Plan
from .hall.plan_reading import read_plan

LARGEST = 128 * 1024  # characters; the plan of a hall with 60 counters has 20,000
MOST_NODES = 50_000  # aliases written out
DEEPEST = 32


class _Loader(yaml.SafeLoader):
    """YAML as people mean it: no `yes` and `off` for true and false, no `010` for eight, no 10:30 for 630."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # its own, instead of YAML 1.1's


_TAG = "tag:yaml.org,2002:"
_PLAIN = (  # what a word without quotes can be, besides text
    ("bool", r"true|false", "tf", {"true": True, "false": False}.__getitem__),
    ("null", r"~|null|", ["~", "n", ""], lambda _: None),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789", int),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", "-0123456789", float),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789", Date.fromisoformat),
)
_MAKE: dict[str, Callable[[str], Any]] = {_TAG + "str": str}
for _name, _pattern, _first, _make in _PLAIN:
    _Loader.add_implicit_resolver(_TAG + _name, re.compile(rf"(?:{_pattern})$"), list(_first))
    _MAKE[_TAG + _name] = _make


def load_plan(text: str) -> Plan:
    """The plan written in `text`. Raises PlanInvalid with problems {path, line, problem}."""
    if len(text) > LARGEST:
        raise _invalid(None, f"the document is longer than {LARGEST} characters")
    walk = _Walk()
    try:
        root = _Loader(text).get_single_node()
        document = walk.value(root, ()) if root is not None else None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _invalid(line, f"the character {chr(int(error.character))!r} may not stand in a plan") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _invalid(mark.line + 1 if mark else None, error.problem or "this is no YAML") from None
    except (ValueError, KeyError, OverflowError) as error:  # a date like 2026-13-01, an impossible character
        raise _invalid(walk.line, str(error)) from None
    except RecursionError:
        raise _invalid(None, "the document is nested too deeply") from None
    if not isinstance(document, dict):
        raise _invalid(1, "a plan is a mapping of keys, starting with `hall:`")
    return read_plan(document, walk.line_of)


def _invalid(line: int | None, problem: str, path: str = "") -> PlanInvalid:
    return PlanInvalid(problems=[{"path": path, "line": line, "problem": problem}])


class _Walk:
    """Makes values of nodes and notes the line of every path."""

    def __init__(self) -> None:
        self.line = 1  # where the walk is
        self._lines: dict[Path, int] = {}
        self._nodes = 0

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.line = node.start_mark.line + 1
        self._lines.setdefault(path, self.line)
        self._nodes += 1
        if self._nodes > MOST_NODES or len(path) > DEEPEST:
            raise _invalid(self.line, "the document is too large or nested too deeply once its aliases are written out")
        if isinstance(node, yaml.MappingNode) and node.tag == _TAG + "map":
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode) and node.tag == _TAG + "seq":
            return [self.value(item, (*path, place)) for place, item in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode) and node.tag in _MAKE:
            return _MAKE[node.tag](node.value)
        raise _invalid(self.line, f"a plan needs no tags like {node.tag!r}")

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise _invalid(line, "a key is a word, not a list or mapping")
            key = key_node.value
            if key in found:
                where = ".".join(map(str, (*path, key)))
                raise _invalid(line, f"{key!r} is there twice, first in line {self._lines[(*path, key)]}", where)
            self._lines[(*path, key)] = line
            found[key] = self.value(value_node, (*path, key))
        return found

    def line_of(self, path: Path) -> int | None:
        """The line of a path, or of the nearest part of it that the document has."""
        while path not in self._lines and path:
            path = path[:-1]
        return self._lines.get(path)
