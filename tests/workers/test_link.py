"""The link to Redis, with a real one that is frozen, killed and started again."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from typing import Any

import gevent
import pytest
from redis import Redis as Client

from queue_server.access.errors import TooManyTries
from queue_server.access.rates import Rate
from queue_server.workers import Link, Presence, SharedTries, link, presence

from ..redis import Redis


@pytest.fixture
def redis() -> Iterator[Redis]:
    server = Redis().start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "AGAIN_S", 0.2)
    monkeypatch.setattr(presence, "TELL_S", 0.05)


def client(redis: Redis) -> Any:
    """Somebody else who reaches Redis."""
    return Client.from_url(redis.url)


def ping(link: Link) -> bool | None:
    return link.ask(lambda redis: redis.ping())


def test_a_house_without_redis_misses_nothing() -> None:
    alone = Link("")
    assert (ping(alone), alone.there, alone.away) == (None, False, False)


@pytest.mark.parametrize("how", ["freeze", "kill"])
def test_a_redis_that_is_away_keeps_nobody_waiting_and_is_found_again(redis: Redis, how: str) -> None:
    to = Link(redis.url)
    assert ping(to)
    getattr(redis, how)()
    began = monotonic()
    answers = [ping(to) for _ in range(1000)]
    assert answers == [None] * 1000
    assert monotonic() - began < 5 * link.PATIENCE_S  # a thousand that each waited would have taken minutes
    assert to.away
    redis.thaw() if how == "freeze" else redis.start()
    gevent.sleep(link.AGAIN_S)
    assert ping(to)
    assert not to.away


# tries


def tries_of(rate: Rate, who: str = "zhang") -> int:
    """How many tries are let through before one is refused; 20 at most."""
    for n in range(20):
        try:
            rate.count(who)
        except TooManyTries:
            return n
    return 20


def test_tries_at_several_workers_are_counted_together(redis: Redis) -> None:
    one, other = (Rate("sign-in", 5, 60, SharedTries(Link(redis.url))) for _ in range(2))
    for rate in (one, other, one):
        rate.count("zhang")
    assert tries_of(other) == 2
    assert tries_of(one) == 0
    assert tries_of(one, "li") == 5
    other.forget("zhang")
    assert tries_of(one) == 5


def test_a_try_that_is_given_back_is_free_again_at_every_worker(redis: Redis) -> None:
    one, other = (Rate("missing", 2, 60, SharedTries(Link(redis.url))) for _ in range(2))
    for _ in range(5):
        one.count("kiosk-1")
        other.give_back("kiosk-1")
    assert tries_of(one, "kiosk-1") == 2


def test_tries_of_another_thing_are_counted_apart(redis: Redis) -> None:
    shared = SharedTries(Link(redis.url))
    assert [tries_of(Rate(name, 3, 60, shared)) for name in ("sign-in", "booking")] == [3, 3]


def test_a_try_that_is_given_back_at_one_worker_is_given_back_at_all(redis: Redis) -> None:
    one, other = (Rate("sign-in", 2, 60, SharedTries(Link(redis.url))) for _ in range(2))
    one.count("zhang")
    one.give_back("zhang")
    assert tries_of(other) == 2


def test_without_redis_each_worker_counts_alone(redis: Redis) -> None:
    rate = Rate("sign-in", 5, 60, SharedTries(Link(redis.url)))
    assert tries_of(rate) == 5
    redis.kill()
    assert tries_of(rate) == 5
    assert tries_of(rate) == 0


def test_a_try_is_let_through_again_when_its_time_has_come(redis: Redis) -> None:
    rate = Rate("sign-in", 2, 1, SharedTries(Link(redis.url)))
    assert tries_of(rate) == 2
    gevent.sleep(1.1)
    assert tries_of(rate) == 2


def test_forged_tries_end_with_their_span_and_are_no_fault_of_who_tries(redis: Redis) -> None:
    rate = Rate("sign-in", 2, 60, SharedTries(Link(redis.url)))
    rate.count("zhang")
    key = client(redis).keys("queue:tries:*")[0]
    client(redis).delete(key)
    client(redis).rpush(key, "inf", "inf")
    with pytest.raises(TooManyTries) as refused:
        rate.count("zhang")
    assert refused.value.data == {"retry_after_s": 61}
    client(redis).set(key, "no list")
    assert tries_of(rate) == 2  # counted alone


# presence


def test_who_was_heard_at_one_worker_is_known_at_all(redis: Redis) -> None:
    one, other = Presence(Link(redis.url)), Presence(Link(redis.url))
    one.seen("h", "device:kiosk-1")
    other.seen("h", "counter:1")
    other.seen("elsewhere", "device:kiosk-1")
    gevent.sleep(0.3)
    assert one.of("h").keys() == other.of("h").keys() == {"device:kiosk-1", "counter:1"}
    redis.kill()
    assert one.of("h").keys() == {"device:kiosk-1"}
    assert one.of("nowhere") == {}
    one.close()
    other.close()


def test_what_is_told_while_redis_is_away_is_told_again_later(redis: Redis) -> None:
    one, other = Presence(Link(redis.url)), Presence(Link(redis.url))
    redis.kill()
    one.seen("h", "device:kiosk-1")
    gevent.sleep(0.2)
    redis.start()
    gevent.sleep(0.5)
    assert other.of("h").keys() == {"device:kiosk-1"}
    one.close()
    other.close()


def test_what_nobody_of_us_has_written_is_no_presence(redis: Redis) -> None:
    known = Presence(Link(redis.url))
    forged = {b"\xff": "1", "a": "soon", "b": "nan", "c": "inf", "d": "1e300", "e": "-5", "device:kiosk-1": "1000"}
    client(redis).hset("queue:seen:h", mapping=forged)
    assert known.of("h") == {"device:kiosk-1": 1000.0}
    client(redis).delete("queue:seen:h")
    client(redis).set("queue:seen:h", "no hash")
    known.seen("h", "counter:1")
    assert known.of("h").keys() == {"counter:1"}
    known.close()
