"""What staff do at the desk for a citizen's number, over HTTP."""

from __future__ import annotations

import pytest

from ..serving import Server


@pytest.mark.parametrize("press", ["cancel", "rejoin"])
def test_a_press_at_the_desk_that_is_sent_again_is_answered_the_same(server: Server, press: str) -> None:
    clerk = server.staff("zhang")
    label = server.issue()["label"]
    if press == "rejoin":
        server.press(clerk, "1", "sign-in")
        server.press(clerk, "1", "next")
        server.press(clerk, "1", "no-show")

    def send() -> tuple[int, object]:
        url = f"{server.api}/halls/h/tickets/{label}/{press}"
        answer = clerk.post(url, headers={"Idempotency-Key": "one press"}, timeout=10)
        return answer.status_code, answer.json()

    first, again = send(), send()

    assert first[0] == 200
    assert again == first
