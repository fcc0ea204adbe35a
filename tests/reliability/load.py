"""The crowd of a hall: kiosks and clerks, each a thread with a connection of its own, on the standard library alone.

    python -S load.py        on standard input: a line that `Crowd` below reads, then `rest`, `go` and `end`

Like the faces, each sends a press again with the same key until it has an answer. Every answered press is a line of
JSON on standard output; so is what became of `rest` and `end`. Times are the machine's monotonic seconds.
"""

from __future__ import annotations

import http.client
import json
import random
import socket
import sys
import threading
import time
import uuid
from collections import deque
from typing import Any

PATIENCE_S = 10  # for one try, as in the faces' client
AGAIN_S = 0.1  # after a try without an answer
GIVE_UP_S = 120  # for one press: longer than any fault of the tests
LEFT_ALONE = 0.5  # of the kiosks' presses that were refused in words: the citizen goes away
TRANSFER, PARK, NO_SHOW, RECALL = 0.05, 0.05, 0.05, 0.05  # of the clerks' calls


class Crowd:
    """`told`: {url, hall, kiosks, token, cookies: {counter: cookie}, numbers_s, serving_s, numbers, seed}.

    `numbers_s`: how long a kiosk waits between two numbers, on average; `serving_s` the same for a clerk's presses.
    `numbers`: how many each kiosk gives, or null for no end.
    """

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.going = True
        self.hurried = threading.Event()  # nobody thinks any more
        self.kiosks_done = threading.Event()
        self.missed: deque[str] = deque()  # labels of who may report again
        self._saying = threading.Lock()
        self._at_work = 0
        self._still = threading.Condition()
        self._members: list[threading.Thread] = []
        self._kiosks = told["kiosks"]

    def say(self, **fields: Any) -> None:
        with self._saying:
            print(json.dumps(fields), flush=True)

    def start(self) -> None:
        for number in range(1, self._kiosks + 1):
            self._members.append(threading.Thread(target=self._kiosk, args=(number,), daemon=True))
        for counter, cookie in self.told["cookies"].items():
            self._members.append(threading.Thread(target=self._clerk, args=(counter, cookie), daemon=True))
        for member in self._members:
            member.start()

    def rest(self) -> None:
        """Until everybody has the answer of what they have begun."""
        with self._still:
            self.going = False
            self._still.wait_for(lambda: self._at_work == 0)

    def go(self) -> None:
        with self._still:
            self.going = True
            self._still.notify_all()

    def end(self) -> None:
        """The kiosks give no more numbers than they were told to, the clerks call until nobody waits."""
        self.hurried.set()
        self.go()
        for member in self._members:
            member.join()

    # one member's life

    def _kiosk(self, number: int) -> None:
        try:
            self._give_numbers(number)
        finally:
            with self._still:
                self._kiosks -= 1
                if self._kiosks == 0:
                    self.kiosks_done.set()

    def _give_numbers(self, number: int) -> None:
        chance = random.Random(self.told["seed"] * 1000 + number)
        client = Client(self, f"kiosk {number}", {"Authorization": f"Bearer {self.told['token']}"})
        halls = f"/halls/{self.told['hall']}"
        left = self.told["numbers"]
        while left != 0:
            self._pause(chance, self.told["numbers_s"])
            if left is None and self.hurried.is_set():
                break
            if self.missed and chance.random() < 0.5:
                label = self._first(self.missed)
                if label:
                    client.press("rejoin", f"{halls}/tickets/{label}/rejoin", {}, (200, 404, 409))
                    continue
            wish = {
                "service": chance.choice(("household", "entry-exit")),
                "lane": chance.choice(("ordinary", "ordinary", "elderly")),
            }
            client.press("issue", f"{halls}/tickets", wish, (201,), leaves=chance.random() < LEFT_ALONE)
            if left is not None:
                left -= 1

    def _clerk(self, counter: str, cookie: str) -> None:
        chance = random.Random(self.told["seed"] * 1000 + 500 + int(counter))
        client = Client(self, counter, {"Cookie": f"queue_session={cookie}"})
        at = f"/halls/{self.told['hall']}/counters/{counter}"
        client.press("sign-in", f"{at}/sign-in", {"role": "A"}, (200,))
        while True:
            self._pause(chance, self.told["serving_s"])
            over = self.kiosks_done.is_set()  # looked at before the press: who came before it is still called
            status, called = client.press("next", f"{at}/next", {}, (200, 204))
            if status == 204:
                if over:
                    return
                time.sleep(0.1)
                continue
            self._serve(client, at, called["label"], chance)

    def _serve(self, client: Client, at: str, label: str, chance: random.Random) -> None:
        def press(do: str, **more: Any) -> None:
            self._pause(chance, self.told["serving_s"])
            client.press(do, f"{at}/{do}", {"label": label, **more}, (200,))

        what = chance.random()
        if what < NO_SHOW:
            press("no-show")
            self.missed.append(label)
            return
        if what < NO_SHOW + RECALL:
            press("recall")
        press("start")
        what = chance.random()
        if what < TRANSFER:
            press("transfer", service=chance.choice(("household", "entry-exit")))
            return
        if what < TRANSFER + PARK:
            press("park", reason="材料")
            press("unpark")
            press("start")
        press("finish", outcome="done")

    def _pause(self, chance: random.Random, mean_s: float) -> None:
        if mean_s:
            self.hurried.wait(chance.expovariate(1 / mean_s))

    @staticmethod
    def _first(labels: deque[str]) -> str | None:
        try:
            return labels.popleft()
        except IndexError:
            return None

    def begin(self) -> None:
        """Of a press; waits while the crowd rests."""
        with self._still:
            self._still.wait_for(lambda: self.going)
            self._at_work += 1

    def done(self) -> None:
        with self._still:
            self._at_work -= 1
            self._still.notify_all()


