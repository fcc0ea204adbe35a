"""Kiosks and clerks as processes of their own, on the standard library alone so that dozens start at once.

    python clients.py kiosk  URL HALL TOKEN  COUNT ENOUGH_FILE
    python clients.py clerk  URL HALL COOKIE COUNTER STOP_FILE

Each prints one JSON line for each answer it got. Like the faces, they send a press again with the same key when
the answer did not come.
"""

from __future__ import annotations

import http.client
import json
import os
import sys
import time
import uuid
from typing import Any
from urllib.parse import urlsplit

PATIENCE_S = 60  # for one press, through kills and restarts


class Client:
    def __init__(self, url: str, headers: dict[str, str]) -> None:
        self.host = urlsplit(url).netloc
        self.headers = headers
        self.connection: http.client.HTTPConnection | None = None

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        """(status, answer); tried again with the same key until there is one."""
        headers = self.headers | {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection(self.host, timeout=10)
                self.connection.request("POST", f"/api/v1{path}", json.dumps(body), headers)
                answer = self.connection.getresponse()
                raw = answer.read()
                if answer.status != 503:
                    return answer.status, json.loads(raw) if raw else None
            except (OSError, http.client.HTTPException):
                if self.connection is not None:
                    self.connection.close()
                self.connection = None
            if time.monotonic() > deadline:
                raise SystemExit(f"no answer to {path} in {PATIENCE_S} s")
            time.sleep(0.05)


def say(**fields: Any) -> None:
    print(json.dumps(fields), flush=True)


def kiosk(url: str, hall: str, token: str, count: str, enough_file: str) -> None:
    client = Client(url, {"Authorization": f"Bearer {token}"})
    wishes = [
        {"service": service, "lane": lane}
        for service in ("household", "entry-exit")
        for lane in ("ordinary", "elderly")
    ]
    for place in range(int(count)):
        if os.path.exists(enough_file):
            return
        status, answer = client.post(f"/halls/{hall}/tickets", wishes[(place + os.getpid()) % len(wishes)])
        assert status == 201, (status, answer)
        say(issued=answer["label"], id=answer["id"])


def clerk(url: str, hall: str, cookie: str, counter: str, stop_file: str) -> None:
    client = Client(url, {"Cookie": f"queue_session={cookie}"})
    at = f"/halls/{hall}/counters/{counter}"
    assert client.post(f"{at}/sign-in", {"role": "A"})[0] == 200
    while True:
        over = os.path.exists(stop_file)  # looked at before the press: who came before it is still called
        status, called = client.post(f"{at}/next", {})
        if status == 204:
            if over:
                return
            time.sleep(0.02)
            continue
        assert status == 200, (status, called)
        say(called=called["label"], counter=counter)
        for press, body in (("start", {}), ("finish", {"outcome": "done"})):
            status, answer = client.post(f"{at}/{press}", body | {"label": called["label"]})
            assert status == 200, (press, status, answer)
        say(finished=called["label"])


if __name__ == "__main__":
    {"kiosk": kiosk, "clerk": clerk}[sys.argv[1]](*sys.argv[2:])
