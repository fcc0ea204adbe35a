"""One resource for all registers: lists, pages, entries with their history, files, and what each says of itself."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from datetime import date as Date
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import requests
from openpyxl import load_workbook
from pydantic import BaseModel, Field, StringConstraints

from queue_server.api.register_shapes import fields_of
from queue_server.fields import Moment
from queue_server.refusals import Words
from queue_server.registers import MODULES, REGISTERS
from queue_server.registers.reading import FILE_MOST
from queue_server.registers.register import Asked

from ..serving import Server

# what a register says of itself


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_entry_table_and_columns_are_of_the_same_things(register: Any) -> None:
    entry = {field.name for field in fields(register.entry)}
    assert {column.name for column in register.table.columns} == entry | {"hall"}
    assert {column.name for column in register.columns} - {"id"} == entry - {"id", "state"}
    assert {key.name for key in register.table.primary_key} == {"hall", "id"}
    assert not register.table.c[register.dated].nullable


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_actions_are_done_in_states_that_there_are(register: Any) -> None:
    states = {state.name for state in register.states}
    assert all(set(action.on or ()) <= states for action in register.actions)
    assert sum(action.on is None for action in register.actions) <= 1  # one address makes a new entry
    assert register.dated in {column.name for column in register.columns}


def test_every_kind_of_line_is_of_one_module() -> None:
    assert len(MODULES.kinds) == sum(len(module.facts) for module in MODULES.all)


# over HTTP


def url_of(server: Server) -> str:
    return f"{server.api}/halls/{server.hall}/registers/bulletins"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all of these: they only look at what `posted` has put there, and at what they put there themselves."""
    running = Server(tmp_path_factory.mktemp("registers") / "var").start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def manager(server: Server) -> requests.Session:
    return server.staff("manager")


@pytest.fixture(scope="module")
def posted(server: Server, manager: requests.Session) -> list[dict[str, Any]]:
    """Five bulletins, the second of them taken down."""
    made = [manager.post(url_of(server), json={"zh": f"通知{n}", "en": "=1+1"}, timeout=30).json() for n in range(5)]
    made[1] = manager.post(f"{url_of(server)}/{made[1]['id']}/take-down", timeout=30).json()
    return made


def listed(server: Server, manager: requests.Session, **query: Any) -> list[str]:
    answer = manager.get(url_of(server), params={"search": "通知"} | query, timeout=30)
    assert answer.status_code == 200, answer.text
    return [item["zh"] for item in answer.json()["items"]]


def test_a_list_is_filtered_searched_and_sorted(
    server: Server, manager: requests.Session, posted: list[dict[str, Any]]
) -> None:
    assert listed(server, manager) == ["通知4", "通知3", "通知2", "通知1", "通知0"]
    assert listed(server, manager, sort="zh") == ["通知0", "通知1", "通知2", "通知3", "通知4"]
    assert listed(server, manager, state="taken_down") == ["通知1"]
    assert listed(server, manager, state="open", sort="posted_at") == ["通知0", "通知2", "通知3", "通知4"]
    assert listed(server, manager, search="知3") == ["通知3"]
    assert listed(server, manager, search="%") == []
    assert listed(server, manager, **{"from": "2026-11-25", "to": "2026-11-25"}) == listed(server, manager)
    assert listed(server, manager, **{"from": "2026-11-26"}) == []


@pytest.mark.parametrize("sort", ["posted_at", "-posted_at", "zh", "-en", "until", "-ended_at", "state"])
def test_pages_hold_every_entry_once(
    server: Server, manager: requests.Session, posted: list[dict[str, Any]], sort: str
) -> None:
    seen, after = [], ""
    while True:
        answer = manager.get(
            url_of(server), params={"sort": sort, "search": "通知", "limit": 2, "after": after}, timeout=30
        ).json()
        seen += [item["id"] for item in answer["items"]]
        if answer["next"] is None:
            break
        after = answer["next"]
    assert len(seen) == 5
    assert set(seen) == {item["id"] for item in posted}


