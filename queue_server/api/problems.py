"""Refusals as problem documents (RFC 9457). What each says stands with its class."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException

from ..journal import ChainBroken, DatabaseMoved, JournalBroken, StorageFailed
from ..refusals import BadRequest, Fault, Refusal
from .errors import MalformedBody, MethodNotAllowed, NotFound, TooLarge, WrongMediaType
from .json import dumps, rfc3339

LANGUAGES_MOST = 500  # letters; sorting ten thousand languages takes longer than giving a number

log = logging.getLogger(__name__)


def problem_of(error: Refusal, chinese: bool) -> dict[str, Any]:
    """The problem document of a refusal: its title in one language, its words in both for screens that show both."""
    return {
        "type": f"urn:queue:problem:{error.code}",
        "title": error.words.zh if chinese else error.words.en,
        "status": error.status,
        "code": error.code,
        "words": error.words._asdict(),
    } | {name: _told(name, value) for name, value in error.data.items()}


def _told(name: str, value: object) -> object:
    """The rules give instants; outside they are times."""
    if not name.endswith("_at") or not isinstance(value, int):
        return value
    try:
        return rfc3339(value)
    except OverflowError:  # somebody asked for a time that no calendar has
        return None


def wants_chinese() -> bool:
    """Chinese unless the caller asks for English first."""
    if len(request.headers.get("Accept-Language", "")) > LANGUAGES_MOST:
        return True
    return request.accept_languages.best_match(["zh", "en"], default="zh") != "en"


def answer_for(error: Refusal) -> Response:
    body = problem_of(error, wants_chinese())
    response = Response(dumps(body), error.status, content_type="application/problem+json")
    if "retry_after_s" in error.data:
        response.headers["Retry-After"] = str(error.data["retry_after_s"])
    if error.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


_OF_HTTP: dict[int, type[Refusal]] = {
    kind.status: kind for kind in (MalformedBody, NotFound, MethodNotAllowed, TooLarge, WrongMediaType)
}


def install(app: Flask) -> None:
    """Every error of every address leaves as problem+json."""

    @app.errorhandler(Refusal)
    def _refused(error: Refusal) -> Response:
        return answer_for(error)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        if error.code is not None and error.code < 400:  # a redirect is no error
            return error.get_response()  # type: ignore[return-value]
        status = error.code or 500
        response = answer_for(_OF_HTTP.get(status, Fault if status >= 500 else BadRequest)())
        if status == 405 and getattr(error, "valid_methods", None):
            response.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
        return response

    @app.errorhandler(ChainBroken)
    def _broken(error: ChainBroken) -> Response:
        """The server's chain of lines was changed: nothing can be decided in this hall until a person has looked."""
        log.error("refused at %s %r: %s", request.method, request.path, error)
        return answer_for(JournalBroken())

    @app.errorhandler(DBAPIError)
    @app.errorhandler(NoConnectionFree)
    @app.errorhandler(DatabaseMoved)
    def _storage(error: DBAPIError | NoConnectionFree | DatabaseMoved) -> Response:
        """A full disk, or a database that is away, or whose file is."""
        log.error("refused at %s %r: %s", request.method, request.path, getattr(error, "orig", error))
        return answer_for(StorageFailed(why=type(error).__name__))

    @app.errorhandler(Exception)
    def _fault(error: Exception) -> Response:
        log.exception("fault at %s %r", request.method, request.path)
        return answer_for(Fault())
