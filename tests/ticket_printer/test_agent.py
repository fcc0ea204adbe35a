"""The print agent as it is installed, between a real server and a printer on a real socket."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import zxingcpp
from click.testing import CliRunner

from ticket_printer.agent import LATE_S
from ticket_printer.cli import TOKEN, main
from ticket_printer.server import ANSWER_MOST

from ..fork_server import Forked
from ..ports import free_port
from ..serving import Server, until
from .conftest import start_agent
from .fake_printer import TOLD, FakePrinter, Manner, fake_printer
from .fake_server import FakeServer, fake_server
from .jobs import URL, document

PATIENCE_S = 30

StartAgent = Callable[..., Forked]


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[StartAgent]:
    """Starts agents: agent(server, address of the printer)."""
    started: list[Forked] = []

    def start(server: Server | FakeServer, printer: str, *more: str, token: str | None = None) -> Forked:
        started.append(start_agent(server, printer, *more, log=tmp_path / "agent.log", token=token))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def take_number(server: Server) -> dict[str, Any]:
    """As the kiosk does: its printer is asked for a slip."""
    return server.issue(session=server.with_token(server.kiosk_token))


def print_again(server: Server, issued: dict[str, Any]) -> dict[str, Any]:
    kiosk = server.with_token(server.kiosk_token)
    answer = kiosk.post(f"{server.api}/halls/{server.hall}/slips", json={"ticket": issued["id"]}, timeout=30)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def slip_state(server: Server, issued: dict[str, Any]) -> tuple[str, str | None]:
    """What the citizen's page knows of the slip."""
    view = requests.get(f"{server.api}/tickets/{issued['token']}", timeout=30).json()
    return view["slip"], view["slip_why"]


def read_slip(printer: FakePrinter) -> str:
    """The address on the next slip that comes out."""
    picture = printer.slips.get(timeout=PATIENCE_S)
    [code] = zxingcpp.read_barcodes(picture.convert("L"))
    return code.text


def test_a_number_taken_at_the_kiosk_comes_out_of_the_printer_and_the_citizens_page_knows(
    hall: Server, agent: StartAgent
) -> None:
    with fake_printer() as printer:
        agent(hall, printer.address)

        issued = take_number(hall)

        assert read_slip(printer) == issued["url"]
        until(lambda: slip_state(hall, issued), ("printed", None))


def test_slips_come_out_in_the_order_of_their_numbers(hall: Server, agent: StartAgent) -> None:
    numbers = [take_number(hall) for _ in range(5)]
    with fake_printer() as printer:
        agent(hall, printer.address)

        assert [read_slip(printer) for _ in numbers] == [number["url"] for number in numbers]


def test_a_printer_that_is_off_is_told_to_citizen_and_staff_and_the_slip_can_be_printed_again(
    hall: Server, agent: StartAgent
) -> None:
    port = free_port()
    agent(hall, f"tcp://127.0.0.1:{port}")

    issued = take_number(hall)

    until(lambda: slip_state(hall, issued), ("failed", "printer-unreachable"))
    live = hall.staff("manager").get(f"{hall.api}/halls/{hall.hall}/live", timeout=30).json()
    assert (issued["label"], "printer-unreachable") in [(slip["label"], slip["why"]) for slip in live["slips"]]

    with fake_printer(port=port) as printer:
        again = print_again(hall, issued)

        assert again["copy_number"] == 2
        assert read_slip(printer) == issued["url"]
        until(lambda: slip_state(hall, issued), ("printed", None))


def test_a_slip_that_was_being_printed_when_the_agent_died_is_reported_and_never_printed_by_itself(
    hall: Server, agent: StartAgent
) -> None:
    with fake_printer("waits") as stuck:
        first = agent(hall, stuck.address)
        issued = take_number(hall)
        assert stuck.touched.wait(PATIENCE_S)
        first.kill()
        first.wait()

    with fake_printer() as printer:
        agent(hall, printer.address)

        until(lambda: slip_state(hall, issued), ("failed", "interrupted"))
        assert print_again(hall, issued)["copy_number"] == 2
        assert read_slip(printer) == issued["url"]
        until(lambda: slip_state(hall, issued), ("printed", None))
        assert printer.begun == 1


