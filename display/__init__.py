"""What citizens look at: the lobby board, the window sign and the phone ticket.

These lines only hand out the built pages; each page reads its hall, counter or token from its own address and
lives from the server's pushed views.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, send_from_directory

DIST = Path(__file__).parent / "dist"
_YEAR_S = 365 * 24 * 3600


def pages() -> Blueprint:
    face = Blueprint("display", __name__)
    face.add_url_rule("/board/<hall>", "board", lambda hall: _page("board.html"))
    face.add_url_rule("/window/<hall>/<counter>", "window", lambda hall, counter: _page("window.html"))
    face.add_url_rule("/t/<token>", "ticket", lambda token: _page("ticket.html"))
    face.add_url_rule("/assets/display/<path:name>", "assets", _asset)
    return face


def _page(name: str) -> Response:
    if not (DIST / name).exists():
        return Response("This face is not built yet: run `make setup`.\n", 503, mimetype="text/plain")
    response = send_from_directory(DIST, name)
    response.headers["Cache-Control"] = "no-cache"  # asks each time, so that an update arrives with the next load
    return response


def _asset(name: str) -> Response:
    """Names carry the hash of their content, so a browser may keep them for ever."""
    response = send_from_directory(DIST, name)
    response.headers["Cache-Control"] = f"public, max-age={_YEAR_S}, immutable"
    return response
