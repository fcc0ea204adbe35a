"""The relay: who may join what, and what screens get."""

from __future__ import annotations

import json
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from .halls import PLAN
from .screens import RawScreen, Screen, SmallHall

ZHANG = ("staff", "zhang")


def test_who_joins_sees_the_present_view_at_once_and_each_change(small: SmallHall) -> None:
    seq = small.issue()
    board = Screen(small)

    assert board.join("board") == {"ok": True}
    first = board.next()
    assert (first["view"], first["seq"], first["waiting"][0]["count"]) == ("board", seq, 1)

    seq = small.issue()
    board.until(seq)
    board.close()


def test_a_burst_of_changes_comes_in_order_and_its_last_state_arrives(small: SmallHall) -> None:
    screens = [Screen(small, token="staff") for _ in range(3)]
    for screen, view in zip(screens, ("board", "kiosk", "live"), strict=True):
        screen.join(view)

    with ThreadPoolExecutor(8) as kiosks:
        seqs = list(kiosks.map(lambda _: small.issue(), range(60)))

    for screen in screens:
        seen = screen.until(max(seqs))
        assert seen == sorted(set(seen))
        assert len(seen) < 60, "views are whole: a burst needs few of them"
        screen.close()


def test_a_clerk_sees_the_own_press_without_waiting_for_the_pace_of_big_views(small: SmallHall) -> None:
    panel = Screen(small, token="staff")
    panel.join("counter", counter="1")
    panel.next()

    seqs = [small.do("SignIn", ZHANG, counter="1"), small.issue(), small.do("CallNext", ZHANG, counter="1")]

    panel.until(seqs[-1])
    panel.close()


def test_a_window_shows_its_own_counter(small: SmallHall) -> None:
    window = Screen(small)
    window.join("window", counter="2")
    small.do("SignIn", ("staff", "li"), counter="2")

    shown = window.next()
    while shown["duty"] is None:
        shown = window.next()

    assert (shown["counter"]["id"], shown["duty"]["name"]) == ("2", "Li")
    window.close()


def test_a_phone_follows_its_own_number(small: SmallHall) -> None:
    small.issue()
    phone = Screen(small)

    assert phone.join("ticket", token=small.token(1)) == {"ok": True}
    assert (phone.next()["label"], phone.client.connected) == ("A001", True)
    small.do("CancelTicket", ("citizen", ""), ticket="t-1")

    shown = phone.next()
    while shown["state"] != "ended":
        shown = phone.next()
    phone.close()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"view": "live", "hall": "h"}, "not-allowed"),
        ({"view": "counter", "hall": "h", "counter": "1"}, "not-allowed"),
        ({"view": "ticket", "hall": "h", "token": "guessed"}, "unknown-ticket"),
        ({"view": "ticket", "hall": "h", "token": "h|9-t"}, "unknown-ticket"),
        ({"view": "ticket", "hall": "other", "token": "h|1-t"}, "unknown-ticket"),
        ({"view": "ticket", "hall": "h"}, "bad-request"),
        ({"view": "window", "hall": "h", "counter": "99"}, "unknown-counter"),
        ({"view": "window", "hall": "h"}, "bad-request"),
        ({"view": "board", "hall": "nowhere"}, "unknown-hall"),
        ({"view": "journal", "hall": "h"}, "unknown-view"),
        ({"view": ["board"], "hall": "h"}, "bad-request"),
        ({"view": "board", "hall": {"h": 1}}, "bad-request"),
        ({"view": "board", "hall": "h" * 300}, "bad-request"),
        ({"view": "", "hall": None}, "bad-request"),
        ({}, "bad-request"),
        (["board", "h"], "bad-request"),
        ("board", "bad-request"),
        (None, "bad-request"),
        (7, "bad-request"),
    ],
)
def test_a_join_that_cannot_be_is_refused_by_name_and_shows_nothing(small: SmallHall, asked: Any, code: str) -> None:
    small.issue()
    stranger = Screen(small)
    if isinstance(asked, dict) and asked.get("hall") == "h":
        asked = asked | {"hall": small.name}
        if "token" in asked:
            asked["token"] = asked["token"].replace("h|", f"{small.name}|")

    answer = stranger.client.call("join", asked)

    assert answer["error"]["code"] == code
    board = Screen(small)
    board.join("board")
    board.until(small.issue())
    assert stranger.views.empty()
    for screen in (stranger, board):
        screen.close()


