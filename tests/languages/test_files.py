"""The files of further languages."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from queue_server.languages import LANGUAGES_MOST, Broken, Language, Languages, is_tag, read_language

from .korean import document, put_down


@pytest.mark.parametrize("tag", ["ko", "ug", "bo", "zh-Hant", "pt-BR", "es-419", "mn-Mong-CN"])
def test_a_tag_is_a_language_with_a_script_or_region(tag: str) -> None:
    assert is_tag(tag)


@pytest.mark.parametrize("tag", ["zh", "en", "zh-CN", "zh-Hans", "KO", "korean", "ko_KR", "../ko", "ko\n", "", "k"])
def test_what_the_pages_have_themselves_and_what_is_no_tag_is_refused(tag: str) -> None:
    assert not is_tag(tag)


def test_a_page_gets_what_has_been_translated_and_nothing_else(tmp_path: Path) -> None:
    language = read_language(put_down(tmp_path))

    assert json.loads(language.body) == {
        "tag": "ko",
        "name": "한국어",
        "direction": "ltr",
        "words": {"kiosk": {"waiting": "{n}명 대기"}, "phone": {}},
        "texts": {"户政": "호적"},
    }
    assert gzip.decompress(language.packed) == language.body


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"name": "한국어",\n "direction": }', "line 2: no JSON"),
        (document(direction="up"), "direction: Input should be 'ltr' or 'rtl'"),
        (document(name=" "), "name: "),
        ([], "Input should be a valid dictionary"),
        (document(words={"kiosk": {"waiting": "{n}명"}}), "words.kiosk.waiting: "),
        (document(colour="red"), "colour: "),
        ('{"name": "' + "한" * 800_000 + '"}', "larger than 2048 KiB"),
        ("[" * 200_000, "no JSON"),
    ],
    ids=["json", "direction", "no name", "list", "flat words", "unknown key", "large", "deep"],
)
def test_a_file_that_is_none_says_why(tmp_path: Path, content: object, why: str) -> None:
    path = put_down(tmp_path, content=content)

    with pytest.raises(Broken, match=why):
        read_language(path)


def test_a_broken_file_is_left_out_and_the_others_go_on(tmp_path: Path) -> None:
    put_down(tmp_path, "ko")
    put_down(tmp_path, "ug", "half of a fi")
    put_down(tmp_path, "Uyghur")
    (tmp_path / "fr.json").symlink_to(tmp_path / "nowhere")
    (tmp_path / "de.json").mkdir()
    languages = Languages(tmp_path)

    assert [one.tag for one in languages.all()] == ["ko"]
    assert [path.stem for path, one in languages.look() if isinstance(one, Broken)] == ["Uyghur", "de", "fr", "ug"]


def test_a_file_is_read_again_when_it_has_changed_and_not_before(tmp_path: Path) -> None:
    path = put_down(tmp_path)
    languages = Languages(tmp_path)
    [first] = languages.all()
    assert languages.all() == [first]

    put_down(tmp_path, content=document(name="조선말"))
    os.utime(path, (1, 1))

    assert [one.name for one in languages.all()] == ["조선말"]
    path.unlink()
    assert languages.all() == []


def test_a_server_without_the_folder_has_none(tmp_path: Path) -> None:
    assert Languages(tmp_path / "languages").all() == []


def test_no_more_are_offered_than_a_person_can_look_through(tmp_path: Path) -> None:
    for letter in "abcdefghijklmnop":
        put_down(tmp_path, f"x{letter}")

    assert len(Languages(tmp_path).all()) == LANGUAGES_MOST
    assert all(isinstance(one, Language) for _, one in Languages(tmp_path).look())
