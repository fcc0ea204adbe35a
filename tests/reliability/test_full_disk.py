"""A disk that takes no more, and one that does again. A limit on the size of files stands for it."""

from __future__ import annotations

import resource

import requests

from ..serving import PASSWORD, Server

NOTHING_MORE = 4096  # bytes; every file of the server is larger already


def _limit(server: Server, size: int) -> None:
    assert server.process is not None
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_on_a_full_disk_everything_that_writes_is_refused_in_words_and_nothing_given_is_lost(server: Server) -> None:
    clerk = server.staff("zhang")
    given = [server.issue() for _ in range(3)]
    terminal = server.with_token(server.terminal_token)
    _limit(server, NOTHING_MORE)

    refused = [
        terminal.post(f"{server.api}/halls/h/tickets", json={"service": "household"}, timeout=30),
        server.press(clerk, "1", "sign-in"),
        requests.post(f"{server.api}/session", json={"username": "li", "password": PASSWORD}, timeout=30),
        clerk.delete(f"{server.api}/session", timeout=30),
    ]

    assert [(a.status_code, a.json()["code"]) for a in refused] == [(503, "storage-failed")] * len(refused)
    board = requests.get(f"{server.api}/halls/h/board", timeout=30)
    assert board.json()["day"]["waiting"] == len(given)
    health = requests.get(f"{server.api}/health", timeout=30).json()
    assert "commits-failing" in health["trouble"]

    first, second = (server.var / "server.log").read_text().split("commit refused")[1:]
    assert "Traceback" in first
    assert "Traceback" not in second  # what is left of a disk is not filled with pages of the same

    _limit(server, resource.RLIM_INFINITY)

    assert server.issue()["label"] == "A004"
    assert server.press(clerk, "1", "sign-in").status_code == 200
    assert server.staff("li")
    assert requests.get(f"{server.api}/health", timeout=30).json()["trouble"] == [
        code for code in health["trouble"] if code != "commits-failing"
    ]
    assert server.run("journal", "verify").returncode == 0
