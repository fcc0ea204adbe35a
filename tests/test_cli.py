"""The command line, given what it cannot use: words and exit code, never a traceback."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from .serving import COMMAND, PASSWORD, PLAN, Server, until


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A hall that no server runs."""
    return Server(tmp_path_factory.mktemp("cli") / "var")


def said(server: Server, *words: str | bytes, stdin: str = PASSWORD + "\n") -> str:
    """What a command that must fail says."""
    run = server.run(*words, check=False, stdin=stdin)  # type: ignore[arg-type]
    assert run.returncode in (1, 2)
    assert run.stderr
    assert "Traceback" not in run.stderr
    return run.stderr


@pytest.mark.parametrize("name", ["", " zhang", "a\nb", "a|b", "x" * 65, "\x1b[2J", "\u202eabc", b"\xff\xfe"])
@pytest.mark.parametrize("what", ["user", "device"])
def test_a_name_is_one_line_as_it_was_typed(founded: Server, what: str, name: str | bytes) -> None:
    kind = ("--role", "clerk") if what == "user" else ("--kind", "kiosk")
    assert "Invalid value" in said(founded, what, "add", name, "--hall", "h", *kind)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("user", "add", "new", "--role", "clerk", "--hall", b"\xff"), "UTF-8"),
        (("user", "add", "new", "--role", "clerk", "--hall", "h", "--display-name", b"\xff"), "Invalid value"),
        (("journal", "verify", "--hall", b"\xff"), "UTF-8"),
        (("init", "--plan", "/bin/ls"), "UTF-8"),
    ],
)
def test_what_is_not_utf_8_is_refused(founded: Server, words: tuple[str | bytes, ...], expected: str) -> None:
    assert expected in said(founded, *words)


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("journal", "verify")])
def test_a_file_that_is_no_database_is_named_so(
    founded: Server, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUEUE_DATABASE_URL", "sqlite:////bin/ls")
    assert "not a database" in said(founded, *command)


def test_doctor_names_a_file_that_is_no_database_among_what_it_found(
    founded: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUEUE_DATABASE_URL", "sqlite:////bin/ls")
    found = founded.run("doctor", check=False)
    assert found.returncode == 1
    assert "TROUBLE database: file is not a database" in found.stdout


def test_a_database_without_a_name_stops_the_start(founded: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUEUE_DATABASE_URL", "sqlite:///")
    assert "QUEUE_DATABASE_URL" in said(founded, "serve", "--port", "0")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QUEUE_DATABASE_URL", "postgresql+psycopg://queue:hush@hush@db/queue"),  # its host would be hush@db
        ("QUEUE_REDIS_URL", "redis://:hush@db:port/0"),
        ("QUEUE_REDIS_URL", "redis://:hush@db:70000/0"),
        ("QUEUE_REDIS_URL", "redis://:hush@db/0?unheard=of"),
        ("QUEUE_REDIS_URL", "redis://[::1/0"),
        ("QUEUE_REDIS_URL", "unix:///run/redis"),
    ],
)
def test_an_address_that_is_none_stops_the_start_and_its_password_is_not_shown(
    founded: Server, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    words = said(founded, "serve", "--port", "0")
    assert words.startswith(name)
    assert "hush" not in words


def test_an_empty_key_stops_the_start_for_anybody_could_make_tokens_of_it(tmp_path: Path) -> None:
    server = Server(tmp_path / "var")
    (server.var / "secret_key").write_bytes(b"")
    assert "secret_key" in said(server, "serve", "--port", "0")


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        ("UPDATE journal SET data = '{}' WHERE seq = 1", "h: line 1"),
        ("UPDATE journal SET data = '{' WHERE seq = 1", "h: line 1"),
        ("DELETE FROM halls", "h: line 1"),
    ],
)
def test_a_journal_that_was_tampered_with_is_named_with_its_line(tmp_path: Path, damage: str, expected: str) -> None:
    server = Server(tmp_path / "var")
    with sqlite3.connect(server.var / "queue.sqlite") as database:
        database.execute(damage)
    database.close()

    assert expected in said(server, "journal", "verify")
    if not damage.startswith("DELETE"):  # without a hall there is nothing to serve
        assert expected in said(server, "serve", "--port", "0")


def test_a_refusal_is_words_and_what_they_are_about(founded: Server) -> None:
    add = ("user", "add", "twice", "--role", "clerk", "--hall")
    assert said(founded, *add, "elsewhere") == "There is no such hall: elsewhere (unknown-hall)\n"

    founded.run(*add, "h", stdin=PASSWORD + "\n")
    assert said(founded, *add, "h") == "The name is taken: twice (name-taken)\n"


