"""Plurals of further languages: which forms each needs, what a translator is told, and what the check finds."""

from __future__ import annotations

from typing import Any

import pytest

from queue_server.languages import Source, Text, check, laid_out
from queue_server.languages.plurals import ANY, category, forms, needed
from tests.cases import cases

SOURCE = Source({"kiosk": {"people": Text("{n} 人", "{n} {n|person|people}"), "done": Text("完成", "Done")}}, {})


@pytest.mark.parametrize("case", cases("plurals"), ids=lambda case: f"{case['language']} {case['words']}")
def test_each_number_has_the_form_that_the_browser_takes(case: dict[str, Any]) -> None:
    (given,) = forms(case["words"]).values() or [{}]
    for number, said in case["said"].items():
        form = given.get(category(case["language"], int(number)), given.get(ANY, ""))
        assert form.replace("{n}", number) in said


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("ru", {"one": (1, 21, 31), "few": (2, 3, 4), "many": (0, 5, 6)}),
        ("pl", {"one": (1,), "few": (2, 3, 4), "many": (0, 5, 6)}),
        (
            "ar",
            {"zero": (0,), "one": (1,), "two": (2,), "few": (3, 4, 5), "many": (11, 12, 13), "other": (100, 101, 102)},
        ),
        ("de", {"one": (1,), "other": (0, 2, 3)}),
        ("ko", {"other": (0, 1, 2)}),
        ("zh-Hant", {"other": (0, 1, 2)}),
        ("qaa", {"other": (0, 1, 2)}),  # a language that nobody knows
    ],
)  # fmt: skip
def test_a_language_needs_the_categories_of_its_whole_numbers(tag: str, wanted: dict[str, tuple[int, ...]]) -> None:
    assert needed(tag) == wanted


def test_a_translator_is_told_the_forms_of_a_text_with_a_number_and_what_they_are_for() -> None:
    arabic = laid_out(SOURCE, "ar", "العربية", "rtl", {})["words"]["kiosk"]

    assert arabic["people"] == {
        "zh": "{n} 人",
        "en": "{n} {n|person|people}",
        "plural": "{n|zero=0|one=1|two=2|few=3, 4, 5|many=11, 12, 13|other=100, 101, 102}",
        "ar": "",
    }
    assert arabic["done"] == {"zh": "完成", "en": "Done", "ar": ""}
    assert "plural" not in laid_out(SOURCE, "ko", "한국어", "ltr", {})["words"]["kiosk"]["people"]


@pytest.mark.parametrize(
    ("tag", "words", "missing"),
    [
        ("ru", "{n} {n|one=человек|few=человека|many=человек}", None),
        ("ru", "{n} {n|one=человек|many=человек}", "few"),
        ("ru", "{n} {n|человек|человека}", "few, many"),  # the short form has two
        ("ru", "Человек: {n}", None),  # a single text goes with every number
        ("ru", "{n|other={n} чел.}", None),
        ("pl", "{n} {n|one=osoba|few=osoby|many=osób}", None),
        ("pl", "{n} {n|one=osoba|other=osób}", "few, many"),
        ("ar", "{n|one=شخص واحد|two=شخصان|other={n} شخص}", "zero, few, many"),
        ("de", "{n} {n|Person|Personen}", None),
    ],
)
def test_a_text_with_plural_forms_needs_all_of_its_language(tag: str, words: str, missing: str | None) -> None:
    document = laid_out(SOURCE, tag, tag, "ltr", {})
    document["words"]["kiosk"]["people"][tag] = words
    document["words"]["kiosk"]["done"][tag] = "x"

    said = [f"plural forms missing: words.kiosk.people: {{n}}: {missing}"] if missing else []
    assert list(check(SOURCE, tag, document)) == said
