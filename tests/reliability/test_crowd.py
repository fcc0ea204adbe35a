"""Many at once: the hall's order holds whoever presses when."""

from __future__ import annotations

from pathlib import Path

from .crowd import Crowd, check, crowded_server


def test_32_kiosks_and_8_counters_at_once_give_no_number_twice_call_nobody_twice_and_lose_none(tmp_path: Path) -> None:
    server = crowded_server(tmp_path / "var")
    try:
        answers = Crowd(server, kiosks=32, tickets_each=20).finish()
        assert len([answer for answer in answers if "issued" in answer]) == 640
        check(server, answers)
    finally:
        server.stop()