def test_an_account_of_a_branch_only_looks_and_is_listed_with_it(tmp_path: Path) -> None:
    server = Server(tmp_path / "var", plan=PLAN.replace("series: A,", "series: A, branch: population,"))
    add = ("user", "add", "chen", "--role")

    assert "--branch is for reviewer" in said(server, *add, "clerk", "--hall", "h", "--branch", "population")
    assert "--branch is for reviewer" in said(server, *add, "manager", "--hall", "h", "--branch", "population")
    assert "--branch is for reviewer" in said(server, *add, "administrator", "--branch", "population")
    known = server.run(*add, "reviewer", "--branch", "population", stdin=PASSWORD + "\n")
    assert (known.stdout, known.stderr) == ("chen: reviewer, every hall, branch population\n", "")
    add = ("user", "add", "luo", "--role", "auditor", "--hall", "h", "--branch")
    unknown = server.run(*add, "traffic", stdin=PASSWORD + "\n")
    assert unknown.stderr == "luo: no plan has the branch traffic yet (there are population), so it is shown nothing\n"

    listed = server.run("user", "list").stdout
    assert "chen  chen  reviewer  every hall  branch population\n" in listed
    assert "luo  luo  auditor  h  branch traffic\n" in listed
    assert "zhang  zhang  clerk  h\n" in listed


def test_days_of_a_report_are_asked_for_in_their_order(founded: Server) -> None:
    asked = ("report", "day", "--hall", "h", "--date", "2026-11-25", "--to", "2026-11-24")
    assert said(founded, *asked) == "--to 2026-11-24 is before --date 2026-11-25\n"


def test_a_server_without_a_hall_says_how_to_get_one(tmp_path: Path) -> None:
    server = Server(tmp_path / "var")
    for file in server.var.glob("queue.sqlite*"):
        file.unlink()
    server.start()
    try:
        page = requests.get(f"{server.url}/", timeout=10)
        assert page.status_code == 200
        assert "queue-server init --plan plan.yaml" in page.text
        assert "queue-server init --plan plan.yaml" in (server.var / "server.log").read_text()
    finally:
        server.stop()


def test_a_past_that_was_changed_stops_no_hall_and_is_told(tmp_path: Path) -> None:
    """From the last checkpoint on a hall is folded without the older lines, so nobody else would see it."""
    server = Server(tmp_path / "var").start()
    server.issue()
    server.stop()
    with sqlite3.connect(server.var / "queue.sqlite") as database:
        database.execute("UPDATE journal SET by = 'somebody|else' WHERE kind = 'ticket.issued'")
    database.close()
    server.start()
    try:
        until(lambda: requests.get(f"{server.url}/health", timeout=10).json()["trouble"], ["journal-broken"], 10)
        assert "h: line" in (server.var / "server.log").read_text()
        server.issue()
    finally:
        server.stop()


def test_a_clock_that_was_ahead_is_told_and_nobody_sent_home(tmp_path: Path) -> None:
    server = Server(tmp_path / "var").start("2036-11-26T10:00:00+08:00")
    server.issue()
    server.stop()
    with sqlite3.connect(server.var / "queue.sqlite") as database:
        database.execute("DELETE FROM settings WHERE key = 'rehearsal'")
    database.close()
    with running(server):
        assert requests.get(f"{server.url}/health", timeout=10).json()["trouble"] == ["clock-behind"]
        assert server.issue()["label"] == "A002"


@contextmanager
def running(server: Server) -> Iterator[None]:
    """By the machine's own clock."""
    command = [COMMAND, "serve", "--port", str(server.port)]
    process = subprocess.Popen(command, env=server.environment, stderr=subprocess.DEVNULL)
    try:
        until(lambda: _answers(server.url), True)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/health", timeout=5).ok
    except requests.ConnectionError:
        return False


def test_a_hall_whose_journal_is_broken_leaves_the_others_at_work(tmp_path: Path) -> None:
    server = Server(tmp_path / "var")
    other = server.var / "other.yaml"
    other.write_text(PLAN.replace("hall: h\n", "hall: other\n"), encoding="utf-8")
    server.run("init", "--plan", str(other))
    with sqlite3.connect(server.var / "queue.sqlite") as database:
        database.execute("UPDATE journal SET data = '{' WHERE hall = 'other'")
    database.close()
    server.start()
    try:
        assert server.issue()["label"] == "A001"
        halls = requests.get(f"{server.api}/halls", timeout=10).json()["halls"]
        assert [hall["id"] for hall in halls] == ["h"]
        for address in ("/", "/metrics"):
            assert requests.get(f"{server.url}{address}", timeout=10).status_code == 200
        assert "journal-broken" in requests.get(f"{server.url}/health", timeout=10).json()["trouble"]
        refused = requests.get(f"{server.api}/halls/other/board", timeout=10)
        assert (refused.status_code, refused.json()["code"]) == (503, "journal-broken")
        assert (server.var / "server.log").read_text().count("the journal was changed: other: line 1") == 1
    finally:
        server.stop()


def test_the_first_page_leads_to_every_face(tmp_path: Path) -> None:
    server = Server(tmp_path / "var").start()
    try:
        page = requests.get(f"{server.url}/", timeout=10)
        addresses = re.findall('href="(/[^"]*)"', page.text)
        assert {"/kiosk/h", "/board/h", "/window/h/1", "/panel", "/manager"} <= set(addresses)
        assert "/book/h" not in addresses  # its plan takes no bookings by phone
        for address in addresses:
            assert requests.get(server.url + address, timeout=10).status_code == 200, address
    finally:
        server.stop()