def test_a_server_that_dies_while_a_slip_is_printed_hears_of_it_when_it_is_back(
    server: Server, agent: StartAgent
) -> None:
    with fake_printer("waits") as printer:
        agent(server, printer.address)
        issued = take_number(server)
        assert printer.touched.wait(PATIENCE_S)
        server.kill()

        printer.go.set()
        assert read_slip(printer).endswith(issued["token"])
        server.start()

        until(lambda: slip_state(server, issued), ("printed", None))
        assert printer.begun == 1


def test_an_agent_that_was_there_before_its_server_prints_when_it_comes(tmp_path: Path, agent: StartAgent) -> None:
    server = Server(tmp_path / "var")
    with fake_printer() as printer:
        agent(server, printer.address)
        server.start()
        try:
            issued = take_number(server)
            assert read_slip(printer) == issued["url"]
        finally:
            server.stop()


def test_an_agent_whose_token_is_refused_waits_until_it_is_paired_again(
    hall: Server, agent: StartAgent, tmp_path: Path
) -> None:
    token = tmp_path / "token"
    token.write_text("revoked\n")
    issued = take_number(hall)
    with fake_printer() as printer:
        running = agent(hall, printer.address, "--token-file", str(token))
        until(lambda: "does not know this token" in (tmp_path / "agent.log").read_text(), True)
        assert running.poll() is None

        token.write_text(hall.printer_token + "\n")

        assert read_slip(printer) == issued["url"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--hall", "nowhere"], "look at --hall"),
        (["--server", "http://127.0.0.1:1"], "the server is away, next try in 0."),
        (["--server", "http://127.0.0.1:1"], "s: Connection refused\n"),
    ],
    ids=["hall", "address", "address in few words"],
)
def test_an_agent_goes_on_asking_when_it_was_started_with_a_wrong(
    wrong: list[str], said: str, hall: Server, agent: StartAgent, tmp_path: Path
) -> None:
    """It says what is wrong for as long as it lasts, and never gives up."""
    with fake_printer() as printer:
        running = agent(hall, printer.address, *wrong)

        until(lambda: said in (tmp_path / "agent.log").read_text(), True)
        assert running.poll() is None
        assert printer.begun == 0


def test_a_number_that_was_asked_for_twice_while_the_agent_was_away_comes_out_once(
    hall: Server, agent: StartAgent
) -> None:
    issued = take_number(hall)
    print_again(hall, issued)
    other = take_number(hall)
    with fake_printer() as printer:
        agent(hall, printer.address)

        assert [read_slip(printer), read_slip(printer)] == [issued["url"], other["url"]]
        until(lambda: slip_state(hall, other), ("printed", None))
        assert printer.slips.empty()


def test_a_slip_whose_person_has_long_left_is_not_left_for_the_next_one(
    server_at: Callable[..., Server], agent: StartAgent
) -> None:
    server = server_at("10:00", speed=60)
    issued = take_number(server)
    printers = server.with_token(server.printer_token)

    def waited_s() -> int:
        [job] = printers.get(f"{server.api}/halls/{server.hall}/slips", timeout=30).json()["slips"]
        return int(job["waited_s"])

    until(lambda: waited_s() > LATE_S, True)
    with fake_printer() as printer:
        agent(server, printer.address)

        until(lambda: slip_state(server, issued), ("failed", "too-late"))
        assert printer.begun == 0


def test_an_agent_that_is_asked_to_stop_lets_the_slip_come_out_first(hall: Server, agent: StartAgent) -> None:
    with fake_printer("waits") as printer:
        running = agent(hall, printer.address)
        issued = take_number(hall)
        assert printer.touched.wait(PATIENCE_S)

        running.send_signal(signal.SIGTERM)
        printer.go.set()

        assert running.wait(PATIENCE_S) == 0
        assert read_slip(printer) == issued["url"]
        assert slip_state(hall, issued) == ("printed", None)


def test_an_agent_that_is_asked_to_stop_begins_no_other_slip(hall: Server, agent: StartAgent) -> None:
    first, second = take_number(hall), take_number(hall)
    with fake_printer("waits") as printer:
        running = agent(hall, printer.address)
        assert printer.touched.wait(PATIENCE_S)

        running.send_signal(signal.SIGTERM)
        printer.go.set()

        assert running.wait(PATIENCE_S) == 0
        assert slip_state(hall, first) == ("printed", None)
        assert slip_state(hall, second) == ("requested", None)
        assert printer.begun == 1


