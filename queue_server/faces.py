"""Handing out the faces' built pages. A face says where they lie and at which addresses; the rest is alike for all."""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import Path
from typing import Protocol

from flask import Blueprint, Response, request, send_from_directory

_YEAR_S = 365 * 24 * 3600


class Face(Protocol):
    """A face's package."""

    __name__: str
    DIST: Path  # the folder of its built pages
    PAGES: dict[str, str]  # address, as Flask writes one -> the page's file


def pages(face: Face) -> Blueprint:
    """The face's pages, and what they load under /assets/<face>/."""
    blueprint = Blueprint(face.__name__, __name__)
    dist = face.DIST

    def page(file: str) -> Response:
        if not (dist / file).exists():
            return Response("This face is not built yet: run `make setup`.\n", 503, mimetype="text/plain")
        response = _handed_out(dist, file)
        response.headers["Cache-Control"] = "no-cache"  # asks each time, so that an update arrives with the next load
        return response

    def asset(name: str) -> Response:
        """Names carry the hash of their content, so a browser may keep them for ever."""
        response = _handed_out(dist, name)
        response.headers["Cache-Control"] = f"public, max-age={_YEAR_S}, immutable"
        return response

    # what stands in the address is for the page to read
    views = {file: lambda file=file, **_: page(file) for file in face.PAGES.values()}
    for address, file in face.PAGES.items():
        blueprint.add_url_rule(address, file.partition(".")[0], views[file])
    blueprint.add_url_rule(f"/assets/{face.__name__}/<path:name>", "assets", asset)
    return blueprint


def _handed_out(dist: Path, name: str) -> Response:
    """The file; packed, as the build has put it beside, for who takes that."""
    kind = guess_type(name)[0]
    if kind and request.accept_encodings["gzip"] > 0 and (dist / f"{name}.gz").is_file():
        response = send_from_directory(dist, f"{name}.gz", mimetype=kind)
        response.content_encoding = "gzip"
    else:
        response = send_from_directory(dist, name)
    response.vary.add("Accept-Encoding")
    return response
