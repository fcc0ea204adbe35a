"""Files damaged, deleted and replaced under a real server: it says so, and tells nobody of what is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from .serving import Server


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