def test_an_idle_agent_stops_at_once_when_asked(hall: Server, agent: StartAgent) -> None:
    with fake_printer() as printer:
        running = agent(hall, printer.address)
        issued = take_number(hall)
        until(lambda: slip_state(hall, issued), ("printed", None))

        running.send_signal(signal.SIGTERM)

        assert running.wait(PATIENCE_S) == 0


def said_of_itself(server: Server) -> str | None:
    """What the manager sees of the printer."""
    live = server.staff("manager").get(f"{server.api}/halls/{server.hall}/live", timeout=30).json()
    return next((said["state"] for said in live["printers"]), None)


@pytest.mark.parametrize(("manner", "state"), TOLD)
def test_the_hall_knows_how_its_printer_is_before_anybody_takes_a_number(
    manner: Manner, state: str, hall: Server, agent: StartAgent
) -> None:
    with fake_printer(manner) as printer:
        agent(hall, printer.address)

        until(lambda: said_of_itself(hall), state)


def test_the_hall_hears_within_seconds_that_paper_was_put_in(hall: Server, agent: StartAgent) -> None:
    with fake_printer("paper-out") as printer:
        agent(hall, printer.address)
        until(lambda: said_of_itself(hall), "paper-out")

        printer.manner = "answers"

        until(lambda: said_of_itself(hall), "well", within_s=15)


def test_a_printer_that_cannot_be_reached_is_told_and_found_again(hall: Server, agent: StartAgent) -> None:
    port = free_port()
    agent(hall, f"tcp://127.0.0.1:{port}")
    until(lambda: said_of_itself(hall), "printer-unreachable")

    with fake_printer(port=port):
        until(lambda: said_of_itself(hall), "well", within_s=20)


@pytest.mark.parametrize(
    ("manner", "why"), [("runs-out", "paper-out"), ("drops", "printer-dropped"), ("stops-answering", "printer-timeout")]
)
def test_a_slip_that_breaks_off_in_the_middle_is_told_and_comes_again_only_as_a_copy(
    manner: Manner, why: str, hall: Server, agent: StartAgent
) -> None:
    with fake_printer(manner) as printer:
        agent(hall, printer.address)
        issued = take_number(hall)

        until(lambda: slip_state(hall, issued), ("failed", why), within_s=60)
        while not printer.slips.empty():  # out it came, but the printer did not say so
            printer.slips.get()
        printer.manner = "answers"
        assert print_again(hall, issued)["copy_number"] == 2

        assert read_slip(printer) == issued["url"]
        until(lambda: slip_state(hall, issued), ("printed", None))
        assert printer.begun == 2


def test_slips_in_the_printers_own_letters_come_out_when_asked_for(hall: Server, agent: StartAgent) -> None:
    with fake_printer() as printer:
        agent(hall, printer.address, "--text")

        issued = take_number(hall)

        slip = printer.typed.get(timeout=PATIENCE_S)
        assert slip.codes == [issued["url"]]
        assert issued["label"] in [line.text for line in slip.lines]
        until(lambda: slip_state(hall, issued), ("printed", None))


def test_an_older_server_that_does_not_want_to_know_of_printers_gets_its_slips_printed(agent: StartAgent) -> None:
    with fake_server() as server, fake_printer() as printer:
        server.knows_printers = False
        server.jobs["slip-1"] = json.dumps(document()).encode()
        server.will_list([requested()])

        agent(server, printer.address)

        assert read_slip(printer) == URL
        assert server.reports.get(timeout=PATIENCE_S) == ("slip-1", "printed", None)


