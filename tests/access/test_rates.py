"""What a flood of tries costs the limiter: a bounded memory, and no look into the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from queue_server.access import Accounts, BadCredentials, TooManyTries
from queue_server.access import accounts as of_accounts
from queue_server.access.networks import network_of
from queue_server.access.rates import REMEMBERED, Rate
from queue_server.access.recent import Recent
from queue_server.journal import open_database, schema

PASSWORD = "correct horse"


@pytest.fixture
def statements() -> list[str]:
    """What the database was asked."""
    return []


@pytest.fixture
def accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statements: list[str]) -> Iterator[Accounts]:
    monkeypatch.setattr(of_accounts, "NETWORK_TRIES", 5)
    database = open_database(f"sqlite:///{tmp_path / 'queue.sqlite'}")
    schema.upgrade(database.engine)
    made = Accounts(database)
    for clerk in ("zhang", "li"):
        made.add(clerk, clerk, "clerk", "h", PASSWORD)
    event.listen(database.engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    yield made
    database.close()


def tried(accounts: Accounts, name: str, address: str = "10.0.0.66", password: str = "wrong") -> str:
    try:
        accounts.sign_in(name, password, address)
    except (BadCredentials, TooManyTries) as refused:
        return refused.code
    return "in"


def test_names_without_end_fill_no_memory_and_who_tried_last_is_still_counted() -> None:
    rate = Rate("sign-in", 1, 3600)
    for number in range(3 * REMEMBERED):
        rate.count(f"made-up-{number}" * 100)
    assert rate.remembered == REMEMBERED
    with pytest.raises(TooManyTries):
        rate.count(f"made-up-{3 * REMEMBERED - 1}" * 100)


def test_one_who_tries_again_and_again_is_not_forgotten_for_those_who_come_once() -> None:
    rate = Rate("sign-in", 1, 3600)
    rate.count("again and again")
    for number in range(2 * REMEMBERED):
        rate.count(f"made-up-{number}")
        if number % 1000 == 0:
            with pytest.raises(TooManyTries):
                rate.count("again and again")


def test_what_was_seen_the_longest_ago_goes_first() -> None:
    recent: Recent[int] = Recent(2)
    recent.keep("a", 1)
    recent.keep("b", 2)
    assert recent.get("a") == 1
    recent.keep("c", 3)
    assert [recent.get(name) for name in "abc"] == [1, None, 3]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.66", "10.0.0.66"),
        ("::ffff:10.0.0.66", "10.0.0.66"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("no:address", "no:address"),
        ("", ""),
    ],
)
def test_a_network_is_an_ipv4_address_or_the_64_bits_of_an_ipv6_one(address: str, network: str) -> None:
    assert network_of(address) == network


def test_made_up_names_of_one_network_are_refused_without_a_look_into_the_database(
    accounts: Accounts, statements: list[str]
) -> None:
    addresses = [f"2001:db8:1:2::{number:x}" for number in range(1, 1001)]
    answers = [tried(accounts, f"made-up-{n}", address) for n, address in enumerate(addresses)]
    assert answers == ["bad-credentials"] * 5 + ["too-many-tries"] * 995
    assert len(statements) == 5


def test_a_network_that_tried_too_often_locks_nobody_out_elsewhere(accounts: Accounts) -> None:
    assert [tried(accounts, "zhang") for _ in range(6)][-1] == "too-many-tries"
    assert tried(accounts, "zhang", "10.0.0.7", PASSWORD) == "in"


def test_who_has_signed_in_from_there_is_not_held_up_by_what_others_try_there(accounts: Accounts) -> None:
    assert tried(accounts, "zhang", password=PASSWORD) == "in"
    for number in range(6):
        tried(accounts, f"made-up-{number}")
    assert tried(accounts, "li", password=PASSWORD) == "too-many-tries"
    assert tried(accounts, "zhang", password=PASSWORD) == "in"


def test_right_passwords_do_not_use_up_the_tries_of_a_hall_behind_one_address(accounts: Accounts) -> None:
    for _ in range(3):
        accounts._known.forget("zhang\n10.0.0.66")  # as after a restart
        assert tried(accounts, "zhang", password=PASSWORD) == "in"
    assert [tried(accounts, f"made-up-{number}") for number in range(6)].count("bad-credentials") == 5