def test_an_entry_comes_with_the_lines_that_tell_of_it(
    server: Server, manager: requests.Session, posted: list[dict[str, Any]]
) -> None:
    answer = manager.get(f"{url_of(server)}/{posted[1]['id']}", timeout=30).json()
    assert answer["entry"] == posted[1]
    assert [(line["kind"], line["by"]) for line in answer["lines"]] == [
        ("bulletin.posted", "staff:manager"), ("bulletin.taken_down", "staff:manager"),
    ]  # fmt: skip
    assert answer["lines"][0]["data"]["zh"] == "通知1"


def test_the_same_key_makes_one_entry_and_is_answered_the_same(server: Server, manager: requests.Session) -> None:
    key = {"Idempotency-Key": "k1"}
    first, again = (manager.post(url_of(server), json={"zh": "一次"}, headers=key, timeout=30) for _ in range(2))
    assert first.json() == again.json()
    assert listed(server, manager, search="一次") == ["一次"]


def test_a_list_is_saved_as_csv_and_xlsx(
    server: Server, manager: requests.Session, posted: list[dict[str, Any]]
) -> None:
    saved = {
        kind: manager.get(url_of(server), params={"format": kind, "sort": "zh", "search": "通知"}, timeout=30)
        for kind in ("csv", "xlsx")
    }
    assert [answer.headers["Content-Disposition"] for answer in saved.values()] == [
        f'attachment; filename="bulletins_{server.hall}_2026-11-25.{kind}"' for kind in saved
    ]
    rows = list(csv.reader(io.StringIO(saved["csv"].content.decode("utf-8-sig"))))
    head = next(place for place, row in enumerate(rows) if row[:2] == ["状态", "内容"])
    assert [row[:3] for row in rows[head + 1 : head + 3]] == [
        ["正在显示", "通知0", "'=1+1"], ["已撤下", "通知1", "'=1+1"],
    ]  # fmt: skip
    sheet = load_workbook(io.BytesIO(saved["xlsx"].content))["记录"]
    assert [cell.value for cell in sheet[2]][:3] == ["正在显示", "通知0", "=1+1"]
    assert sheet.cell(2, 3).data_type == "s"


def test_a_file_names_the_days_of_its_entries(tmp_path: Path) -> None:
    server = Server(tmp_path / "var", at="2026-11-23T10:00:00+08:00").start()
    try:
        server.staff("manager").post(url_of(server), json={"zh": "周一"}, timeout=30).raise_for_status()
        server.stop()
        server.start("2026-11-25T10:00:00+08:00")
        manager = server.staff("manager")
        manager.post(url_of(server), json={"zh": "周三"}, timeout=30).raise_for_status()

        saved = manager.get(url_of(server), params={"format": "csv"}, timeout=30)
        assert "2026-11-23_2026-11-25" in saved.headers["Content-Disposition"]
        asked = manager.get(url_of(server), params={"format": "csv", "to": "2026-11-24"}, timeout=30)
        assert "_2026-11-23_2026-11-24." in asked.headers["Content-Disposition"]
    finally:
        server.stop()


def test_a_list_that_is_too_long_for_one_file_is_refused_and_not_cut(server: Server, manager: requests.Session) -> None:
    row = ("h", "up", "", "", 1_577_880_000_000_000, "")  # 2020-01-01
    with closing(sqlite3.connect(server.var / "queue.sqlite", timeout=30)) as database, database:
        database.executemany(
            "INSERT INTO bulletins (hall, state, zh, en, posted_at, posted_by, id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(*row, f"many-{n}") for n in range(FILE_MOST + 1)],
        )
    try:
        answer = manager.get(url_of(server), params={"format": "csv", "to": "2020-01-02"}, timeout=60)
        assert (answer.status_code, answer.json()["code"], answer.json()["most"]) == (
            422,
            "too-many-entries",
            FILE_MOST,
        )
    finally:
        with closing(sqlite3.connect(server.var / "queue.sqlite", timeout=30)) as database, database:
            database.execute("DELETE FROM bulletins WHERE id LIKE 'many-%'")


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ({"sort": "hall"}, "sort"), ({"sort": "-"}, "sort"), ({"state": "gone"}, "state"), ({"limit": "0"}, "limit"),
        ({"limit": "201"}, "limit"), ({"after": "!"}, "after"), ({"after": "WzEsMl0"}, "after"),
        ({"after": "WyJhIiwiYiJd"}, "after"), ({"from": "0001-01-01"}, "from"), ({"to": "9999-12-31"}, "to"),
        ({"from": "yesterday"}, "from"), ({"search": "x" * 101}, "search"), ({"search": "a\0"}, "search"),
        ({"format": "pdf"}, "format"),
    ],
)  # fmt: skip
def test_what_of_a_query_is_wrong_is_named(
    server: Server, manager: requests.Session, query: dict[str, str], path: str
) -> None:
    answer = manager.get(url_of(server), params=query, timeout=30)
    assert (answer.status_code, [problem["path"] for problem in answer.json()["problems"]]) == (422, [path])


