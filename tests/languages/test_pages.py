"""One file put down, and kiosk and phone can be read in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ..accessibility import violations
from ..serving import Server
from ..ticket_printer.kiosk_page import LANDSCAPE, PORTRAIT, fits, press
from .korean import translated

# every text that is shown and not marked as translated: no number, no name of a language, no Chinese beside
_UNTRANSLATED = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.textContent.trim();
    const element = node.parentElement;
    if (!words || words.includes("⟦") || /^[^\\p{L}]*$/u.test(words) || /^[A-Z]{1,2}[0-9]*$/.test(words)) continue;
    if (element.closest("body [lang=zh-CN], bdi, script, style, .rehearsal-mark, .bulletin")) continue;
    if (!element.checkVisibility()) continue;
    found.push(words);
  }
  return found;
}"""


def untranslated(page: Page) -> list[str]:
    return page.evaluate(_UNTRANSLATED)  # type: ignore[no-any-return]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[object]:
    contexts = []

    def open_page(address: str, size: tuple[int, int] = (390, 844), locale: str = "zh-CN") -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale=locale, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def choose(page: Page, opens: str, name: str) -> None:
    page.get_by_role("button", name=opens).click()
    page.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def kiosk_of(server: Server) -> str:
    return f"{server.url}/kiosk/{server.hall}#token={server.kiosk_token}"


def in_language(server: Server, tag: str, *more: str) -> Path:
    server.run("language", "new", tag, *more)
    path = server.var / f"languages/{tag}.json"
    translated(path, tag)
    return path


def test_one_file_gives_kiosk_and_phone_a_third_language_at_once(server: Server, open_page) -> None:  # type: ignore[no-untyped-def]
    server.press(server.staff("zhang"), "1", "sign-in", role="A")
    ticket = server.issue()
    in_language(server, "ko")
    kiosk, phone = open_page(kiosk_of(server), PORTRAIT), open_page(ticket["url"])
    expect(kiosk.get_by_role("button", name="户政")).to_be_visible()
    expect(phone.get_by_text("前面还有").or_(phone.get_by_text("下一位就是您"))).to_be_visible()

    choose(kiosk, "English · 한국어", "한국어")
    choose(phone, "English · 한국어", "한국어")

    expect(kiosk.get_by_role("button", name="⟦Household registration⟧")).to_be_visible()
    expect(kiosk.get_by_role("button", name="⟦Household registration⟧")).to_contain_text("户政")
    expect(phone.get_by_text("⟦You are next⟧")).to_be_visible()
    for page in (kiosk, phone):
        assert untranslated(page) == []
        assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ko", "ltr"]
        assert violations(page) == []
    fits(kiosk)

    press(kiosk, "⟦Household registration⟧")
    expect(kiosk.get_by_role("heading", level=1)).to_contain_text("⟦Do you need the green channel?⟧")
    assert untranslated(kiosk) == []
    kiosk.wait_for_timeout(400)
    press(kiosk, "⟦Not needed⟧")
    expect(kiosk.locator(".number-card__label")).to_be_visible()
    assert untranslated(kiosk) == []
    kiosk.wait_for_timeout(400)
    press(kiosk, "⟦Done⟧")

    expect(kiosk.get_by_role("heading", name="请按您要办的事项")).to_be_visible()  # the next person's
    assert kiosk.evaluate("document.documentElement.lang") == "zh-CN"


def test_a_phone_begins_in_its_own_language_and_a_kiosk_in_chinese(server: Server, open_page) -> None:  # type: ignore[no-untyped-def]
    in_language(server, "ko")
    phone = open_page(server.issue()["url"], locale="ko-KR")
    kiosk = open_page(kiosk_of(server), PORTRAIT, locale="ko-KR")

    expect(phone.get_by_text("⟦Ahead of you⟧").or_(phone.get_by_text("⟦You are next⟧"))).to_be_visible()
    expect(kiosk.get_by_role("heading", name="请按您要办的事项")).to_be_visible()


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_language_from_right_to_left_breaks_no_screen(server: Server, open_page, size: tuple[int, int]) -> None:  # type: ignore[no-untyped-def]
    in_language(server, "ug")
    kiosk, phone = open_page(kiosk_of(server), size), open_page(server.issue()["url"])
    choose(kiosk, "English · ئۇيغۇرچە", "ئۇيغۇرچە")
    choose(phone, "English · ئۇيغۇرچە", "ئۇيغۇرچە")

    expect(kiosk.get_by_role("button", name="⟦Household registration⟧")).to_be_visible()
    assert kiosk.evaluate("getComputedStyle(document.body).direction") == "rtl"
    fits(kiosk)
    assert violations(kiosk) == []
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    press(kiosk, "⟦Household registration⟧")
    kiosk.wait_for_timeout(400)
    fits(kiosk)
    press(kiosk, "⟦Not needed⟧")
    expect(kiosk.locator(".number-card__label")).to_be_visible()
    fits(kiosk)


def test_what_has_no_translation_is_read_in_english_beside_chinese(server: Server, open_page) -> None:  # type: ignore[no-untyped-def]
    server.run("language", "new", "ko")
    kiosk = open_page(kiosk_of(server), PORTRAIT)
    choose(kiosk, "English · 한국어", "한국어")

    tile = kiosk.get_by_role("button", name="Household registration")
    expect(tile.locator(".bilingual__main")).to_have_attribute("lang", "en")
    expect(tile).to_contain_text("户政")
