"""`queue-server language`, and what the doctor says of a language's file."""

from __future__ import annotations

import json

import pytest

from ..serving import Server
from .korean import put_down


def test_a_file_is_begun_translated_a_little_and_added_to(server: Server) -> None:
    begun = server.run("language", "new", "ko").stdout
    path = server.var / "languages/ko.json"
    file = json.loads(path.read_text(encoding="utf-8"))
    assert f"{path}: " in begun
    assert "0 translated" in begun
    assert (file["name"], file["direction"]) == ("한국어", "ltr")
    assert file["words"]["kiosk"]["waiting"] == {"zh": "等候 {n} 人", "en": "{n} waiting", "ko": ""}
    assert file["words"]["phone"]["ahead"] == {"zh": "前面还有", "en": "Ahead of you", "ko": ""}
    assert file["words"]["shared"]["range"]["zh"] == "约 {low}–{high} 分钟"
    assert file["texts"]["户政"] == {"en": "Household registration", "ko": ""}

    file["words"]["kiosk"]["waiting"]["ko"] = "{n}명 대기"
    del file["texts"]["户政"]
    path.write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")
    again = server.run("language", "new", "ko").stdout
    file = json.loads(path.read_text(encoding="utf-8"))

    assert "1 translated" in again
    assert file["words"]["kiosk"]["waiting"]["ko"] == "{n}명 대기"
    assert file["texts"]["户政"] == {"en": "Household registration", "ko": ""}


def test_the_check_says_what_is_missing_left_over_and_wrong(server: Server) -> None:
    assert "no further language" in server.run("language", "check").stdout
    server.run("language", "new", "ug")
    path = server.var / "languages/ug.json"
    file = json.loads(path.read_text(encoding="utf-8"))
    assert file["direction"] == "rtl"
    for keys in file["words"].values():
        for entry in keys.values():
            entry["ug"] = entry["en"]
    for zh, entry in file["texts"].items():
        entry["ug"] = zh
    path.write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")
    assert server.run("language", "check", "ug").stdout == f"{path}: complete\n"

    file["words"]["kiosk"]["waiting"]["ug"] = "كۈتۈش"
    file["texts"]["户政"]["ug"] = ""
    file["texts"]["早已没有的事项"] = {"en": "Long gone", "ug": "x"}
    path.write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")
    put_down(server.var / "languages", "Korean")
    found = server.run("language", "check", check=False)

    assert found.returncode == 1
    assert "ug.json: placeholders differ: words.kiosk.waiting: {n}" in found.stderr
    assert "ug.json: missing: texts.户政" in found.stderr
    assert "ug.json: left over: texts.早已没有的事项" in found.stderr
    assert "Korean.json: 'Korean' is no tag of a further language, like ko, ug or zh-Hant" in found.stderr
    assert "there is no such file" in server.run("language", "check", "fr", check=False).stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("zh",), "'zh' is no tag of a further language"),
        (("Korean",), "'Korean' is no tag of a further language"),
        (("eo",), "--name: what does eo call itself?"),
    ],
)
def test_a_language_that_cannot_be_begun_says_why(server: Server, words: tuple[str, ...], why: str) -> None:
    run = server.run("language", "new", *words, check=False)

    assert run.returncode == 1
    assert why in run.stderr
    assert not (server.var / "languages").exists()


def test_a_broken_file_is_never_written_over_and_the_doctor_tells_of_it(server: Server) -> None:
    path = put_down(server.var / "languages", "ko", "half of a fi")

    run = server.run("language", "new", "ko", check=False)

    assert run.returncode == 1
    assert "nothing was changed" in run.stderr
    assert path.read_text() == "half of a fi"
    assert f"TROUBLE language: {path}: left out: line 1: no JSON" in server.run("doctor", check=False).stdout
    put_down(server.var / "languages", "ko")
    assert "ok      language: ko 한국어" in server.run("doctor", check=False).stdout
