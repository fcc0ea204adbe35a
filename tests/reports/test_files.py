"""Reports as files: times in the hall's zone where people read, UTC where programs do; words are never formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from queue_server.hall import commands as c
from queue_server.reports import FORMATS, REPORTS, Report, as_text, export, finished
from queue_server.reports.files.cells import Cells
from tests.cases import cases
from tests.hall.halls import MANAGER
from tests.journal.kept import KeptHall

from .told import KIOSK, MONDAY, TUESDAY, WEDNESDAY, ZHANG, Teller, all_days, issue, read

NAMES = {"zhang": "张敏", "li": "李强", "wang": "王芳", "manager": "刘主任"}
MADE_AT = datetime(2026, 10, 14, 1, 5, tzinfo=UTC)


def named(report: Report) -> Report:
    return finished(report, lambda account: NAMES.get(account, account), MADE_AT)


@pytest.fixture
def told(kept: KeptHall) -> Callable[..., Report]:
    all_days(Teller(kept))
    return lambda name, first=MONDAY, last=None: named(read(kept, name, first, last))


def sheet(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


# JSON


def test_json_tells_times_in_utc_and_spans_in_seconds(told: Callable[..., Report]) -> None:
    body, content_type = export(told("after-hours"), "json", "zh")
    document = orjson.loads(body)
    assert content_type == "application/json"
    assert (document["from"], document["to"], document["timezone"]) == ("2026-10-12", "2026-10-12", "Asia/Shanghai")
    assert document["made_at"] == "2026-10-14T01:05:00Z"
    assert document["title"] == {"zh": "延时服务报表", "en": "After-hours report"}
    late = next(table for table in document["tables"] if table["key"] == "cases")
    first = late["rows"][0]
    assert (first["issued_at"], first["ended_at"]) == ("2026-10-12T09:00:00Z", "2026-10-12T09:47:00Z")
    assert first["wait_s"] == 600
    assert (first["clerk"], first["clerk_name"]) == ("zhang", "张敏")
    assert (first["service"], first["service_name"]) == ("household", {"zh": "户政", "en": "Household"})


@pytest.mark.parametrize("name", list(REPORTS))
def test_every_column_of_every_report_is_in_its_rows(told: Callable[..., Report], name: str) -> None:
    report = told(name, MONDAY, WEDNESDAY)
    for table in report.tables:
        for row in table.rows:
            assert {column.key for column in table.columns} <= set(row)
    for column in (column for table in report.tables for column in table.columns):
        assert (column.kind == "duration") == column.key.endswith("_s")


@pytest.mark.parametrize("name", list(REPORTS))
@pytest.mark.parametrize("kind", list(FORMATS))
def test_every_report_becomes_every_file_in_both_languages(told: Callable[..., Report], name: str, kind: str) -> None:
    report = told(name, MONDAY, WEDNESDAY)
    for language in ("zh", "en"):
        body, _ = export(report, kind, language)  # type: ignore[arg-type]
        assert body


# values as words


@pytest.mark.parametrize("case", cases("report_values"))
def test_a_value_reads_in_a_file_as_on_the_screen(kept: KeptHall, case: dict[str, Any]) -> None:
    report = read(kept, "day", MONDAY)
    for language in ("zh", "en"):
        assert Cells(report, language).show(case["value"], case["kind"]) == case[language]


# CSV


def test_csv_opens_in_excel_with_chinese_heads_and_local_times(told: Callable[..., Report]) -> None:
    body, content_type = export(told("after-hours"), "csv", "zh")
    assert body.startswith(b"\xef\xbb\xbf")
    assert content_type == "text/csv; charset=utf-8"
    lines = sheet(body)
    assert lines[0] == ["测试大厅", "延时服务报表"]
    assert ["生成时间", "2026-10-14 09:05:00"] in lines
    assert ["下班时等候", "3"] in lines
    assert ["延时服务", "6:52:00"] in lines
    head = next(line for line in lines if line[:2] == ["服务日", "号"])
    case = lines[lines.index(head) + 6]
    assert dict(zip(head, case, strict=True)) == {
        "服务日": "2026-10-12", "号": "A010", "事项": "户政", "通道": "普通", "人数": "1", "下班时状态": "等候",
        "取号时间": "2026-10-12 17:25:00", "等候时长": "0:47:00", "呼叫时间": "2026-10-12 18:12:00", "窗口": "2号",
        "工作人员": "王芳", "结束时间": "2026-10-13 00:10:00", "下班后停留": "6:40:00", "结果": "办结", "原因": "",
    }  # fmt: skip


def test_csv_speaks_english_when_asked(told: Callable[..., Report]) -> None:
    lines = sheet(export(told("after-hours"), "csv", "en")[0])
    assert lines[0] == ["Test hall", "After-hours report"]
    assert ["Waiting at closing time", "3"] in lines


FORMULAS = ["=HYPERLINK(1)", "+1", "-2+3", "@SUM(A1)", "＝1+1", "＠SUM(A1)"]


@pytest.fixture
def spiteful(kept: KeptHall) -> Report:
    """Reasons that a spreadsheet would run."""
    tell = Teller(kept)
    for number, words in enumerate([*FORMULAS, "\x07=bell <b>&amp;", "多行\n原因"]):
        tell("17:25", MANAGER, issue(f"x{number}", reason=words, may_admit=True))
    return named(read(kept, "after-hours"))


def test_words_in_csv_are_never_formulas(spiteful: Report) -> None:
    cells = [cell for line in sheet(export(spiteful, "csv", "zh")[0]) for cell in line]
    for words in FORMULAS:
        assert "'" + words in cells
        assert words not in cells
    assert "多行\n原因" in cells


def test_words_in_xlsx_are_never_formulas(spiteful: Report) -> None:
    book = load_workbook(io.BytesIO(export(spiteful, "xlsx", "zh")[0]))
    cells = [cell for name in book.sheetnames for row in book[name].iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert set(FORMULAS) <= {cell.value for cell in cells}


def test_any_words_can_be_printed(spiteful: Report) -> None:
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(export(spiteful, "pdf", "zh")[0])).pages)
    assert "<b>&amp;" in text
    assert "=HYPERLINK(1)" in text


# XLSX


def test_xlsx_holds_times_and_spans_to_reckon_with(told: Callable[..., Report]) -> None:
    book = load_workbook(io.BytesIO(export(told("after-hours"), "xlsx", "zh")[0]))
    assert book.sheetnames == [
        "延时服务报表", "下班时间", "逐件", "各窗口延时服务", "各窗口午间延时服务", "停止取号后准予取号", "顺延",
    ]  # fmt: skip
    head, first, *_ = book["逐件"].iter_rows(values_only=True)
    case = dict(zip(head, first, strict=True))
    assert case["取号时间"] == datetime(2026, 10, 12, 17, 0)  # noqa: DTZ001 - a spreadsheet knows no zone
    assert case["等候时长"] == timedelta(minutes=10)
    assert case["人数"] == 1
    assert case["工作人员"] == "张敏"


# PDF


def test_pdf_is_a4_landscape_with_numbered_pages_and_embeds_nothing(told: Callable[..., Report]) -> None:
    body, content_type = export(told("after-hours", MONDAY, WEDNESDAY), "pdf", "zh")
    assert content_type == "application/pdf"
    assert len(body) < 20_000
    pages = PdfReader(io.BytesIO(body)).pages
    width, height = pages[0].mediabox.width, pages[0].mediabox.height
    assert (round(width), round(height)) == (842, 595)
    for number, page in enumerate(pages, start=1):
        text = "".join(page.extract_text().split())
        assert f"第{number}页/共{len(pages)}页" in text
        assert "生成时间2026-10-1409:05" in text
    assert "A011" in pages[0].extract_text()


def test_pdf_leaves_out_the_date_when_it_is_the_same_everywhere(told: Callable[..., Report]) -> None:
    text = PdfReader(io.BytesIO(export(told("after-hours"), "pdf", "en")[0])).pages[0].extract_text()
    assert "Business day" not in text
    assert "17:25" in text
    assert "10-13 00:10" in text


def test_a_long_table_goes_on_over_pages_with_its_head(kept: KeptHall) -> None:
    tell = Teller(kept)
    tell("17:00", KIOSK, *(issue(f"x{number}") for number in range(120)))
    tell("17:31", KIOSK, c.Tick())
    pages = PdfReader(io.BytesIO(export(named(read(kept, "after-hours")), "pdf", "zh")[0])).pages
    assert len(pages) > 3
    assert all("取号时间" in page.extract_text() for page in list(pages)[1:3])


# text


def test_text_for_a_terminal_sets_chinese_columns_straight(told: Callable[..., Report]) -> None:
    lines = as_text(told("after-hours"), "zh").splitlines()
    assert lines[0] == "测试大厅 · 延时服务报表 · 2026-10-12"
    assert "延时服务: 6:52:00" in lines
    (zhang,) = [line for line in lines if "张敏" in line and "0:30:00" in line]
    (wang,) = [line for line in lines if "王芳" in line and "6:12:00" in line and "2026-10-12" in line]
    assert zhang.index("张敏") == wang.index("王芳")


def test_a_report_of_a_quiet_day_says_so(kept: KeptHall) -> None:
    assert "没有记录" in as_text(read(kept, "day", TUESDAY), "zh")


def test_a_name_that_nobody_has_any_more_stays_the_account(kept: KeptHall) -> None:
    Teller(kept)("08:50", ZHANG, c.SignIn("1"))
    report = finished(read(kept, "clerks"), lambda account: account)
    assert "zhang" in as_text(report, "en")
