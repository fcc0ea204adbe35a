"""Take docs/pictures from the running product: the sample hall at 10:24 of a working morning, each face at its size."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

PICTURES = Path("docs/pictures")
PORT = int(os.environ.get("PORT", "8097"))
URL = f"http://127.0.0.1:{PORT}"
HALL = f"{URL}/api/v1/halls/wanzhou-centre"
COUNTER, CLERK = "1", "zhang"

LOBBY: ViewportSize = {"width": 1920, "height": 1080}
KIOSK: ViewportSize = {"width": 1080, "height": 1920}
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1366, "height": 768}


@contextmanager
def hall(var: Path) -> Iterator[dict[str, Any]]:
    """The sample hall, served; yields what the demo made."""
    environment = os.environ | {"QUEUE_VAR": str(var)}
    subprocess.run(["queue-server", "demo"], env=environment, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, "scripts/morning.py", "play"], env=environment, check=True)
    server = subprocess.Popen([sys.executable, "scripts/morning.py", "serve", str(PORT)], env=environment)
    try:
        while not _answers():
            if server.poll() is not None:
                sys.exit("the server did not start")
            time.sleep(0.1)
        yield json.loads((var / "demo.json").read_text())
    finally:
        server.terminate()
        server.wait()


def _answers() -> bool:
    try:
        return requests.get(f"{URL}/health", timeout=5).ok
    except requests.ConnectionError:
        return False


class Photographer:
    def __init__(self, browser: Browser, made: dict[str, Any]) -> None:
        self._browser, self._made = browser, made

    def page(self, size: ViewportSize, path: str, shows: str, username: str | None = None, scale: float = 1) -> Page:
        """A page that shows its live view, which has this text in it."""
        context = self._browser.new_context(viewport=size, device_scale_factor=scale, locale="zh-CN")
        if username is not None:
            given = {"username": username, "password": self._made["password"]}
            context.request.post(f"{URL}/api/v1/session", data=given, fail_on_status_code=True)
        for key, value in (("hall", "wanzhou-centre"), ("post", f"A {COUNTER}")):  # this desk's clerk works here
            context.add_init_script(f"localStorage.setItem('queue.staff.{key}', '{value}')")
        page = context.new_page()
        page.goto(URL + path)
        page.get_by_text(shows).first.wait_for()
        return page

    def keep(self, page: Page, name: str) -> None:
        page.evaluate("document.fonts.ready")
        page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
        print(f"{PICTURES / name}.png")
        page.context.close()

    def all(self) -> None:
        name, counter = "万州区公安局政务服务中心", f"{COUNTER}号窗口"
        self.keep(self.page(LOBBY, "/board/wanzhou-centre", name), "board")
        self.keep(self.page(LOBBY, f"/window/wanzhou-centre/{COUNTER}", counter), "window")
        self.keep(self.page(KIOSK, f"/kiosk/wanzhou-centre#token={self._made['kiosk']}", "户政"), "kiosk")
        self.keep(self.page(PHONE, self._ticket(), "户政", scale=2), "phone")
        self.keep(self.page(DESK, "/panel", counter, CLERK), "panel")
        self.keep(self.page(DESK, "/manager", name, "manager"), "manager")

    def _ticket(self) -> str:
        kiosk = {"Authorization": f"Bearer {self._made['kiosk']}"}
        issued = requests.post(f"{HALL}/tickets", json={"service": "household"}, headers=kiosk, timeout=10)
        issued.raise_for_status()
        return f"/t/{issued.json()['token']}"


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        hall(Path(folder)) as made,
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        ) as browser,
    ):
        Photographer(browser, made).all()


if __name__ == "__main__":
    main()
