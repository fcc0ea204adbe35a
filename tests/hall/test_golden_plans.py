"""A plan that was published stands in the journal for ever: each field that one may have had is read for ever too.

Whoever adds a field adds a document that has it to golden_plans.jsonl; whoever takes one away gives PlanPublished its
next version, and a lift for the documents that have it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import orjson
import pytest
from pydantic import BaseModel

from queue_server.hall.fact_reading import by_kind, fact_of
from queue_server.hall.facts import PlanPublished
from queue_server.hall.plan import Plan

DOCUMENTS = [orjson.loads(line) for line in (Path(__file__).parent / "golden_plans.jsonl").read_bytes().splitlines()]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_plan_of_an_earlier_program_is_a_plan(document: dict[str, Any]) -> None:
    data = {"number": 1, "plan": document["plan"]}
    published = fact_of(by_kind([PlanPublished]), "plan.published", document["version"], 0, "system", data)
    assert isinstance(published, PlanPublished)
    plan = Plan.model_validate(published.plan)
    assert plan.model_dump(mode="json", exclude_unset=True) == published.plan


def test_each_field_that_a_plan_may_have_stands_in_a_document() -> None:
    fields = _fields(Plan)
    assert {"hall", "materials", "slot_min"} <= fields
    assert fields <= set(_keys(DOCUMENTS))


def _fields(shape: object) -> set[str]:
    """The keys of a document, and of all that stands in it."""
    found: set[str] = set().union(*map(_fields, get_args(shape)))
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        for name, field in shape.model_fields.items():
            found |= {field.alias or name} | _fields(field.annotation)
    return found


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(inner)
