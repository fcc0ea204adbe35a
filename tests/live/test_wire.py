"""The wire: whole frames in order to who keeps up, bounded cost for who does not, and deaf to nonsense."""

from __future__ import annotations

import threading

import pytest

from .screens import RawScreen, Screen, SmallHall


def test_deflate_is_refused_even_when_a_browser_offers_it(small: SmallHall) -> None:
    raw = RawScreen(small, Sec_WebSocket_Extensions="permessage-deflate; client_max_window_bits")

    assert raw.answer.startswith(b"HTTP/1.1 101 ")
    assert b"extensions" not in raw.answer.lower()
    raw.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_WebSocket_Version": "8"},
        {"Sec_WebSocket_Key": ""},
        {"Sec_WebSocket_Key": "short"},
        {"Sec_WebSocket_Key": "not base64 at all !!"},
        {"Connection": "keep-alive"},
        {"Upgrade": "h2c"},
    ],
)
def test_what_is_no_websocket_handshake_is_refused(small: SmallHall, headers: dict[str, str]) -> None:
    raw = RawScreen(small, **headers)

    assert raw.answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 426 "))
    raw.close()


def test_polling_is_not_offered(small: SmallHall) -> None:
    raw = RawScreen(small, Upgrade="", Connection="")

    assert raw.answer.startswith(b"HTTP/1.1 426 ")
    raw.close()


@pytest.mark.parametrize(
    ("first", "payload", "code"),
    [
        (0x81, b"4" * (17 * 1024), 1009),  # too large
        (0x82, b"\x00\x01", 1003),  # binary
        (0x81, b"\xff\xfe", 1007),  # no UTF-8
        (0x83, b"", 1002),  # a reserved opcode
        (0xC1, b"40", 1002),  # compressed without agreement
        (0x88, (1001).to_bytes(2, "big"), 1001),  # a proper goodbye
    ],
)
def test_frames_that_make_no_sense_end_the_connection_with_the_code_that_says_why(
    small: SmallHall, first: int, payload: bytes, code: int
) -> None:
    raw = RawScreen(small)
    raw.send_frame(first, payload)

    assert raw.closing_code() == code
    raw.close()


@pytest.mark.parametrize(
    "message",
    [
        "", "x", "9", "4", "4x", "49", "42", "42{}", "42[]", "42[1]", '42["join"', "41", "1", "b4AAA", "6", "5", "44",
        '420["join",' + "[" * 8000, "4" + "[" * 9000, '42/admin,["join"]', '42["connect",{}]', '42["disconnect"]',
        '451-["join",{"_placeholder":true,"num":0}]', '45999999999999-["join"]', '40/admin,{"a":1}', "43999[1]",
        '42["no such event",1]',
    ],
)  # fmt: skip
def test_whatever_a_stranger_says_the_others_go_on_and_no_traceback_is_logged(small: SmallHall, message: str) -> None:
    board = Screen(small)
    board.join("board")
    raw = RawScreen(small)
    raw.send("40")
    raw.send(message)
    raw.send_frame(0x88, (1000).to_bytes(2, "big"))
    raw.closing_code()

    board.until(small.issue())

    raw.close()
    board.close()  # the fixture looks at the log


def test_a_ping_is_answered_with_its_own_words(small: SmallHall) -> None:
    raw = RawScreen(small)
    raw.send_frame(0x89, b"are you there")

    frames = [raw.frame(), raw.frame()]

    assert (10, b"are you there") in frames
    raw.close()


@pytest.mark.parametrize("frame", [b"\x89\x80\0\0\0\0", b"\x00\x80\0\0\0\0", b"\x81\x81\0\0\0\x003"])
def test_a_screen_that_talks_without_a_pause_is_dropped_and_keeps_nobody_waiting(
    small: SmallHall, frame: bytes
) -> None:
    """Empty pings, empty pieces of a message, pongs: what asks for nothing costs something too."""
    watching = Screen(small)
    watching.join("board")
    raw = RawScreen(small)
    if frame[0] == 0:
        raw.socket.sendall(b"\x01\x80\0\0\0\0")  # the first piece

    with pytest.raises(ConnectionError):
        _send_for_ever(raw, frame * 1_000)

    watching.until(small.issue())
    watching.close()


def _send_for_ever(raw: RawScreen, data: bytes) -> None:
    for _ in range(5_000):
        raw.socket.sendall(data)


def test_a_message_in_pieces_is_put_together(small: SmallHall) -> None:
    raw = RawScreen(small)
    raw.send_frame(0x01, b"4")
    raw.send_frame(0x80, b"0")

    while not raw.frame()[1].startswith(b'40{"sid"'):
        pass
    raw.close()


def test_a_screen_that_never_reads_delays_nobody_and_keeps_only_the_newest_view(small: SmallHall) -> None:
    small.do("SignIn", ("staff", "zhang"), counter="1")
    for _ in range(300):
        small.issue()  # so that a manager's view is large
    stuck = RawScreen(small, receive_buffer=4096).connect("live")
    others = [Screen(small, token="staff") for _ in range(5)]
    for other in others:
        other.join("live")

    for _ in range(12):  # far more than the kernel keeps for who does not read
        seq = small.issue()
        for other in others:
            other.until(seq)

    # now it reads: what it gets are whole frames, in order, few, and the last one is the present
    seqs = []
    while not seqs or seqs[-1] < seq:
        name, data = stuck.event()
        if name == "view":
            seqs.append(data["seq"])
    assert seqs == sorted(set(seqs))
    assert len(seqs) < 12
    for screen in (stuck, *others):
        screen.close()


def test_a_screen_that_never_reads_is_dropped_after_a_while(impatient: SmallHall) -> None:
    for _ in range(300):
        impatient.issue()
    stuck = RawScreen(impatient, receive_buffer=4096).connect("live")
    board = Screen(impatient)
    board.join("board")

    while impatient.watching() != 2:
        pass
    while impatient.watching() != 1:
        impatient.issue()  # what fills its buffers

    board.until(impatient.issue())
    stuck.close()
    board.close()


def test_a_screen_that_asks_on_and_on_without_reading_is_dropped(small: SmallHall) -> None:
    greedy = RawScreen(small, receive_buffer=2048)
    greedy.send("40")

    with pytest.raises(ConnectionError):  # noqa: PT012
        for number in range(100_000):
            greedy.send(greedy.asking("board", number % 1000))
    greedy.close()


def test_three_hundred_screens_see_each_change(small: SmallHall) -> None:
    screens = [RawScreen(small).connect() for _ in range(300)]
    seq = small.issue()
    reached = []

    def read(mine: list[RawScreen]) -> None:
        for screen in mine:
            shown = 0
            while shown < seq:
                name, data = screen.event()
                shown = data["seq"] if name == "view" else shown
            reached.append(shown)

    readers = [threading.Thread(target=read, args=(screens[start::4],)) for start in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(timeout=60)

    assert reached == [seq] * 300
    for screen in screens:
        screen.close()