class Client:
    """One connection, kept open; made anew after every trouble."""

    def __init__(self, crowd: Crowd, name: str, headers: dict[str, str]) -> None:
        self.crowd, self.name, self.headers = crowd, name, headers
        self.host = crowd.told["url"].split("//")[1]
        self.connection: http.client.HTTPConnection | None = None

    def press(
        self, do: str, path: str, body: dict[str, Any], fitting: tuple[int, ...], leaves: bool = False
    ) -> tuple[int, Any]:
        """(status, answer), once there is one. `leaves`: a refusal in words is taken for an answer as well."""
        key = str(uuid.uuid4())
        self.crowd.begin()
        try:
            begun = time.monotonic()
            tries, refused, silent = 0, 0, 0
            heard: list[tuple[float, str]] = []  # of the tries before the last one: when, and what
            while True:
                tries += 1
                try:
                    status, answer = self._once(path, body, key)
                except (OSError, http.client.HTTPException) as error:
                    self.close()
                    silent += 1
                    heard.append((time.monotonic(), repr(error)))
                else:
                    if status != 503 or (leaves and not silent):
                        break
                    refused += 1
                    heard.append((time.monotonic(), f"{status} {answer}"))
                if time.monotonic() > begun + GIVE_UP_S:
                    status, answer = 0, None
                    break
                time.sleep(AGAIN_S)
            self.crowd.say(
                who=self.name, do=do, path=path, body=body, key=key, status=status, answer=answer, begun=begun,
                answered=time.monotonic(), tries=tries, refused=refused, heard=heard,
                fitting=status in fitting or status == 503,
            )  # fmt: skip
            if status not in fitting and status != 503:
                raise SystemExit  # this one of the crowd goes home; what was wrong has been told
            return status, answer
        finally:
            self.crowd.done()

    def _once(self, path: str, body: dict[str, Any], key: str) -> tuple[int, Any]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.host, timeout=PATIENCE_S)
            self.connection.connect()
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        headers = self.headers | {"Content-Type": "application/json", "Idempotency-Key": key}
        self.connection.request("POST", f"/api/v1{path}", json.dumps(body), headers)
        answer = self.connection.getresponse()
        raw = answer.read()
        return answer.status, json.loads(raw) if raw else None

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None


def main() -> None:
    crowd = Crowd(json.loads(sys.stdin.readline()))
    crowd.start()
    for line in sys.stdin:
        word = line.strip()
        if word == "go":
            crowd.go()
            continue
        {"rest": crowd.rest, "end": crowd.end}[word]()
        crowd.say(word=word, at=time.monotonic())
        if word == "end":
            return


if __name__ == "__main__":
    main()
