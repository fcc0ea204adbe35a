"""How an address is declared: once, with its body, its answer and who may ask; OpenAPI is read from the same lines."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Flask, Response, request
from pydantic import BaseModel, ValidationError

from ..powers import Open, Power
from ..refusals import BadRequest
from .admission import Admission, HallOf, InPart, Strangers
from .context import House
from .errors import MalformedBody, NotFound, WrongMediaType
from .json import dumps

BASE = "/api/v1"
BODY_MOST = 64 * 1024  # bytes; a plan has its own, larger bound
# in the environ, put there by the HTTP server: the body's bytes when it has read them all already
WHOLE_BODY = "queue_server.whole_body"


@dataclass(frozen=True, slots=True)
class Route:
    """One address and method, as OpenAPI tells it."""

    method: str
    path: str
    name: str
    summary: str
    who: Admission
    body: type[BaseModel] | None
    answer: type[BaseModel] | None
    status: int
    query: tuple[tuple[str, str], ...]  # name, meaning
    media: str
    most: int  # bytes of the body


class Routes:
    """The addresses of one resource."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.routes: list[tuple[Route, Callable[..., Any]]] = []

    def add(
        self,
        method: str,
        path: str,
        *,
        summary: str,
        power: Power | Open,
        answer: type[BaseModel] | None,
        body: type[BaseModel] | None = None,
        status: int = 200,
        query: dict[str, str] | None = None,
        media: str = "application/json",
        most: int = BODY_MOST,
        strangers: Strangers | None = None,
        in_part: InPart = False,
        hall_of: HallOf | None = None,
        name: str = "",
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare an address, and with `power` (`strangers`, `in_part`, `hall_of`: see Admission) who is let in.

        The function gets the house, the path's parts by name, `body` when it has one, and `caller`, who was let in,
        when it has a parameter of this name. It returns a JSON-able value (None: 204), or a Response of its own.
        `name`: of the operation, where it is not the function's."""
        who = Admission(power, strangers, in_part, hall_of)
        who.check(path)

        def declare(function: Callable[..., Any]) -> Callable[..., Any]:
            queries = tuple((query or {}).items())
            route = Route(
                method, path, name or function.__name__, summary, who, body, answer, status, queries, media, most
            )
            self.routes.append((route, function))
            return function

        return declare

    def install(self, app: Flask, house: House) -> None:
        """On the app itself: a blueprint's hooks would be looked for at every press."""
        for route, function in self.routes:
            rule = BASE + route.path.replace("{", "<").replace("}", ">")
            app.add_url_rule(rule, f"{self.name}_{route.name}", _view(house, route, function), methods=[route.method])


def _view(house: House, route: Route, function: Callable[..., Any]) -> Callable[..., Response]:
    wants_caller = "caller" in inspect.signature(function).parameters

    def view(**parts: str) -> Response:
        if not all(part.isprintable() for part in parts.values()):  # no name has controls, and a NUL no database takes
            raise NotFound()
        given: dict[str, Any] = dict(parts)
        caller = route.who.admit(house, parts)
        if wants_caller:
            given["caller"] = caller
        if route.body is not None:
            given["body"] = read_body(route.body, route.most)
        value = function(house, **given)
        return value if isinstance(value, Response) else respond(value, route.status)

    return view


def respond(value: Any, status: int = 200) -> Response:
    """The JSON answer; 204 for None."""
    if value is None:
        return Response(status=204)
    return Response(dumps(value), status, content_type="application/json")


def raw_body(most: int = BODY_MOST) -> bytes:
    """The body's bytes. Raises RequestEntityTooLarge."""
    whole: bytes | None = request.environ.get(WHOLE_BODY)
    if whole is not None and len(whole) <= most:
        return whole
    request.max_content_length = most
    return request.get_data()


def read_body(shape: type[BaseModel], most: int) -> Any:
    """The validated body; an empty one counts as {}. Raises BadRequest naming each field and what is wrong."""
    raw = raw_body(most)
    if raw and not request.is_json:
        raise WrongMediaType()
    try:
        document = orjson.loads(raw) if raw else {}
    except orjson.JSONDecodeError as error:
        raise MalformedBody(problem=str(error)) from None
    try:
        return shape.model_validate(document)
    except ValidationError as error:
        problems = [
            {"path": ".".join(str(part) for part in found["loc"]), "problem": found["msg"]}
            for found in error.errors(include_url=False, include_context=False, include_input=False)[:20]
        ]
        raise BadRequest(problems=problems) from None


def key_of_request(house: House, scope: str = "") -> tuple[str | None, str]:
    """(idempotency key, fingerprint of the request). Raises BadRequest for a key that is none."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None, ""
    if not 1 <= len(key) <= 100 or not key.isascii() or not key.isprintable():
        raise BadRequest(problems=[{"path": "Idempotency-Key", "problem": "1 to 100 characters"}])
    return scope + key, house.secrets.fingerprint(f"{request.method} {request.path}\n".encode() + raw_body())


def number_of(name: str, default: int, least: int, most: int) -> int:
    """A whole number from the query. Raises BadRequest."""
    text = request.args.get(name)
    if text is None:
        return default
    try:
        value = int(text)
        if len(text) > 18 or not least <= value <= most:
            raise ValueError
    except ValueError:
        problem = f"a whole number from {least} to {most}"
        raise BadRequest(problems=[{"path": name, "problem": problem}]) from None
    return value
