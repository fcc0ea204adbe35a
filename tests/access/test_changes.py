"""Accounts and devices changed on the command line while the server runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from queue_server.access.memory import SECONDS

from ..serving import PASSWORD, Server, until

REFUSED_S = SECONDS + 3  # a token is remembered for so long, and the machine may be busy


def signs_in(server: Server, name: str, password: str) -> int:
    body = {"username": name, "password": password}
    return requests.post(f"{server.api}/session", json=body, timeout=10).status_code


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("changes") / "var").start()
    yield server
    server.stop()


def test_a_new_password_ends_what_was_signed_in_with_the_old_one(busy: Server) -> None:
    busy.user("liu", "clerk")
    session = busy.staff("liu")

    busy.run("user", "password", "liu", stdin="another secret\n")

    until(lambda: session.get(f"{busy.api}/session", timeout=10).status_code, 401, REFUSED_S)
    assert signs_in(busy, "liu", PASSWORD) == 401
    assert signs_in(busy, "liu", "another secret") in (200, 201)


def test_who_was_removed_is_signed_out_and_stays_in_the_list(busy: Server) -> None:
    busy.user("sun", "clerk")
    session = busy.staff("sun")

    busy.run("user", "remove", "sun")

    until(lambda: session.get(f"{busy.api}/session", timeout=10).status_code, 401, REFUSED_S)
    assert signs_in(busy, "sun", PASSWORD) == 401
    assert "sun  sun  clerk  h  may not sign in" in busy.run("user", "list").stdout
    busy.run("user", "restore", "sun")
    assert signs_in(busy, "sun", PASSWORD) in (200, 201)


def test_a_new_token_of_a_device_replaces_the_old_one(busy: Server) -> None:
    old = busy.device("kiosk-7", "kiosk")
    busy.issue(session=busy.with_token(old))

    new = busy.run("device", "token", "kiosk-7", "--hall", busy.hall).stdout.strip()

    busy.issue(session=busy.with_token(new))
    address, body = f"{busy.api}/halls/{busy.hall}/tickets", {"service": "household"}
    until(lambda: busy.with_token(old).post(address, json=body, timeout=10).status_code, 401, REFUSED_S)


def test_a_printer_goes_only_after_those_who_print_on_it(busy: Server) -> None:
    busy.device("printer-7", "printer")
    busy.device("kiosk-8", "kiosk", "--printer", "printer-7")
    assert "h  kiosk-8  kiosk  prints on printer-7" in busy.run("device", "list").stdout

    refused = busy.run("device", "remove", "printer-7", "--hall", busy.hall, check=False)
    assert refused.returncode == 1
    assert "kiosk-8" in refused.stderr

    busy.run("device", "remove", "kiosk-8", "--hall", busy.hall)
    busy.run("device", "remove", "printer-7", "--hall", busy.hall)
    assert "-8" not in busy.run("device", "list").stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("user", "password", "nobody"), "unknown-account"),
        (("user", "remove", "nobody"), "unknown-account"),
        (("device", "token", "nothing", "--hall", "h"), "unknown-device"),
        (("device", "remove", "nothing", "--hall", "h"), "unknown-device"),
    ],
)
def test_who_is_not_there_is_named(busy: Server, words: tuple[str, ...], code: str) -> None:
    refused = busy.run(*words, check=False, stdin=PASSWORD + "\n")

    assert refused.returncode == 1
    assert code in refused.stderr
    assert words[2] in refused.stderr
