"""The OpenAPI document, read from the declared addresses and shapes; nothing of it is written twice."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from ..live import shapes as views
from ..live.staff_shapes import CounterView, LiveView
from ..refusals import refusals
from .routes import BASE, Route, Routes

_REF = "#/components/schemas/{model}"
_PUSHED: list[type[BaseModel]] = [
    views.BoardView, views.KioskView, views.WindowView, views.TicketView, CounterView, LiveView,
    views.Heartbeat,
]  # fmt: skip


def document(resources: list[Routes], version: str) -> dict[str, Any]:
    """OpenAPI 3.1 of all addresses; the pushed views are among its schemas."""
    named = [(f"{resource.name}.{route.name}", route) for resource in resources for route, _ in resource.routes]
    routes = [route for _, route in named]
    shapes = {shape for route in routes for shape in (route.body, route.answer) if shape} | set(_PUSHED)
    bodies = {route.body for route in routes}
    modes: list[Any] = [(shape, "validation" if shape in bodies else "serialization") for shape in shapes]
    _, schemas = models_json_schema(sorted(modes, key=lambda pair: pair[0].__name__), ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for name, route in named:
        paths.setdefault(BASE + route.path, {})[route.method.lower()] = _operation(name, route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "queue-server",
            "version": version,
            "description": "Tickets, calls and views of halls. Times are RFC 3339 UTC, durations whole seconds.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {"Problem": _problem()} | schemas["$defs"],
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "queue_session"},
                "device": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _problem() -> dict[str, Any]:
    """The shape of every refusal; which there are, the parts of the server say themselves."""
    every = sorted(refusals(), key=lambda kind: kind.code)
    return {
        "type": "object",
        "required": ["type", "title", "status", "code", "words"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string", "description": "in the language of Accept-Language"},
            "status": {"type": "integer"},
            "code": {"type": "string", "enum": [kind.code for kind in every]},
            "words": {"$ref": _REF.format(model="Text"), "description": "the title in both languages"},
        },
        "additionalProperties": True,
        "x-refusals": {kind.code: {"status": kind.status, "words": kind.words._asdict()} for kind in every},
    }


def _operation(name: str, route: Route) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [
        {"name": part, "in": "path", "required": True, "schema": {"type": "string"}}
        for part in re.findall(r"{(\w+)}", route.path)
    ]
    parameters += [
        {"name": asked, "in": "query", "required": False, "description": meaning, "schema": {"type": "string"}}
        for asked, meaning in route.query
    ]
    if route.method == "POST" and route.path != "/session":
        parameters.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "description": "the same key answers the same again and writes nothing",
                "schema": {"type": "string", "minLength": 1, "maxLength": 100},
            }
        )
    answer: dict[str, Any] = {"description": route.summary}
    if route.status != 204:
        schema: dict[str, Any] = {"$ref": _REF.format(model=route.answer.__name__)} if route.answer else {}
        answer["content"] = {route.media: {"schema": schema}}
    problem = {"schema": {"$ref": _REF.format(model="Problem")}}
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": route.summary,
        "description": f"Who may: {route.who.words}.",
        "security": route.who.security,
        "parameters": parameters,
        "responses": {
            str(route.status): answer,
            "default": {"description": "a problem", "content": {"application/problem+json": problem}},
        },
    }
    if route.path.endswith("/next"):
        operation["responses"]["204"] = {"description": "nobody waits for this counter"}
    if route.body is not None:
        body = {"schema": {"$ref": _REF.format(model=route.body.__name__)}}
        required = any(field.is_required() for field in route.body.model_fields.values())
        operation["requestBody"] = {"required": required, "content": {"application/json": body}}
    return operation
