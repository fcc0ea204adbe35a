"""What no browser and no kiosk would send: refused by name, and never a fault of the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from ..serving import Server


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all: nothing here may change it, nor make it say more than its refusals."""
    folder: Path = tmp_path_factory.mktemp("strange")
    running = Server(folder / "var").start()
    yield running
    running.stop()
    assert "Traceback" not in (folder / "var" / "server.log").read_text()


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "null", "//", "http://a:b:c", "x" * 5000])
def test_an_origin_that_is_no_address_is_a_foreign_one(shared: Server, origin: str) -> None:
    headers = {"Cookie": "queue_session=some", "Origin": origin}
    answer = requests.get(f"{shared.api}/session", headers=headers, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign-origin")


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("cookie", [b"queue_session=\xff", b"other=\xff\xfe; queue_session=some", b"=;" * 5000])
def test_cookies_of_other_programs_on_this_host_may_hold_anything(shared: Server, method: str, cookie: bytes) -> None:
    answer = requests.request(method, f"{shared.api}/session", headers={"Cookie": cookie}, timeout=10)
    assert answer.status_code == (401 if method == "GET" else 204)


def test_a_clerk_stays_signed_in_beside_such_a_cookie(server: Server) -> None:
    kept = server.staff("zhang").cookies["queue_session"]
    headers = {"Cookie": b"other=\xe4\xf6; queue_session=" + kept.encode()}
    assert requests.get(f"{server.api}/session", headers=headers, timeout=10).json()["username"] == "zhang"


def test_who_asks_for_thousands_of_languages_is_told_in_chinese(shared: Server) -> None:
    languages = ",".join(f"a{number};q=0.{number % 10}" for number in range(1000))
    answer = requests.get(f"{shared.api}/session", headers={"Accept-Language": languages}, timeout=10)
    assert answer.json()["title"] == "请先登录"
