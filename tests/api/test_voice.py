"""A hall's voice over HTTP: the call that a board plays, and the clips for whoever checks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import requests

from queue_server.hall.plan import Name
from queue_server.voice import Pack, announcement, read_wav

from ..serving import PLAN, Server
from ..voice.packs import tones
from .test_contract import code_of

SPEAKS = PLAN + "voice: {languages: [zh, en]}\n"
COUNTER = Name(zh="1号窗口", en="Counter 1")


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("voice") / "var", plan=SPEAKS)
    tones(server.var / "voice")
    yield server.start()
    server.stop()


def get(server: Server, path: str, **asked: str) -> requests.Response:
    return requests.get(f"{server.api}/halls/h/voice{path}", params=asked, timeout=10)


def test_a_call_is_one_sound_of_all_its_words(speaking: Server) -> None:
    pack = Pack(speaking.var / "voice")

    answer = get(speaking, "/call", label="A012", counter="1")

    assert answer.headers["Content-Type"] == "audio/wav"
    assert read_wav(answer.content) == announcement(pack, ["zh", "en"], "A012", COUNTER, with_chime=True)
    repeat = get(speaking, "/call", label="A012", counter="1", chime="no")
    assert read_wav(repeat.content) == announcement(pack, ["zh", "en"], "A012", COUNTER, with_chime=False)
    short = get(speaking, "/call", label="A012", counter="1", short="yes")
    assert read_wav(short.content) == announcement(pack, ["zh"], "A012", COUNTER, with_chime=True)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"label": "A012", "counter": "99"}, (404, "unknown-counter")),
        ({"label": "A012"}, (404, "unknown-counter")),
        ({"label": "请", "counter": "1"}, (422, "bad-request")),
        ({"label": "A" * 50, "counter": "1"}, (422, "bad-request")),
        ({"counter": "1"}, (422, "bad-request")),
    ],
)
def test_what_is_no_call_is_a_named_error(speaking: Server, asked: dict[str, str], expected: tuple[int, str]) -> None:
    assert code_of(get(speaking, "/call", **asked)) == expected


def test_each_clip_that_the_plan_needs_can_be_played(speaking: Server) -> None:
    told = get(speaking, "").json()

    assert (told["there"], told["languages"], told["times"]) == (True, ["zh", "en"], 2)
    assert {clip["state"] for clip in told["clips"]} == {"built"}
    assert {clip["text"] for clip in told["clips"]} >= {"chime", "请", "A", "B", "0", "9", "please go to Counter 3"}
    for clip in told["clips"]:
        assert read_wav(get(speaking, "/clip", kind=clip["kind"], text=clip["text"]).content)


def test_a_kiosk_says_what_to_do_and_the_number(speaking: Server) -> None:
    asked = get(speaking, "/prompt", screen="green", language="zh")
    number = get(speaking, "/prompt", screen="number", language="en", label="A012")

    assert (asked.status_code, asked.headers["Content-Type"]) == (200, "audio/wav")
    assert len(read_wav(number.content)) > len(read_wav(asked.content))
    assert code_of(get(speaking, "/prompt", screen="secret", language="zh")) == (404, "unknown-clip")
    assert code_of(get(speaking, "/prompt", screen="number", language="zh", label="x")) == (422, "bad-request")
    assert code_of(get(speaking, "/prompt", screen="green", language="de")) == (422, "bad-request")


@pytest.mark.parametrize("asked", [{"kind": "zh", "text": "Z"}, {"kind": "..", "text": "secret_key"}, {}])
def test_nothing_else_of_the_machine_can_be_played(speaking: Server, asked: dict[str, str]) -> None:
    assert code_of(get(speaking, "/clip", **asked)) == (404, "unknown-clip")


def test_a_hall_without_a_pack_works_and_says_that_it_has_no_voice(server: Server) -> None:
    told = get(server, "").json()
    assert told["there"] is False
    assert {clip["state"] for clip in told["clips"]} == {"missing"}
    assert told["clips"][1]["file"] == "own/zh/请.wav"
    assert code_of(get(server, "/call", label="A001", counter="1")) == (404, "no-voice")
    assert code_of(get(server, "/prompt", screen="green", language="zh")) == (404, "no-voice")
    assert code_of(get(server, "/clip", kind="zh", text="请")) == (404, "unknown-clip")


def test_a_pack_made_while_the_server_runs_is_heard_at_once(server: Server) -> None:
    tones(server.var / "voice")

    assert get(server, "/call", label="A001", counter="1").status_code == 200


def test_the_board_knows_the_zones_and_how_often_a_call_is_said(server_at: Callable[..., Server]) -> None:
    zoned = PLAN.replace("serves: [entry-exit]", "serves: [entry-exit], zone: east")
    server = server_at("10:00", plan=zoned + "zones: [{id: east, name: {zh: 东厅, en: East}}]\nvoice: {times: 3}\n")

    board = requests.get(f"{server.api}/halls/h/board", timeout=10).json()

    assert board["voice"] == {"languages": ["zh"], "times": 3}
    assert board["zones"] == [{"id": "east", "name": {"zh": "东厅", "en": "East"}}]
    assert [counter["zone"] for counter in board["counters"]] == [None, None, "east"]
