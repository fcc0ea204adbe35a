"""Every refusal of the server, wherever it is made, by its class."""

from __future__ import annotations

import re
from collections import Counter
from http import HTTPStatus

import pytest

from queue_server.refusals import Refusal

from .every_refusal import EVERY_REFUSAL


def test_each_part_makes_its_own() -> None:
    rooms = {kind.__module__.split(".")[1] for kind in EVERY_REFUSAL}

    assert {"hall", "journal", "access", "live", "api"} <= rooms


def test_a_code_means_one_thing() -> None:
    assert [code for code, times in Counter(kind.code for kind in EVERY_REFUSAL).items() if times > 1] == []


@pytest.mark.parametrize("kind", EVERY_REFUSAL, ids=lambda kind: kind.code)
def test_a_refusal_has_a_code_a_status_and_words(kind: type[Refusal]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.code)
    assert HTTPStatus(kind.status) >= 400
    assert re.search("[\u4e00-\u9fff]", kind.words.zh)
    assert re.fullmatch(r"[A-Z][ -~]+[^. ]", kind.words.en)


@pytest.mark.parametrize("kind", EVERY_REFUSAL, ids=lambda kind: kind.code)
def test_chinese_has_chinese_marks(kind: type[Refusal]) -> None:
    assert re.search("[,.;:!?]", kind.words.zh) is None


def test_only_what_has_a_code_of_its_own_is_raised() -> None:
    bases = {base for kind in EVERY_REFUSAL for base in kind.__mro__[1:] if issubclass(base, Refusal)}

    assert {base for base in bases if "code" in vars(base)} == set()
