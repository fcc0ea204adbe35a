"""What the slip says, read back from its picture."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from click.testing import CliRunner
from PIL import Image, ImageChops

from ticket_printer import fonts, words
from ticket_printer.cli import main
from ticket_printer.job import Forecast, JobUnreadable, PrintJob, Text
from ticket_printer.paper import wrap
from ticket_printer.sheet import WIDTHS, qr_code
from ticket_printer.slip import render

from .jobs import EXTREME, FORMS, LOST, URL, document


def slip(paper_mm: int = 80, **changes: Any) -> Image.Image:
    return render(PrintJob.read(document(**changes)), paper_mm)


def black(picture: Image.Image) -> int:
    return picture.convert("L").histogram()[0]


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("form", [form for form in FORMS if form != "lost"])
def test_the_slip_is_black_and_white_as_wide_as_the_paper_and_its_code_leads_to_the_phone_ticket(
    paper_mm: int, form: str
) -> None:
    changes = FORMS[form]
    picture = slip(paper_mm, **changes)

    assert picture.mode == "1"
    assert picture.width == WIDTHS[paper_mm]
    [code] = zxingcpp.read_barcodes(picture.convert("L"))
    assert code.text == changes.get("url", URL)


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("form", FORMS)
def test_nothing_on_the_slip_touches_the_edge_of_the_paper(paper_mm: int, form: str) -> None:
    picture = slip(paper_mm, **FORMS[form])

    left, top, right, bottom = ImageChops.invert(picture).getbbox() or (0, 0, 0, 0)

    assert left >= 8
    assert top >= 6
    assert right <= picture.width - 8
    assert bottom <= picture.height - 4


@pytest.mark.parametrize(
    "changes",
    [
        {"copy_number": 2},
        {"rehearsal": True},
        {"green": True},
        {"persons": 3},
        {"appointment_at": "2026-11-25T02:30:00Z"},
        {"phone": "023-5822-0110 转 2，工作日 9 点到 17 点半有人接听"},
    ],
    ids=["a reprint", "a rehearsal", "the green channel", "a family", "an appointment", "a long phone number"],
)
def test_the_slip_grows_by_a_mark_for(changes: dict[str, Any]) -> None:
    assert slip(**changes).height > slip().height


def test_the_slip_is_the_same_whichever_green_lane_it_was() -> None:
    """The job knows only that it is green, so the paper cannot tell why."""
    assert {"lane", "lane_name"}.isdisjoint(document())
    assert slip(green=True).tobytes() == slip(green=True, lane="pregnant").tobytes()


def test_a_number_that_waits_no_longer_shows_neither_people_ahead_nor_a_wait() -> None:
    assert slip(ahead=None, forecast=None).height < slip().height


def test_the_wait_is_a_range_in_the_minutes_that_the_server_tells() -> None:
    assert words.minutes(Forecast(12, 25)) == "12–25 分钟"
    assert words.minutes(Forecast(0, 4)) == "4 分钟内"


def test_an_older_server_that_tells_no_minutes_has_told_no_wait() -> None:
    older = document(forecast={"low_s": 743, "mid_s": 1000, "high_s": 1490})
    assert PrintJob.read(older).forecast is None


def test_the_time_is_told_on_the_halls_clock() -> None:
    job = PrintJob.read(document(issued_at="2026-11-25T16:05:00Z", timezone="Asia/Shanghai"))

    assert words.moment(job.issued_at) == "2026-11-26 周四 00:05 取号"


def test_the_missed_number_rule_tells_the_plans_own_figures() -> None:
    assert words.missed_rule(3, 5).zh == "过号后请在取号机、手机或导办台再报到，排在 5 位之后；第 3 次过号，号码作废。"
    assert words.missed_rule(2, 3).en.endswith("the second miss ends the number.")
    assert "作废" in words.missed_rule(1, 3).zh


def test_a_line_never_begins_with_closing_punctuation() -> None:
    face = fonts.font(24)
    text = "请到等候区就座，看屏幕、等叫号。" * 4

    for room in range(60, 400, 7):
        lines = wrap(text, face, room)
        assert "".join(lines) == text
        assert not any(line.startswith(("，", "、", "。")) for line in lines)


def test_a_word_that_is_wider_than_the_paper_is_cut_and_none_of_it_is_lost() -> None:
    face = fonts.font(24)

    lines = wrap("Donaudampfschifffahrtsgesellschaft at last", face, 120)

    assert "".join(lines).replace(" ", "") == "Donaudampfschifffahrtsgesellschaftatlast"
    assert all(face.getlength(line) <= 120 for line in lines)


def test_the_code_is_readable_for_every_length_of_address() -> None:
    for length in range(1, 160, 13):
        address = "http://h/t/" + "aZ9-" * (length // 4) + "x" * (length % 4)
        picture = Image.new("L", (600, 600), 255)
        picture.paste(qr_code(address, 276), (20, 20))
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [address]


@pytest.mark.parametrize(
    "changes",
    [
        {"issued_at": "yesterday"},
        {"issued_at": "0001-01-01T00:00:00+14:00"},
        {"appointment_at": "noon"},
        {"timezone": "Asia/Wanzhou"},
        {"timezone": "Asia"},
        {"hall": "no text"},
        {"hall": None},
        {"label": ""},
        {"label": "A\n1"},
        {"label": "\ud800"},
        {"ahead": "many"},
        {"ahead": 1.5},
        {"ahead": -1},
        {"persons": float("inf")},
        {"persons": True},
        {"copy_number": 10**10},
        {"forecast": "long"},
        {"label": "A" * 17},
        {"url": "厅" * 300},
        {"service": {"zh": "户" * 121, "en": "Household"}},
    ],
    ids=[
        "no time",
        "a time out of time",
        "no time of an appointment",
        "no such timezone",
        "no timezone",
        "no text",
        "no text at all",
        "an empty label",
        "two lines",
        "half a letter",
        "no count",
        "half a count",
        "a negative count",
        "a count without end",
        "a truth for a count",
        "a long figure",
        "no forecast",
        "a long label",
        "a long address",
        "a long name",
    ],
)
def test_a_job_that_says_something_unreadable_is_refused_and_never_half_printed(changes: dict[str, Any]) -> None:
    with pytest.raises(JobUnreadable):
        PrintJob.read(document(**changes))


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_the_longest_texts_that_a_job_may_have_still_fit_on_a_slip(paper_mm: int) -> None:
    long = {"zh": "W" * 120, "en": "W" * 120}
    url = "http://h/t/".ljust(500, "x")

    counters = [long] * 20
    figures = dict.fromkeys(["persons", "ahead", "misses", "rejoin_behind", "copy_number"], 10**9)
    texts = {"label": "W" * 16, "hall": long, "service": long, "url": url, "counters": counters, "phone": "0" * 120}

    picture = slip(paper_mm, **EXTREME | figures | texts)

    assert picture.height < 6000
    [code] = zxingcpp.read_barcodes(picture.convert("L"))
    assert code.text == url


def test_a_job_that_lacks_something_is_refused_by_its_name() -> None:
    incomplete = document()
    del incomplete["label"]

    with pytest.raises(JobUnreadable, match="label"):
        PrintJob.read(incomplete)


def test_a_job_of_a_newer_server_with_more_in_it_is_printed() -> None:
    assert PrintJob.read(document(weather="rain")).label == "A012"


def test_a_machine_without_chinese_letters_is_told_which_package_to_install(tmp_path: Path) -> None:
    empty = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path)}

    tried = subprocess.run(
        [sys.executable, "-m", "ticket_printer.cli", "test", "--to", f"file://{tmp_path}/out"],
        env=empty, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert tried.returncode == 1
    assert "apt install fonts-noto-cjk" in tried.stderr
    assert not (tmp_path / "out").exists()


def test_render_draws_a_job_into_a_png(tmp_path: Path) -> None:
    import json

    (tmp_path / "job.json").write_text(json.dumps(document()), encoding="utf-8")
    png = tmp_path / "slip.png"

    done = CliRunner().invoke(main, ["render", str(tmp_path / "job.json"), "--png", str(png), "--width", "58"])

    assert done.exit_code == 0, done.output
    with Image.open(png) as picture:
        assert picture.width == 384
        assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [URL]


@pytest.mark.parametrize("text", [b"{}", b"{", b"\xff", b"[" * 200_000], ids=["empty", "no end", "no UTF-8", "a nest"])
def test_render_says_what_is_wrong_with_a_job(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "job.json").write_bytes(text)

    done = CliRunner().invoke(main, ["render", str(tmp_path / "job.json"), "--png", str(tmp_path / "slip.png")])

    assert done.exit_code == 1
    assert "job.json" in done.output


def test_the_time_of_issue_keeps_its_instant() -> None:
    job = PrintJob.read(document())

    assert job.issued_at == datetime(2026, 11, 25, 1, 41, 7, 123000, tzinfo=UTC)


def test_counters_are_named_shortly_and_what_is_no_row_of_numbers_in_full() -> None:
    def named(*names: tuple[str, str]) -> tuple[str, str]:
        text = words.counters(tuple(Text(zh, en) for zh, en in names))
        return text.zh, text.en

    assert named(("10号窗口", "Counter 10"), ("11号窗口", "Counter 11")) == ("10、11号窗口", "Counter 10, 11")
    assert named(("东厅1号", "East 1"), ("西厅1号", "West 1")) == ("东厅1号、西厅1号", "East 1, West 1")
    assert named(("综合窗口", "All services")) == ("综合窗口", "All services")
    many = [(f"{n}号窗口", f"Counter {n}") for n in range(1, 21)]
    assert named(*many)[0] == "1、2、3、4、5、6、7、8、9、10、11、12号窗口等 20 个"
    assert named(*many)[1].endswith(", 11, 12 and 8 more")


def test_a_job_of_an_older_server_is_printed_with_what_it_tells() -> None:
    older = document()
    for later in ("form", "bare", "counters", "phone", "counter", "explanation", "on", "code", "check_in_from"):
        del older[later]

    assert render(PrintJob.read(older)).height < slip().height


def test_a_form_that_this_agent_does_not_know_is_not_half_printed() -> None:
    with pytest.raises(JobUnreadable, match="a newer one is needed"):
        PrintJob.read(document(form="diploma"))


def test_a_copy_for_whoever_asked_by_the_label_has_no_code() -> None:
    assert zxingcpp.read_barcodes(slip(**LOST).convert("L")) == []


def test_what_a_clerk_wrote_is_one_paragraph_without_anything_unprintable() -> None:
    job = PrintJob.read(document(form="acceptance", explanation="15 天\n\x07 办结 "))

    assert job.explanation == "15 天 办结"
