"""Bulletins, over HTTP: a manager puts them up and takes them down, everybody sees them."""

from __future__ import annotations

import requests

from ..serving import Server


def test_a_manager_tells_everybody_something_for_a_while(server: Server) -> None:
    manager, url = server.staff("manager"), f"{server.api}/halls/h/bulletins"
    words = {"zh": "3号窗口今日维修", "en": "Counter 3 is closed today", "until": "2026-11-25T12:00:00+08:00"}

    posted = manager.post(url, json=words, timeout=30)

    assert posted.status_code == 201
    assert posted.json()["until"] == "2026-11-25T04:00:00Z"
    board = requests.get(f"{server.api}/halls/h/board", timeout=30).json()
    assert board["bulletins"] == [{"zh": words["zh"], "en": words["en"]}]

    taken = manager.post(f"{url}/{posted.json()['id']}/take-down", timeout=30)

    assert taken.status_code == 200
    assert taken.json()["bulletins"] == []


def test_nobody_else_does(server: Server) -> None:
    url = f"{server.api}/halls/h/bulletins"

    assert server.staff("zhang").post(url, json={"zh": "放假"}, timeout=30).status_code == 403
    assert requests.post(url, json={"zh": "放假"}, timeout=30).status_code == 401


def test_what_cannot_be_is_refused_in_words(server: Server) -> None:
    manager, url = server.staff("manager"), f"{server.api}/halls/h/bulletins"

    over = manager.post(url, json={"zh": "系统维护", "until": "2026-11-25T09:00:00+08:00"}, timeout=30)
    gone = manager.post(f"{url}/nothing/take-down", timeout=30)
    empty = manager.post(url, json={"zh": " "}, timeout=30)

    assert (over.status_code, over.json()["code"]) == (422, "until-past")
    assert over.json()["until_at"] == "2026-11-25T01:00:00Z"
    assert (gone.status_code, gone.json()["code"]) == (404, "unknown-bulletin")
    assert empty.status_code == 422
