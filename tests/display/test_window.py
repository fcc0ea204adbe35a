"""The sign at a window."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from ..serving import Server
from .conftest import Screens


@pytest.fixture
def sign(server: Server, screens: Screens) -> Page:
    return screens.open(f"{server.url}/window/h/1", 1280, 800)


def test_a_window_follows_its_clerk_from_arrival_to_pause(server: Server, sign: Page, screens: Screens) -> None:
    glass = sign.locator(".sign")
    expect(glass).to_contain_text("未开放")

    zhang = server.staff("zhang")
    server.press(zhang, "1", "sign-in", role="A")
    expect(glass).to_contain_text("A 岗值班")

    label = server.issue()["label"]
    server.press(zhang, "1", "next")
    expect(glass).to_contain_text("请到本窗口办理")
    expect(glass).to_contain_text(label)

    server.press(zhang, "1", "start", label=label)
    expect(glass).to_contain_text("正在办理")
    expect(sign.locator("footer")).to_contain_text("A 岗")

    server.press(zhang, "1", "finish", outcome="done", label=label)
    server.press(zhang, "1", "pause", reason="上门服务", minutes=15)
    expect(glass).to_contain_text("暂停服务")
    expect(glass).to_contain_text("上门服务")
    expect(glass).to_contain_text("预计 10:15 恢复")

    server.press(zhang, "1", "resume")
    server.press(zhang, "1", "sign-out")
    expect(glass).to_contain_text("未开放")
    assert screens.complaints == []


def test_an_address_of_no_window_says_so(server: Server, screens: Screens) -> None:
    expect(screens.open(f"{server.url}/window/h/99").get_by_text("没有这个大厅或窗口")).to_be_visible()


def test_a_window_that_hears_nothing_covers_its_number(server: Server, sign: Page) -> None:
    zhang = server.staff("zhang")
    server.press(zhang, "1", "sign-in", role="A")
    label = server.issue()["label"]
    server.press(zhang, "1", "next")
    expect(sign.locator(".sign")).to_contain_text(label)

    server.kill()

    expect(sign.get_by_text("显示屏连接中断")).to_be_visible(timeout=20_000)
    expect(sign.locator("main")).to_have_class("window stale")