def test_each_is_told_the_registers_and_actions_that_are_theirs(server: Server, manager: requests.Session) -> None:
    def told(session: requests.Session) -> dict[str, list[str]]:
        answer = session.get(f"{server.api}/halls/{server.hall}/registers", timeout=30).json()
        return {one["name"]: [action["name"] for action in one["actions"]] for one in answer["registers"]}

    of_manager, of_clerk = told(manager), told(server.staff("zhang"))
    assert (of_manager["bulletins"], of_manager["help-calls"]) == (["post", "take-down"], ["answer"])
    assert (of_clerk.get("bulletins"), of_clerk["help-calls"]) == (None, ["answer"])


def test_the_fields_of_a_form_are_those_that_the_body_takes(server: Server, manager: requests.Session) -> None:
    answer = manager.get(f"{server.api}/halls/{server.hall}/registers", timeout=30).json()
    (bulletins,) = [one for one in answer["registers"] if one["name"] == "bulletins"]
    assert [
        (field["name"], field["kind"], field["required"], field["most"]) for field in bulletins["actions"][0]["fields"]
    ] == [("zh", "text", True, 120), ("en", "text", False, 240), ("until", "time", False, None)]


class Everything(BaseModel):
    how: Annotated[Literal["by-post", "here"], Asked("领取方式", "How", choices={"by-post": Words("邮寄", "By post")})]
    note: Annotated[Annotated[str, StringConstraints(max_length=9)] | None, Asked("备注", "Note", long=True)] = None
    until: Annotated[Moment, Asked("到", "Until")]
    on: Annotated[Date, Asked("哪天", "On")]
    persons: Annotated[int, Field(le=9), Asked("人数", "Persons")] = 1
    urgent: Annotated[bool, Asked("加急", "Urgent")] = False


def test_each_type_of_a_body_is_a_field_of_a_form() -> None:
    told = {field.name: (field.kind, field.required) for field in fields_of(Everything)}
    assert told == {
        "how": ("choice", True), "note": ("long-text", False), "until": ("time", True), "on": ("date", True),
        "persons": ("count", False), "urgent": ("yes-no", False),
    }  # fmt: skip
    how, *_, persons, _ = fields_of(Everything)
    assert [(choice.name, choice.title.zh) for choice in how.choices] == [("by-post", "邮寄"), ("here", "here")]
    assert persons.most == 9


def test_a_list_of_printers_says_which_is_which_and_finds_one(server: Server, manager: requests.Session) -> None:
    printer = server.with_token(server.printer_token)
    printer.post(f"{server.api}/halls/h/printer", json={"state": "paper-out"}, timeout=30).raise_for_status()
    printers = f"{server.api}/halls/h/registers/printers"

    assert b"printer-1" in manager.get(printers, params={"format": "csv"}, timeout=30).content
    found = [
        manager.get(printers, params={"search": words}, timeout=30).json()["items"] for words in ("ter-1", "ter-2")
    ]
    assert [[one["id"] for one in items] for items in found] == [["printer-1"], []]


def test_an_action_that_asks_for_nothing_takes_nothing(server: Server) -> None:
    kiosk = server.with_token(server.kiosk_token)
    calls = f"{server.api}/halls/{server.hall}/registers/help-calls"
    assert kiosk.post(calls, json={"place": "elsewhere"}, timeout=30).status_code == 422
    assert kiosk.post(calls, timeout=30).status_code == 201
