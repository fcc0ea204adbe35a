"""The ticket server as a print agent sees it: four addresses over HTTP, every answer a job, every failure named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import requests

CONNECT_S = 5.0
ANSWER_S = 15.0
POLL_S = 25  # how long the server holds a question while there is nothing to print


class ServerAway(Exception):
    """No answer, or one that says "later"."""


class Refused(Exception):
    """The server's answer is no; `code` is the contract's."""

    def __init__(self, status: int, code: str, title: str = "") -> None:
        self.status, self.code = status, code
        super().__init__(f"{status} {code} {title}".strip())

    @property
    def pairing(self) -> bool:
        """The token is not, or no longer, a printer's of this hall: nothing works until somebody mends that."""
        return self.status in (401, 403)


def _why(error: requests.RequestException) -> str:
    """In a few words; the library's own text is the whole chain of what it tried."""
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    below: BaseException | None = error
    while below is not None:
        if isinstance(below, OSError) and below.strerror:
            return below.strerror
        below = getattr(below, "reason", None) or below.__cause__ or below.__context__
    return str(error)


class TicketServer:
    def __init__(self, url: str, hall: str, token: Callable[[], str]) -> None:
        self._slips = f"{url.rstrip('/')}/api/v1/halls/{quote(hall, safe='')}/slips"
        self._token = token
        self._session = requests.Session()

    def work(self) -> list[dict[str, Any]]:
        """The slips to print, as soon as there are any; none when the server has held the question long enough."""
        answer = self._ask("GET", f"?wait_s={POLL_S}", wait_s=POLL_S)
        slips = answer.get("slips")
        if not isinstance(slips, list):
            raise ServerAway("an answer without slips: is this the ticket server?")
        return slips

    def take(self, slip: str, key: str) -> dict[str, Any]:
        """Reserve a slip; tries of one taking carry one key."""
        return self._ask("POST", f"/{quote(slip, safe='')}/take", key=key)

    def printed(self, slip: str) -> None:
        self._ask("POST", f"/{quote(slip, safe='')}/printed")

    def failed(self, slip: str, why: str) -> None:
        self._ask("POST", f"/{quote(slip, safe='')}/failed", body={"why": why})

    def _ask(
        self, method: str, path: str, *, body: object = None, key: str | None = None, wait_s: float = 0
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token()}", "Accept": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        try:
            answer = self._session.request(
                method, self._slips + path, json=body, headers=headers, timeout=(CONNECT_S, wait_s + ANSWER_S),
                allow_redirects=False,
            )  # fmt: skip
            document = answer.json()
        except requests.JSONDecodeError as error:
            raise ServerAway(f"{answer.status_code} with an unreadable answer: is this the ticket server?") from error
        except requests.RequestException as error:
            raise ServerAway(_why(error)) from error
        if not isinstance(document, dict):
            raise ServerAway(f"{answer.status_code} with an unreadable answer: is this the ticket server?")
        if answer.ok:
            return document
        if answer.status_code >= 500 or answer.status_code in (408, 429):
            raise ServerAway(f"{answer.status_code} {document.get('code', '')}")
        raise Refused(answer.status_code, str(document.get("code", "")), str(document.get("title", "")))
