"""The pages are files; how a browser may keep them is the server's word."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import display
from queue_server.faces import pages

PAGES = {
    "/board/h": "board.html",
    "/window/h/3": "window.html",
    "/t/some-token": "ticket.html",
    "/voice/h": "voice.html",
    "/book/h": "book.html",
    "/a/some-token": "appointment.html",
}


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    (tmp_path / "assets").mkdir()
    for name in PAGES.values():
        (tmp_path / name).write_text(f"<title>{name}</title>")
    (tmp_path / "assets" / "board-1a2b.js").write_text("1")
    monkeypatch.setattr(display, "DIST", tmp_path)
    return client()


def client() -> FlaskClient:
    app = Flask("pages")
    app.register_blueprint(pages(display))
    return app.test_client()


@pytest.mark.parametrize(("address", "name"), PAGES.items())
def test_each_address_has_its_page_and_a_browser_asks_for_it_each_time(
    built: FlaskClient, address: str, name: str
) -> None:
    answer = built.get(address)

    assert answer.status_code == 200
    assert name in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"


def test_an_asset_may_be_kept_for_ever_because_its_name_changes_with_it(built: FlaskClient) -> None:
    answer = built.get("/assets/display/assets/board-1a2b.js")

    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_browser_that_unpacks_gets_the_packed_file_and_any_other_the_plain_one(built: FlaskClient) -> None:
    packed = gzip.compress(b"1")
    (display.DIST / "assets" / "board-1a2b.js.gz").write_bytes(packed)
    address = "/assets/display/assets/board-1a2b.js"

    answer = built.get(address, headers={"Accept-Encoding": "gzip, br"})
    plain = built.get(address, headers={"Accept-Encoding": "br, gzip;q=0"})

    assert (answer.data, answer.headers["Content-Encoding"]) == (packed, "gzip")
    assert answer.mimetype == "text/javascript"
    assert (plain.data, plain.headers.get("Content-Encoding")) == (b"1", None)
    assert {answer.headers["Vary"], plain.headers["Vary"]} == {"Accept-Encoding"}


def test_the_worker_is_asked_for_by_its_name_each_time(built: FlaskClient) -> None:
    (display.DIST / "worker.js").write_text("1")

    answer = built.get("/t/worker.js")

    assert (answer.text, answer.mimetype) == ("1", "text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"


def test_nothing_outside_the_built_files_is_handed_out(built: FlaskClient) -> None:
    assert built.get("/assets/display/../__init__.py").status_code == 404
    assert built.get("/assets/display/%2e%2e/__init__.py").status_code == 404


def test_a_face_not_built_says_how_to_build_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "DIST", tmp_path)

    answer = client().get("/board/h")

    assert answer.status_code == 503
    assert "make setup" in answer.text
