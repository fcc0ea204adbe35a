"""All that a slip must tell is on the paper, whole and legible: read from the bytes that a printer gets."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw

from ticket_printer.job import PrintJob
from ticket_printer.sheet import WIDTHS, Placed, Sheet
from ticket_printer.slip import commands, lay_out

from .fake_printer import fake_printer
from .jobs import FORMS, document
from .test_printer import printed_by

# what each slip must say in both languages; numbers stand in any text
MUST: dict[str, list[str]] = {
    "everyday": [
        "万州区公安局政务服务中心",
        "Wanzhou Public Security Service Centre",
        "您的号码",
        "Your number",
        "A012",
        "户政",
        "Household registration and ID cards",
        "办理窗口 1、2、5号窗口",
        "Counter 1, 2, 5",
        "前面还有",
        "Ahead of you",
        "7 位",
        "大约等候",
        "Rough wait",
        "12–25 分钟",
        "2026-11-25 周三 09:41 取号",
        "过号后请在取号机",
        "Missed your call?",
        "扫码看进度",
        "Scan to follow your turn",
        "咨询电话",
        "Enquiries",
        "023-5822-0110",
    ],
    "extreme": [
        "补打 REPRINT (2)",
        "演练 REHEARSAL",
        "A1000",
        "◆ 绿色通道 Green channel",
        "预约 10:30 Appointment",
        "同行 4 人",
    ],
    "lost": ["补打 REPRINT (2)", "A012", "这张补打的号票不带二维码", "This copy has no QR code"],
    "acceptance": [
        "受理回执",
        "Papers accepted",
        "户政",
        "A012",
        "1号窗口",
        "15 个工作日内办结",
        "工本费 20 元",
        "请保管好这张回执",
        "Keep this paper",
        "2026-11-25 周三 09:41 受理",
        "023-5822-0110",
    ],
    "carry-over": [
        "顺延凭条",
        "Carried over",
        "11月26日 周四",
        "Thursday, 26 November 2026",
        "当天您优先办理",
        "you go first",
        "户政",
        "A012",
        "048213",
        "签到码",
        "Check-in code",
        "系统故障",
        "材料不用重带",
        "023-5822-0110",
    ],
    "appointment": [
        "预约凭条",
        "Appointment",
        "11月27日 周五",
        "Friday, 27 November 2026",
        "10:30",
        "户政",
        "048213",
        "10:00 起可以签到",
        "Check in from 10:00",
        "办理窗口 1、2、5号窗口",
        "023-5822-0110",
    ],
}


def laid_out(paper_mm: int, form: str) -> tuple[Sheet, PrintJob]:
    job = PrintJob.read(document(**FORMS[form]))
    sheet = Sheet(paper_mm)
    lay_out(job, sheet)
    return sheet, job


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("form", FORMS)
def test_each_text_is_on_the_printed_paper_letter_for_letter(paper_mm: int, form: str) -> None:
    """What comes out of the printer's socket is compared with each text drawn alone, dot for dot."""
    sheet, job = laid_out(paper_mm, form)
    with fake_printer() as printer:
        printed_by(printer, commands(job, paper_mm))
        paper = printer.slips.get(timeout=10).convert("L")

    for text in sheet.texts:
        box = tuple(round(side) for side in _around(text))
        assert ImageChops.difference(paper.crop(box), _alone(text, paper.size).crop(box)).getbbox() is None, text
    on_paper = squeezed("".join(text.text for text in sheet.texts))
    assert [wanted for wanted in MUST[form] if squeezed(wanted) not in on_paper] == []


def _around(text: Placed) -> tuple[float, float, float, float]:
    left, top, right, bottom = text.box
    return left, top, right, bottom


def _alone(text: Placed, size: tuple[int, int]) -> Image.Image:
    image = Image.new("L", size, 0 if text.white else 255)
    ImageDraw.Draw(image).text(text.at, text.text, 255 if text.white else 0, text.face, anchor=text.anchor)
    return image.point(lambda grey: 255 if grey >= 150 else 0)


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("form", FORMS)
def test_no_text_is_cut_off_or_runs_into_another(paper_mm: int, form: str) -> None:
    sheet, _ = laid_out(paper_mm, form)
    height = sheet.finish().height

    for text in sheet.texts:
        left, top, right, bottom = text.box
        assert left >= 8, text
        assert right <= sheet.width - 8, text
        assert top >= 4, text
        assert bottom <= height - 4, text
    for one, other in combinations(sheet.texts, 2):
        assert not _overlap(one.box, other.box), (one, other)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("form", FORMS)
def test_chinese_is_never_smaller_than_three_millimetres_and_english_than_two_and_a_half(
    paper_mm: int, form: str
) -> None:
    sheet, _ = laid_out(paper_mm, form)

    for text in sheet.texts:
        chinese = re.search(r"[\u4e00-\u9fff]", text.text)
        assert text.size >= (22 if chinese else 20), text


def test_the_number_is_very_large() -> None:
    for paper_mm, least_mm in ((80, 18), (58, 12)):
        sheet, _ = laid_out(paper_mm, "everyday")
        [number] = [text for text in sheet.texts if text.text == "A012"]
        assert (number.box[3] - number.box[1]) / 8 >= least_mm


# in the printer's own letters


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("form", FORMS)
def test_the_printers_own_letters_say_the_same(paper_mm: int, form: str) -> None:
    job = PrintJob.read(document(**FORMS[form]))
    with fake_printer(columns={80: 48, 58: 32}[paper_mm]) as printer:
        printed_by(printer, commands(job, paper_mm, typed=True))
        slip = printer.typed.get(timeout=10)

    said = squeezed("".join(line.text for line in slip.lines))
    assert [wanted for wanted in MUST[form] if squeezed(wanted) not in said] == []
    assert slip.codes == ([] if job.bare else [job.url])
    assert all(line.width <= slip.columns for line in slip.lines)
    picture = slip.drawn()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == slip.codes
    left, _, right, _ = ImageChops.invert(picture).getbbox() or (0, 0, 0, 0)
    assert left >= 0
    assert right <= picture.width


def test_the_printers_own_letters_are_asked_for_in_gb18030_and_as_chinese() -> None:
    sent = commands(PrintJob.read(document()), typed=True)

    assert sent.startswith(b"\x1b@\x1c&")
    assert "户政".encode("gb18030") in sent


def test_the_number_in_the_printers_own_letters_is_as_large_as_it_can() -> None:
    for label, times in (("A012", 8), ("A10000", 8), ("AB10000", 6)):
        job: Any = PrintJob.read(document(label=label))
        with fake_printer(columns=48) as printer:
            printed_by(printer, commands(job, 80, typed=True))
            lines = printer.typed.get(timeout=10).lines
        assert next(line.times for line in lines if line.text == label) == times


def test_a_reprint_in_the_printers_own_letters_says_so_over_the_whole_width() -> None:
    with fake_printer(columns=32) as printer:
        printed_by(printer, commands(PrintJob.read(document(copy_number=2)), 58, typed=True))
        [banner] = [line for line in printer.typed.get(timeout=10).lines if line.reversed]

    assert banner.text.strip() == "补打 REPRINT  (2)"
    assert banner.width == 32
