"""Files damaged, deleted and replaced under a real server: it says so, and tells nobody of what is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
import requests

from .serving import Server, until


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path / "var")


def health(server: Server) -> list[str]:
    answer = requests.get(f"{server.url}/health", timeout=10)
    assert answer.status_code == 200
    return answer.json()["trouble"]  # type: ignore[no-any-return]


def test_a_server_whose_database_is_deleted_gives_no_number_and_says_so(server: Server) -> None:
    server.start()
    try:
        server.issue()
        (server.var / "queue.sqlite").unlink()

        refused = server.with_token(server.terminal_token).post(
            f"{server.api}/halls/h/tickets", json={"service": "household"}, timeout=30
        )
        assert (refused.status_code, refused.json()["code"]) == (503, "storage-failed")
        assert {"database-moved", "commits-failing"} <= set(health(server))
        assert requests.get(f"{server.url}/metrics", timeout=10).status_code == 200
    finally:
        server.stop()
    assert not (server.var / "queue.sqlite").exists()


def test_a_server_without_a_hall_is_in_trouble(server: Server) -> None:
    for file in server.var.glob("queue.sqlite*"):
        file.unlink()
    server.start()
    try:
        assert health(server) == ["no-hall"]
    finally:
        server.stop()
    assert server.run("doctor", check=False).returncode == 1


def test_a_proof_of_nothing_is_none(server: Server) -> None:
    for file in server.var.glob("queue.sqlite*"):
        file.unlink()

    proof = server.run("journal", "verify", check=False)

    assert proof.returncode == 1
    assert "nothing to prove" in proof.stderr
    assert not (server.var / "queue.sqlite").exists()


def kept_to(server: Server) -> int:
    """The line up to which the file of heads knows the hall's journal."""
    file = server.var / "queue.sqlite.heads"
    return int(json.loads(file.read_text())["h"][0]) if file.exists() else 0


def killed_with_numbers(server: Server) -> None:
    """Seven numbers that the heads know of, and a power cut."""
    server.start()
    for _ in range(7):
        server.issue()
    with sqlite3.connect(server.var / "queue.sqlite") as database:
        (head,) = database.execute("SELECT head FROM halls").fetchone()
    database.close()
    until(lambda: kept_to(server) >= head, True)
    server.kill()


def flip(server: Server) -> None:
    log = server.var / "queue.sqlite-wal"
    content = bytearray(log.read_bytes())
    content[32 + 24 + 100] ^= 0xFF  # of its first page
    log.write_bytes(content)


def leave_out_the_log(server: Server) -> None:
    for side in ("-wal", "-shm"):
        (server.var / f"queue.sqlite{side}").unlink()


def cut_the_log(server: Server) -> None:
    log = server.var / "queue.sqlite-wal"
    with log.open("r+b") as file:
        file.truncate(log.stat().st_size // 2)


def delete(server: Server) -> None:
    for file in ("queue.sqlite", "queue.sqlite-wal", "queue.sqlite-shm"):
        (server.var / file).unlink()


@pytest.mark.parametrize("damage", [flip, leave_out_the_log, cut_the_log, delete])
def test_a_start_with_lines_gone_is_refused_until_somebody_accepts_the_loss(server: Server, damage) -> None:  # type: ignore[no-untyped-def]
    killed_with_numbers(server)
    whole = server.var.with_name("whole")
    shutil.copytree(server.var, whole)
    damage(server)

    refused = server.run("serve", "--port", str(server.port), check=False)

    assert refused.returncode == 1
    assert "h: its journal" in refused.stderr
    assert "accept" in refused.stderr
    assert "Traceback" not in refused.stderr
    looked = server.run("doctor", check=False)
    assert (looked.returncode, "TROUBLE journal: h: its journal" in looked.stdout) == (1, True)
    if damage is delete:
        return

    accepted = server.run("journal", "accept")
    assert "h: its journal" in accepted.stdout
    server.start()
    server.stop()
    shutil.rmtree(server.var)
    shutil.copytree(whole, server.var)  # what was lost, found again
    server.start()
    try:
        assert server.issue()["label"] == "A008"
    finally:
        server.stop()


def test_a_restored_backup_is_older_on_purpose(server: Server, tmp_path: Path) -> None:
    server.run("backup", str(tmp_path / "backup.zip"))
    killed_with_numbers(server)
    server.run("restore", str(tmp_path / "backup.zip"))
    server.start()
    try:
        assert server.issue()["label"] == "A001"
    finally:
        server.stop()


def test_damaged_pages_that_nobody_has_asked_for_yet_are_trouble(server: Server) -> None:
    server.start()
    for _ in range(7):
        server.issue()
    server.stop()
    file = server.var / "queue.sqlite"
    with sqlite3.connect(file) as database:
        (size,) = database.execute("PRAGMA page_size").fetchone()
        names = ("tickets", "turns", "entry_lines", "devices")
        pages = [
            database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
            for name in names
        ]
    database.close()
    with file.open("r+b") as content:
        for page in pages:
            content.seek((page - 1) * size)
            content.write(b"\xff" * size)

    looked = server.run("doctor", check=False)
    assert (looked.returncode, "TROUBLE database:" in looked.stdout) == (1, True)
    server.start()
    try:
        until(lambda: "database-damaged" in health(server), True)
    finally:
        server.stop()