def test_a_join_without_anything_or_with_too_much_is_answered_too(small: SmallHall) -> None:
    raw = RawScreen(small)
    raw.send("40")
    raw.send('421["join"]')
    raw.send(raw.asking("board", number=2)[:-1] + ",1,2,3]")

    answers = {}
    while len(answers) < 2:
        text = raw.frame()[1].decode()
        if text.startswith("43"):
            answers[text[2]] = json.loads(text[3:])[0]

    assert answers["1"]["error"]["code"] == "bad-request"
    assert answers["2"] == {"ok": True}
    raw.close()


def test_one_connection_follows_a_few_views_and_no_more(small: SmallHall) -> None:
    for _ in range(9):
        small.issue()
    screen = Screen(small)

    answers = [screen.join("ticket", token=small.token(n)) for n in range(1, 10)]

    assert [answer.get("ok") for answer in answers] == [True] * 8 + [None]
    assert answers[-1]["error"]["code"] == "bad-request"
    screen.close()


def test_heartbeats_tell_how_far_the_hall_is(small: SmallHall) -> None:
    board = Screen(small)
    board.join("board")
    board.next()
    seq = small.issue()

    beat = board.beats.get(timeout=20)
    while beat["seq"] < seq:
        beat = board.beats.get(timeout=20)

    assert (beat["hall"], beat["speed"]) == (small.name, 1.0)
    board.close()


def test_a_view_that_a_change_left_as_it_was_is_sent_with_the_next_heartbeat(small: SmallHall) -> None:
    small.issue()
    small.do("SignIn", ZHANG, counter="1")
    small.do("CallNext", ZHANG, counter="1")
    small.do("StartServing", ZHANG, counter="1")
    small.do("Finish", ZHANG, counter="1", outcome="done")
    board = Screen(small)
    board.join("board")
    board.next()
    board.beats.get(timeout=20)

    seq = small.do("RateTicket", ("citizen", ""), ticket="t-1", level=5)

    beat = board.beats.get(timeout=20)
    assert beat["seq"] == seq
    assert board.until(seq)
    board.close()


def test_who_joins_twice_is_shown_the_view_again(small: SmallHall) -> None:
    board = Screen(small)
    for _ in range(3):
        board.join("board")
        board.next()

    board.close()


def test_who_has_signed_out_sees_no_more(own: SmallHall) -> None:
    manager, board = Screen(own, token="staff"), Screen(own)
    manager.join("live")
    board.join("board")
    manager.next()

    requests.post(f"{own.process.url}/sign-out", timeout=20)

    assert manager.ended.get(timeout=20)
    assert board.client.connected
    board.close()


def test_a_window_that_a_new_plan_took_away_is_let_go_and_told_when_it_comes_back(small: SmallHall) -> None:
    window = Screen(small)
    window.join("window", counter="2")
    window.next()

    smaller = PLAN | {
        "hall": small.name,
        "services": PLAN["services"][:1],
        "counters": [PLAN["counters"][0] | {"support": []}],
    }
    requests.post(f"{small.url}/plan", json=smaller, timeout=20).raise_for_status()

    assert window.ended.get(timeout=20)
    assert Screen(small).join("window", counter="2")["error"]["code"] == "unknown-counter"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_screen_is_right_again_after_the_server_ended_and_started(own: SmallHall, how: signal.Signals) -> None:
    board = Screen(own, reconnection=True)
    board.client.on("connect", lambda: board.client.emit("join", {"hall": own.name, "view": "board"}))
    seq = own.issue()
    board.join("board")
    board.until(seq)

    own.process.end(how)
    own.process.start()
    seq = own.issue()

    shown = board.next()
    while shown["seq"] < seq:
        shown = board.next()
    assert shown["waiting"][0]["count"] == 2
    board.close()


def test_whoever_leaves_is_forgotten(own: SmallHall) -> None:
    gone, stays = Screen(own), Screen(own)
    gone.join("board")
    stays.join("board")
    assert own.watching() == 2

    gone.close()

    while own.watching() != 1:
        pass
    stays.until(own.issue())
    stays.close()
