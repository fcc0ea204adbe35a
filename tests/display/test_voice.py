"""A board that speaks, in a real Chromium: what comes out of it, in which order, and what people see meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page, expect

from ..accessibility import violations
from ..serving import PLAN, Server, until
from ..voice.packs import tones
from .conftest import Screens

COUNTERS = "".join(
    f'  - {{id: "{n}", name: {{zh: {n}号窗口, en: Counter {n}}}, serves: [household, entry-exit]}}\n'
    for n in range(1, 11)
)
TEN = PLAN.split("counters:")[0] + f"counters:\n{COUNTERS}voice: {{times: 1}}\n"

# what every sound of the page does, and whether its number stands in sight while it is heard
LISTEN = """
  window.heard = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    const label = new URL(this.src).searchParams.get("label");
    if (label === null) return play.call(this);
    const one = { label, chime: !this.src.includes("chime=no"), from: null, until: null, seen: null };
    const large = () => document.querySelector(`.calls__large [data-label=${label}][data-said=true]`) !== null;
    const allowed = new AbortController();
    this.addEventListener("playing", () => {
      one.from = performance.now();
      heard.push(one);
    }, { once: true, signal: allowed.signal });
    this.addEventListener("ended", () => {
      one.until = performance.now();
      one.seen = large();
    }, { once: true, signal: allowed.signal });
    return play.call(this).catch((refusal) => {
      allowed.abort();
      throw refusal;
    });
  };
