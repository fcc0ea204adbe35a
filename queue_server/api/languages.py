"""The further languages of kiosk and phone: which there are, and the words of each."""

from __future__ import annotations

from typing import Literal

from flask import Response, request

from ..live.shapes import Shape
from ..powers import PUBLIC
from .context import House
from .errors import UnknownLanguage
from .json import dumps
from .routes import Routes

routes = Routes("languages")


class LanguageInfo(Shape):
    tag: str  # as BCP 47 has it: ko, ug, zh-Hant
    name: str  # its own: 한국어
    direction: Literal["ltr", "rtl"]


class Languages(Shape):
    """Besides Chinese and English, which every page has itself."""

    languages: list[LanguageInfo]


class Translation(LanguageInfo):
    words: dict[str, dict[str, str]]  # of the pages: part -> key -> words with {placeholders}
    texts: dict[str, str]  # of the plans: the Chinese -> its translation


@routes.add("GET", "/languages", summary="The further languages that kiosk and phone can be read in", power=PUBLIC,
            answer=Languages)  # fmt: skip
def further_languages(house: House) -> Response:
    found = [
        LanguageInfo(tag=one.tag, name=one.name, direction=one.direction)  # type: ignore[arg-type]
        for one in house.languages.all()
    ]
    response = Response(dumps(Languages(languages=found)), content_type="application/json")
    response.add_etag()
    return _kept(response)


@routes.add("GET", "/languages/{tag}", summary="The words of a further language", power=PUBLIC, answer=Translation)
def translation(house: House, tag: str) -> Response:
    found = next((one for one in house.languages.all() if one.tag == tag), None)
    if found is None:
        raise UnknownLanguage()
    packs = request.accept_encodings["gzip"] > 0
    response = Response(found.packed if packs else found.body, content_type="application/json")
    response.vary.add("Accept-Encoding")
    if packs:
        response.content_encoding = "gzip"
    response.set_etag(found.etag, weak=True)  # the same words, packed or not
    return _kept(response)


def _kept(response: Response) -> Response:
    """A browser keeps it, and asks each time whether it still holds: 304 when it does."""
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response
