"""The ticket server as a print agent sees it: five addresses over HTTP, every answer a job, every failure named."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import requests

from .job import Listed

log = logging.getLogger("ticket_printer")

CONNECT_S = 5.0
ANSWER_S = 15.0
POLL_S = 10  # how long the server holds a question while there is nothing to print; then the printer is looked at
ANSWER_MOST = 8 * 1024 * 1024  # bytes; a day of a large hall whose printer was away is one or two


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
    return _few(str(error))


def _few(words: object) -> str:
    """What the other side says, fit for a line of the log."""
    return "".join(letter for letter in words[:200] if letter.isprintable()) if isinstance(words, str) else ""


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """None is followed; to find out where it leads, the library would read the whole answer."""


class TicketServer:
    def __init__(self, url: str, hall: str, token: Callable[[], str]) -> None:
        place = f"{url.rstrip('/')}/api/v1/halls/{quote(hall, safe='')}"
        self._slips, self._printer = f"{place}/slips", f"{place}/printer"
        self._token = token
        self._session = _Session()

    def work(self, wait_s: int = POLL_S) -> list[Listed]:
        """The slips to print, as soon as there are any; none when the server has held the question so long."""
        answer = self._ask("GET", f"?wait_s={wait_s}", wait_s=wait_s)
        slips = answer.get("slips")
        if not isinstance(slips, list):
            raise ServerAway("an answer without slips: is this the ticket server?")
        jobs = [job for job in map(Listed.read, slips) if job]
        if nameless := len(slips) - len(jobs):
            trouble = f"{nameless} of {len(slips)} jobs {'has' if nameless == 1 else 'have'} no id"
            if not jobs:
                raise ServerAway(f"{trouble}: is this the ticket server?")
            log.error("asking for slips: %s", trouble)
        return jobs

    def take(self, slip: str, key: str) -> dict[str, Any]:
        """Reserve a slip; tries of one taking carry one key."""
        return self._ask("POST", f"/{quote(slip, safe='')}/take", key=key)

    def printed(self, slip: str) -> None:
        self._ask("POST", f"/{quote(slip, safe='')}/printed")

    def failed(self, slip: str, why: str) -> None:
        self._ask("POST", f"/{quote(slip, safe='')}/failed", body={"why": why})

    def report(self, state: str) -> None:
        """How the printer is."""
        self._ask("POST", "", at=self._printer, body={"state": state})

    def _ask(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        key: str | None = None,
        wait_s: float = 0,
        at: str | None = None,
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token()}", "Accept": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        try:
            with self._session.request(
                method, (at or self._slips) + path, json=body, headers=headers, timeout=(CONNECT_S, wait_s + ANSWER_S),
                allow_redirects=False, stream=True,
            ) as answer:  # fmt: skip
                document = _read(answer)
        except requests.RequestException as error:
            raise ServerAway(_why(error)) from error
        if answer.ok:
            return document
        code = _few(document.get("code"))
        if answer.status_code >= 500 or answer.status_code in (408, 429):
            raise ServerAway(f"{answer.status_code} {code}")
        raise Refused(answer.status_code, code, _few(document.get("title")))


def _read(answer: requests.Response) -> dict[str, Any]:
    """An answer's document. Raises ServerAway when it is none, requests.RequestException."""
    if answer.status_code == 204:
        return {}
    try:
        body = bytearray()
        for more in answer.iter_content(64 * 1024):
            body += more
            if len(body) > ANSWER_MOST:
                raise ValueError(f"more than {ANSWER_MOST >> 20} MiB")
        document = json.loads(body)
        if not isinstance(document, dict):
            raise ValueError("no object")
    except (ValueError, RecursionError) as error:
        raise ServerAway(
            f"{answer.status_code} with an unreadable answer ({error}): is this the ticket server?"
        ) from error
    return document
