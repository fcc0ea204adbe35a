"""kill -9 at any point under load: what was answered is kept, and screens find back by themselves."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import Any

import socketio

from ..serving import Server
from .crowd import Crowd, check, crowded_server, facts_of

KILLS = 3


class Screen:
    """A board as a browser keeps it: joins at each connection, shows what comes."""

    def __init__(self, server: Server) -> None:
        self.views: list[dict[str, Any]] = []
        self.changed = threading.Condition()
        self.client = socketio.Client(reconnection_delay=0.1, reconnection_delay_max=0.5)
        self.client.on("connect", lambda: self.client.emit("join", {"hall": server.hall, "view": "board"}))
        self.client.on("view", self._show)
        self.client.connect(server.url, transports=["websocket"])

    def _show(self, view: dict[str, Any]) -> None:
        with self.changed:
            self.views.append(view)
            self.changed.notify_all()

    @property
    def seq(self) -> int:
        return self.views[-1]["seq"] if self.views else 0

    def shows(self, seq: int, patience_s: float) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.seq >= seq, patience_s)


def test_killed_under_load_the_server_keeps_every_answered_command_and_the_screens_recover(tmp_path: Path) -> None:
    server = crowded_server(tmp_path / "var")
    screen = Screen(server)
    chance = random.Random(20261125)
    try:
        crowd = Crowd(server, kiosks=8, tickets_each=100_000)
        for _ in range(KILLS):
            assert screen.shows(screen.seq + chance.randint(50, 300), patience_s=60)
            server.kill()
            server.start()
        crowd.enough()
        answers = crowd.finish()
        check(server, answers)

        head = len(facts_of(server))
        assert screen.shows(head, patience_s=15), "the screen did not find back"
        assert screen.views[-1]["waiting"][0]["count"] == 0
        calls = [call["seq"] for call in screen.views[-1]["calls"]]
        assert calls == sorted(calls, reverse=True)
    finally:
        screen.client.disconnect()
        server.stop()