"""


def listening(screens: Screens, server: Server, address: str = "/board/h?voice=on") -> Page:
    """A board that somebody has touched once, with an ear beside it."""
    page = screens.open("about:blank")
    page.add_init_script(LISTEN)
    page.goto(server.url + address)
    expect(page.locator(".board")).to_be_visible()
    page.mouse.click(500, 500)
    return page


def untouched(screens: Screens, server: Server) -> Page:
    """A board that has tried its sound before anybody touched it: to the browser, a look of the test is a touch."""
    page = screens.open("about:blank")
    with page.expect_request("**/voice/clip?*"):
        page.goto(f"{server.url}/board/h?voice=on")
    return page


def heard(page: Page) -> list[dict[str, Any]]:
    return page.evaluate("heard.filter((one) => one.until !== null)")  # type: ignore[no-any-return]


def labels(page: Page) -> list[str]:
    return [one["label"] for one in heard(page)]


def sign_in(server: Server, clerk: str, counter: str) -> Callable[[], str]:
    """Somebody on post, who calls the next."""
    session = server.staff(clerk)
    assert server.press(session, counter, "sign-in", role="A").status_code == 200

    def call() -> str:
        answer = server.press(session, counter, "next")
        assert answer.status_code == 200, answer.text
        return str(answer.json()["label"])

    return call


def test_ten_calls_of_five_seconds_are_heard_one_after_another_and_stay_in_sight_until_then(
    server_at: Callable[..., Server], screens: Screens
) -> None:
    server = server_at("10:00", plan=TEN)
    tones(server.var / "voice")
    clerks = ["zhang", "li", "wang", *(f"clerk{n}" for n in range(7))]
    for clerk in clerks[3:]:
        server.user(clerk, "clerk")
    calls = [sign_in(server, clerk, str(n)) for n, clerk in enumerate(clerks, start=1)]
    for _ in calls:
        server.issue()
    board = listening(screens, server)

    called = [call() for call in calls]

    for label in called:
        expect(board.locator(f"[data-label={label}]")).to_be_visible()
    until(lambda: labels(board), called, within_s=60)
    spans = [(one["from"], one["until"]) for one in heard(board)]
    assert all(first[1] < second[0] for first, second in pairwise(spans)), "never two at once"
    assert all(800 < end - begin < 5_000 for begin, end in spans), "none is cut off"
    assert [one["label"] for one in heard(board) if not one["seen"]] == []
    assert screens.complaints == []


def test_a_call_is_repeated_by_the_plan_and_a_recall_is_said_again(
    server_at: Callable[..., Server], screens: Screens
) -> None:
    server = server_at("10:00", plan=PLAN + "voice: {times: 2}\nlimits: {recall_spacing_s: 0}\n")
    tones(server.var / "voice")
    call = sign_in(server, "zhang", "1")
    server.issue()
    board = listening(screens, server)

    label = call()
    until(lambda: labels(board), [label] * 2)
    assert [one["chime"] for one in heard(board)] == [True, False]

    server.press(server.staff("zhang"), "1", "recall", label=label)
    until(lambda: labels(board), [label] * 4)


def test_a_board_that_was_away_for_a_moment_says_what_it_missed_and_nothing_twice(
    server_at: Callable[..., Server], screens: Screens
) -> None:
    server = server_at("10:00", plan=PLAN + "voice: {times: 1}\n")
    tones(server.var / "voice")
    first, second = sign_in(server, "zhang", "1"), sign_in(server, "li", "2")
    server.issue()
    server.issue()
    board = listening(screens, server)
    before = first()
    until(lambda: labels(board), [before])

    board.goto("about:blank")
    missed = second()
    board.goto(f"{server.url}/board/h?voice=on")
    expect(board.locator(f"[data-label={missed}]")).to_be_visible()
    board.mouse.click(500, 500)

    until(lambda: labels(board), [missed])


def test_a_browser_that_wants_a_touch_first_says_so_until_it_comes(server: Server, screens: Screens) -> None:
    tones(server.var / "voice")
    board = untouched(screens, server)
    asks = board.get_by_role("button", name="请触摸屏幕")
    expect(asks).to_be_visible()

    board.keyboard.press("Enter")

    expect(asks).to_be_hidden()
    expect(board.get_by_role("img", name="语音播报")).to_be_visible()


def test_a_hall_without_a_voice_works_and_its_board_says_so(server: Server, screens: Screens) -> None:
    board = screens.open(f"{server.url}/board/h?voice=on")
    board.mouse.click(500, 500)

    expect(board.get_by_text("语音暂不可用，请留意屏幕")).to_be_visible()
    call = sign_in(server, "zhang", "1")
    server.issue()
    expect(board.locator(f".calls__large [data-label={call()}]")).to_be_visible()


def test_each_zone_hears_its_own_calls(server_at: Callable[..., Server], screens: Screens) -> None:
    zoned = PLAN.replace("name: {zh: 1号窗口, en: Counter 1},", "name: {zh: 1号窗口, en: Counter 1}, zone: east,")
    zoned = zoned.replace("{zh: 2号窗口, en: Counter 2},", "{zh: 2号窗口, en: Counter 2}, zone: west,")
    zones = "zones: [{id: east, name: {zh: 东厅, en: East}}, {id: west, name: {zh: 西厅, en: West}}]\n"
    server = server_at("10:00", plan=f"{zoned}{zones}voice: {{times: 1}}\n")
    tones(server.var / "voice")
    calls = [sign_in(server, "zhang", "1"), sign_in(server, "li", "2")]
    for _ in calls:
        server.issue()
    east, west = (listening(screens, server, f"/board/h?zone={zone}&voice=on") for zone in ("east", "west"))
    expect(east.locator("header")).to_contain_text("东厅")

    there, elsewhere = (call() for call in calls)

    until(lambda: (labels(east), labels(west)), ([there], [elsewhere]))
    expect(east.locator(f"[data-label={elsewhere}]")).to_have_count(0)


def test_staff_hear_each_clip_and_a_whole_call_on_a_page_of_their_own(server: Server, screens: Screens) -> None:
    tones(server.var / "voice")
    (server.var / "voice/zh/9.wav").unlink()
    page = screens.open("about:blank", 1366, 768)
    page.add_init_script(LISTEN)
    page.goto(f"{server.url}/voice/h")
    expect(page.get_by_role("status")).to_contain_text("缺少 1 段语音")
    expect(page.locator(".clip", has_text="own/zh/9.wav")).to_contain_text("缺失")
    found = violations(page)

    page.get_by_role("button", name="请", exact=True).click()
    expect(page.get_by_role("button", name="请", exact=True)).to_have_attribute("aria-pressed", "false")
    page.get_by_label("号码").fill("b345")
    page.get_by_label("窗口").select_option("3")
    page.locator("form").get_by_role("button").click()
    until(lambda: labels(page), ["B345"])

    assert found == []
    assert screens.complaints == []


def test_what_stands_in_the_way_of_the_voice_can_be_read_by_everybody(server: Server, screens: Screens) -> None:
    silent, without = screens.open(f"{server.url}/board/h?voice=on"), screens.open(f"{server.url}/voice/h", 1366, 768)
    expect(silent.locator(".board")).to_be_visible()
    silent.mouse.click(500, 500)
    expect(silent.get_by_role("status")).to_contain_text("语音暂不可用")
    expect(without.get_by_role("status")).to_contain_text("还没有语音包")
    found = [*violations(silent), *violations(without)]
    tones(server.var / "voice")
    blocked = untouched(screens, server)
    expect(blocked.get_by_role("button", name="请触摸屏幕")).to_be_visible()

    assert found + violations(blocked) == []
