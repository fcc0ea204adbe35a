"""Every state of the phone ticket holds WCAG 2.2 AA, in Chinese and in English, and fits the phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
import yaml
from playwright.sync_api import Page, expect

from ..accessibility import violations
from ..serving import PLAN, Server
from .conftest import Screens

GUIDE = ("basis", "conditions", "place", "time", "process", "time_limit", "fee")
ENDS: dict[str, dict[str, Any]] = {
    "done": {},
    "accepted": {"reason": "十个工作日后凭回执领取"},
    "notice_given": {},
    "refused": {"reason": "户口簿原件未带"},
    "referred": {"to": "民政局"},
}


def plan_with_a_guide() -> str:
    plan = yaml.safe_load(PLAN)
    guide = {part: {"zh": f"{part}。", "en": part} for part in GUIDE}
    plan["services"][0]["guide"] = guide | {"materials": [{"zh": "户口簿原件", "en": "Household register"}]}
    return str(yaml.safe_dump(plan, allow_unicode=True))


class Visit:
    """One phone that follows one number, looked at in each state."""

    def __init__(self, server: Server, screens: Screens, locale: str) -> None:
        self.server, self.screens, self.locale = server, screens, locale
        self.clerk = server.staff("zhang")
        self.found: dict[str, list[str]] = {}
        self.label = ""

    def takes_a_number(self) -> Page:
        ticket = self.server.issue()
        self.label = ticket["label"]
        self.phone = self.screens.phone(ticket["url"], self.locale)
        return self.phone

    def press(self, press: str, **body: Any) -> None:
        answer = self.server.press(self.clerk, "1", press, **body)
        assert answer.status_code == 200, answer.text

    def look(self, state: str, place: str) -> None:
        expect(self.phone.locator(place).first).to_be_visible()
        self.phone.mouse.move(1, 1)
        wide = self.phone.evaluate("document.documentElement.scrollWidth - innerWidth")
        self.found[state] = [*violations(self.phone), *([f"{wide} px too wide"] if wide else [])]

    def all_is_well(self) -> None:
        assert {state: wrong for state, wrong in self.found.items() if wrong} == {}
        assert self.screens.complaints == []


@pytest.fixture(params=["zh-CN", "en-GB"])
def visit_at(
    request: pytest.FixtureRequest, server_at: Callable[..., Server], screens: Screens
) -> Callable[..., Visit]:
    return lambda at: Visit(server_at(at, plan=plan_with_a_guide()), screens, request.param)


def test_from_the_number_to_the_rating(visit_at: Callable[..., Visit]) -> None:
    visit = visit_at("10:00")
    phone = visit.takes_a_number()
    visit.look("nobody on post", ".wait")
    visit.press("sign-in", role="A")
    visit.look("next", ".wait")
    phone.locator(".why__ask").click()
    visit.look("why answered", ".why__words")
    phone.locator("summary").click()
    visit.look("guide open", ".guide[open]")
    phone.locator(".actions .button--quiet").click()
    visit.look("asked before giving up", ".ask-first")
    visit.press("next")
    visit.look("called", ".number[data-state=called]")
    visit.press("no-show", label=visit.label)
    visit.look("missed", ".number[data-state=missed]")
    phone.locator(".actions .button").first.click()
    visit.look("rejoined", ".number[data-state=waiting]")
    visit.press("next")
    visit.press("start", label=visit.label)
    visit.look("serving", ".number[data-state=serving]")
    visit.press("park", label=visit.label, reason="复印")
    visit.look("parked", ".number[data-state=parked]")
    visit.press("unpark", label=visit.label)
    visit.press("start", label=visit.label)
    visit.press("finish", label=visit.label, outcome="done")
    visit.look("done", ".rating")
    levels = phone.locator(".rating__level").all_inner_texts()
    assert len(levels) == 5
    phone.locator(".rating__level").nth(1).click()
    phone.locator(".rating .button").click()
    visit.look("rated", ".rating__thanks")
    phone.reload()
    visit.look("rated before", ".rating__thanks")
    assert phone.locator(".rating").count() == 0  # once
    visit.all_is_well()


def test_each_way_to_end(visit_at: Callable[..., Visit]) -> None:
    visit = visit_at("10:00")
    visit.press("sign-in", role="A")
    for outcome, more in ENDS.items():
        visit.takes_a_number()
        visit.press("next")
        visit.press("start", label=visit.label)
        visit.press("finish", label=visit.label, outcome=outcome, **more)
        visit.look(outcome, ".number[data-state=ended]")
    visit.takes_a_number()
    for _ in range(3):
        visit.press("next")
        visit.press("no-show", label=visit.label)
        again = visit.phone.locator(".actions .button--quiet ~ .button, .actions > .button").first
        expect(visit.phone.locator(".number[data-state=missed], .number[data-state=ended]")).to_be_visible()
        if again.is_visible():
            again.click()
            expect(visit.phone.locator(".number[data-state=waiting]")).to_be_visible()
    visit.look("missed too often", ".number[data-state=ended]")
    phone = visit.takes_a_number()
    phone.locator(".actions .button--quiet").click()
    phone.locator(".button--danger").click()
    visit.look("cancelled", ".number[data-state=ended]")
    phone.goto(f"{visit.server.url}/t/not-a-token")
    visit.look("lost", ".lost")
    visit.screens.complaints.clear()  # the browser's word on the 404
    visit.all_is_well()


def test_carried_over_and_what_became_of_it(visit_at: Callable[..., Visit]) -> None:
    visit = visit_at("17:29")
    phone = visit.takes_a_number()
    manager = visit.server.staff("manager")
    on = {"label": visit.label, "reason": "系统故障", "explanation": "明日优先", "on": "2026-11-26"}
    close = f"{visit.server.api}/halls/h/day/close"
    assert manager.post(close, json={"remaining": [on]}, timeout=10).status_code == 200
    visit.look("carried over", ".ending")
    address = phone.url
    code = requests.get(f"{visit.server.api}/tickets/{address.rpartition('/')[2]}", timeout=10).json()["code"]
    assert code in phone.locator(".ending").inner_text()
    visit.all_is_well()


def test_a_server_that_is_away_before_anything_was_heard(visit_at: Callable[..., Visit]) -> None:
    visit = visit_at("10:00")
    phone = visit.takes_a_number()
    expect(phone.locator(".number")).to_be_visible()
    phone.add_init_script("localStorage.clear()")
    phone.route("**/api/v1/tickets/*", lambda route: route.abort())
    phone.reload()
    visit.look("away", ".lost .button")
    visit.screens.complaints.clear()  # the browser's word on what was not answered
    visit.all_is_well()
