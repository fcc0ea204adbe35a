"""What staff work with: the clerk panel and the manager view.

These lines only hand out the built pages. Signing in, and everything a page shows, goes through the server's
contract; nothing here needs to know who asks.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, send_from_directory

DIST = Path(__file__).parent / "dist"
_YEAR_S = 365 * 24 * 3600


def pages() -> Blueprint:
    face = Blueprint("staff_panel", __name__)
    face.add_url_rule("/panel", "panel", lambda: _page("panel.html"))
    face.add_url_rule("/manager", "manager", lambda: _page("manager.html"))
    face.add_url_rule("/assets/staff_panel/<path:name>", "assets", _asset)
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
