"""Ticket ids sort as they were made; tokens are ids that only the server can sign."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.access import TicketTokens
from queue_server.access.tokens import new_ticket_id
from queue_server.hall.errors import UnknownTicket


def test_ids_of_later_milliseconds_sort_later(monkeypatch: pytest.MonkeyPatch) -> None:
    start = time.time_ns()
    made = []
    for millisecond in (0, 1, 2, 63, 64, 65, 4_096, 86_400_000, 10 * 365 * 86_400_000):
        monkeypatch.setattr(time, "time_ns", lambda at=start + millisecond * 1_000_000: at)
        made.append(new_ticket_id())
    assert made == sorted(made)
    assert all(len(ticket) == 12 for ticket in made)


def test_ids_of_one_millisecond_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now)
    made = [new_ticket_id() for _ in range(500)]
    assert len(set(made)) == 500


def test_a_token_leads_back_to_its_ticket_and_only_with_its_own_key() -> None:
    ticket = new_ticket_id()
    tokens = TicketTokens(b"one secret")
    assert tokens.ticket_of(tokens.token_of(ticket)) == ticket
    with pytest.raises(UnknownTicket):
        TicketTokens(b"another secret").ticket_of(tokens.token_of(ticket))


@given(st.integers(0, 27), st.characters(min_codepoint=33, max_codepoint=126))
def test_a_token_with_one_other_letter_is_nobodys(place: int, letter: str) -> None:
    tokens = TicketTokens(b"secret")
    token = tokens.token_of("0dfFz7to-mWh")
    changed = token[:place] + letter + token[place + 1 :]
    if changed != token:
        with pytest.raises(UnknownTicket):
            tokens.ticket_of(changed)