def requested(slip: str = "slip-1", **changes: Any) -> dict[str, Any]:
    return document(slip=slip, state="requested") | changes


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (["x"], "1 of 1 jobs has no id"),
        ([None, {"slip": 7}, requested("")], "3 of 3 jobs have no id"),
        ([requested("\ud800")], "1 of 1 jobs has no id"),
        (b'{"slips": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "maximum recursion depth"),
        (b'{"slips": ' + b"9" * 5000 + b"}", "4300 digits"),
        (b'{"slips": "\xff"}', "can't decode byte 0xff"),
        (b'{"slips": []' + b" " * ANSWER_MOST + b"}", "more than 8 MiB"),
        (b"[]", "an unreadable answer"),
    ],
    ids=["texts", "no ids", "half a letter", "a deep nest", "a long figure", "no UTF-8", "no end", "no object"],
)
def test_an_agent_says_what_is_wrong_with_an_answer_and_asks_again(
    answer: Any, said: str, agent: StartAgent, tmp_path: Path
) -> None:
    with fake_server() as server, fake_printer() as printer:
        server.jobs["slip-1"] = json.dumps(document()).encode()
        server.will_list(answer, [requested()])

        running = agent(server, printer.address)

        assert read_slip(printer) == URL
        assert server.reports.get(timeout=PATIENCE_S) == ("slip-1", "printed", None)
        assert running.poll() is None
        log = (tmp_path / "agent.log").read_text()
        assert said in log
        assert "the server is away, next try in" in log
        assert len(log) < 2000


def test_a_redirect_is_not_followed_however_it_is_written(agent: StartAgent, tmp_path: Path) -> None:
    with fake_server() as server, fake_printer() as printer:
        server.headers["Location"] = "http://\xff/"
        server.will_list(b"{}")
        running = agent(server, printer.address)

        until(lambda: "an answer without slips" in (tmp_path / "agent.log").read_text(), True)
        assert running.poll() is None


@pytest.mark.parametrize("copy_number", ["x", None, 1e999, -1], ids=["text", "nothing", "infinite", "negative"])
def test_a_job_that_is_listed_unreadably_is_reported_and_the_others_are_printed(
    copy_number: Any, agent: StartAgent
) -> None:
    with fake_server() as server, fake_printer() as printer:
        server.jobs["slip-2"] = json.dumps(document(slip="slip-2")).encode()
        server.will_list([requested("slip-1", copy_number=copy_number), "x", requested("slip-2", copy_number=2)])

        agent(server, printer.address)

        assert server.reports.get(timeout=PATIENCE_S) == ("slip-1", "failed", "job-unreadable")
        assert read_slip(printer) == URL
        assert server.reports.get(timeout=PATIENCE_S) == ("slip-2", "printed", None)


@pytest.mark.parametrize(
    "changes",
    [{"hall": {"zh": "厅" * 200_000, "en": "Hall"}}, {"url": "http://h/" + "x" * 5000}, {"persons": 10**4000}],
    ids=["name", "address", "figure"],
)
def test_a_job_with_more_in_it_than_a_slip_can_hold_is_reported_as_unreadable(
    changes: dict[str, Any], agent: StartAgent, tmp_path: Path
) -> None:
    with fake_server() as server, fake_printer() as printer:
        server.jobs["slip-1"] = json.dumps(document(**changes)).encode()
        server.will_list([requested()])

        agent(server, printer.address)

        assert server.reports.get(timeout=PATIENCE_S) == ("slip-1", "failed", "job-unreadable")
        assert printer.begun == 0
        assert len((tmp_path / "agent.log").read_text()) < 2000


def test_the_agent_needs_nothing_of_the_server_it_prints_for() -> None:
    """It installs alone: what only the server needs, or only a printer on a wire, may not be imported."""
    seen = subprocess.run(
        [sys.executable, "-c", "import sys, ticket_printer.cli; print('\\n'.join(sys.modules))"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip

    tops = {name.partition(".")[0] for name in seen.stdout.split()}
    assert tops.isdisjoint({"queue_server", "flask", "gevent", "sqlalchemy", "pydantic", "display", "staff_panel"})
    assert tops.isdisjoint({"serial", "usb"})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "tcp://printer"], "a token is needed"),
        (["--to", "printer"], "tcp://host:9100"),
        (["--to", "slips.bin"], Path("slips.bin").absolute().as_uri()),
        (["--to", "tcp://printer", "--width", "70"], "70"),
    ],
    ids=["no token", "no printer's address", "a file of no place", "no such paper"],
)
def test_a_wrong_start_is_refused_in_words(words: list[str], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN, raising=False)

    done = CliRunner().invoke(main, ["run", "--server", "http://server", "--hall", "h", *words])

    assert done.exit_code == 2
    assert said in done.output
