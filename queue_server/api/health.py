"""Is the server well: for people, for load balancers and for Prometheus."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import prometheus_client as prometheus
from flask import Response
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import text

from .. import __version__
from ..hall.hall import Hall
from ..hall.instants import SECOND
from ..powers import PUBLIC
from .context import House
from .json import rfc3339
from .routes import Routes
from .shapes import Health

routes = Routes("health")

DISK_LOW = 200 * 1024 * 1024  # bytes: a full day of a big hall takes a tenth of it
CLOCK_BEHIND = 30 * SECOND  # what a time server puts right unseen


@routes.add("GET", "/health", summary="Whether the server can do its work", power=PUBLIC, answer=Health)
def health(house: House) -> dict[str, Any]:
    """Always 200 while it answers at all: `status` and `trouble` say what a person should look at."""
    trouble = troubles(house)
    return {
        "status": "trouble" if trouble else "ok", "version": __version__, "at": rfc3339(house.clock()),
        "halls": len(house.halls()), "trouble": trouble,
    }  # fmt: skip


def troubles(house: House) -> list[str]:
    """Short codes of what is wrong: disk-low, database-unreadable, database-moved (its file is not where it was: no
    press is taken until it is back), database-damaged, no-hall, commits-failing, journal-broken,
    clock-behind (of what the journal has seen: the halls' time stands still until the clock has come there),
    clock-leapt (the machine's, while the halls were at work: they go on by their own until a restart),
    redis-away (the halls go on; screens may be a second late)."""
    found = []
    try:
        if shutil.disk_usage(house.settings.folder).free < DISK_LOW:
            found.append("disk-low")
    except OSError:  # with its folder, which the next lines tell of
        pass
    try:
        house.database.read(lambda connection: connection.execute(text("SELECT 1")))
    except Exception:  # whatever it is, it is the answer
        found.append("database-unreadable")
    if house.database.moved:
        found.append("database-moved")
    if house.database.damaged:
        found.append("database-damaged")
    if not house.halls():
        found.append("no-hall")
    if house.journal.failing:
        found.append("commits-failing")
    if house.journal.broken:
        found.append("journal-broken")
    clock = house.clock()
    try:
        if any(last_at - clock > CLOCK_BEHIND for _, last_at in house.of_each(lambda h, now: h.last_at)):
            found.append("clock-behind")
    except Exception:  # a hall that cannot be read
        if "database-unreadable" not in found:
            found.append("database-unreadable")
    if house.clock.off:
        found.append("clock-leapt")
    if house.link.away:
        found.append("redis-away")
    return found


@routes.add("GET", "/metrics", summary="Prometheus metrics", power=PUBLIC, answer=None, media="text/plain")
def metrics(house: House) -> Response:
    registry = prometheus.CollectorRegistry()
    registry.register(_Halls(house))
    return Response(prometheus.generate_latest(registry), content_type=prometheus.CONTENT_TYPE_LATEST)


class _Halls(Collector):
    """What is counted, read from the halls at the moment of asking."""

    def __init__(self, house: House) -> None:
        self._house = house

    def collect(self) -> Iterator[Any]:
        waiting = GaugeMetricFamily("queue_waiting", "Turns waiting", labels=["hall", "service"])
        longest = GaugeMetricFamily("queue_longest_wait_seconds", "Longest wait now", labels=["hall", "service"])
        counters = GaugeMetricFamily("queue_counters", "Counters by state", labels=["hall", "state"])
        issued = GaugeMetricFamily("queue_issued_today", "Numbers given this business day", labels=["hall"])
        head = CounterMetricFamily("queue_journal_lines", "Lines in the journal", labels=["hall"])
        for _ in self._house.of_each(lambda h, now: _measure(h, now, waiting, longest, counters, issued, head)):
            pass
        yield from (waiting, longest, counters, issued, head)
        yield CounterMetricFamily("queue_commits", "Commits of the journal", value=self._house.journal.commits)
        yield CounterMetricFamily(
            "queue_commits_failed", "Commits that failed, with all that was decided in them",
            value=self._house.journal.commits_failed,
        )  # fmt: skip


def _measure(h: Hall, now: int, waiting: Any, longest: Any, counters: Any, issued: Any, head: Any) -> None:
    for service in h.plan.services:
        oldest = h.oldest_of(service.id, now)
        waiting.add_metric([h.id, service.id], h.waiting_of(service.id))
        longest.add_metric([h.id, service.id], (now - oldest) / SECOND if oldest is not None else 0)
    states = [h.counter_state(counter) for counter in h.counters.values()]
    for state in ("closed", "free", "called", "serving", "paused"):
        counters.add_metric([h.id, state], states.count(state))
    issued.add_metric([h.id], h.issued_today)
    head.add_metric([h.id], h.seq)
