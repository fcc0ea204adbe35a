"""What a language's file says of each text."""

from __future__ import annotations

from queue_server.commands.languages import texts_of
from queue_server.hall.plan import Plan
from queue_server.languages import Source, Text, check, laid_out
from queue_server.plan_file import load_plan

from ..serving import PLAN

SOURCE = Source(
    {"kiosk": {"waiting": Text("等候 {n} 人", "{n} {n|person|people} waiting"), "done": Text("完成", "Done")}},
    {"户政": "Household registration"},
)


def plan() -> Plan:
    return load_plan(PLAN + "notices: [{zh: 请保持安静, en: Please be quiet}]\nphones: {complaint: 023-1}\n")


def test_a_new_file_has_every_text_in_chinese_and_english_and_none_translated() -> None:
    document = laid_out(SOURCE, "ko", "한국어", "ltr", {})

    assert document == {
        "name": "한국어",
        "direction": "ltr",
        "words": {
            "kiosk": {
                "waiting": {"zh": "等候 {n} 人", "en": "{n} {n|person|people} waiting", "ko": ""},
                "done": {"zh": "完成", "en": "Done", "ko": ""},
            }
        },
        "texts": {"户政": {"en": "Household registration", "ko": ""}},
    }
    assert list(check(SOURCE, "ko", document)) == [
        "missing: words.kiosk.waiting", "missing: words.kiosk.done", "missing: texts.户政",
    ]  # fmt: skip


def test_laying_it_out_again_adds_what_is_new_and_loses_no_translation() -> None:
    before = laid_out(SOURCE, "ko", "한국어", "ltr", {})
    before["words"]["kiosk"]["done"]["ko"] = "완료"
    before["texts"]["户政"]["ko"] = "호적"
    changed = Source({"kiosk": {"done": Text("好了", "Finished"), "back": Text("返回", "Back")}}, {})

    document = laid_out(changed, "ko", "한국어", "ltr", before)

    assert document["words"] == {
        "kiosk": {
            "done": {"zh": "好了", "en": "Finished", "ko": "완료"},
            "back": {"zh": "返回", "en": "Back", "ko": ""},
        }
    }
    assert document["texts"] == {"户政": {"en": "Household registration", "ko": "호적"}}
    assert list(check(changed, "ko", document)) == ["missing: words.kiosk.back", "left over: texts.户政"]


def test_a_translation_without_its_placeholder_is_told() -> None:
    document = laid_out(SOURCE, "ko", "한국어", "ltr", {})
    document["words"]["kiosk"]["waiting"]["ko"] = "{m}명 대기"
    document["words"]["kiosk"]["done"]["ko"] = "완료"
    document["texts"]["户政"]["ko"] = "호적"

    assert list(check(SOURCE, "ko", document)) == ["placeholders differ: words.kiosk.waiting: {m}, {n}"]


def test_a_plural_counts_as_its_placeholder() -> None:
    document = laid_out(SOURCE, "ko", "한국어", "ltr", {})
    document["words"]["kiosk"]["waiting"]["ko"] = "{n|한 명|여러 명}"

    assert "waiting" not in " ".join(check(SOURCE, "ko", document))


def test_the_texts_of_a_plan_are_all_that_citizens_read_of_it() -> None:
    texts = dict(texts_of(plan()))

    assert texts["测试大厅"] == "Test hall"
    assert texts["户政"] == "Household registration"
    assert texts["老年人"] == "Elderly"
    assert texts["3号窗口"] == "Counter 3"
    assert texts["请保持安静"] == "Please be quiet"
    assert texts["投诉电话：023-1"] == "Complaints: 023-1"
    assert texts["顺延"] == "Carried over"  # a lane that every hall has
    assert [zh for zh in texts if zh.startswith("绿色通道按早到 15 分钟计算")]
