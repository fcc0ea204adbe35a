"""The conservation law (Kleinrock 1965), exactly: whoever goes first, all together wait the same."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queue_server.simulate import Arrival, simulate

from ..hall.halls import at
from .queueing import NAME, hall

SERVING_US = 300_000_000
LANES = ("ordinary", "green", "third")

# every discipline of the field is a setting of the one rule
DISCIPLINES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "first come": ({}, {}),
    "strict": ({"head_start_min": "all-day"}, {"head_start_min": 720}),
    "due dates": ({"head_start_min": 15}, {"head_start_min": 40}),
    "accumulating": ({"rate": 4}, {"rate": 1.5}),
    "the sample's": ({"rate": 4, "head_start_min": 15}, {"head_start_min": 10}),
    "ordinary first": ({"rate": 0.5}, {"rate": 0.25}),
}

arrivals = st.lists(
    st.tuples(st.integers(0, 4 * 3600), st.sampled_from(LANES)), min_size=1, max_size=60
)  # seconds from the opening


@given(arrivals, st.integers(1, 3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_all_together_wait_the_same_under_every_discipline(come: list[tuple[int, str]], counters: int) -> None:
    """Of servings that last equally long, so that it is the same people at the counters that matters and not which."""
    people = [Arrival(at("08:00") + second * 1_000_000, "s", lane, SERVING_US) for second, lane in come]
    together = {}
    for discipline, (green, third) in DISCIPLINES.items():
        lanes = [{"id": name, "name": NAME, **way} for name, way in (("green", green), ("third", third))]
        waits = [ticket["wait_s"] for ticket in simulate(hall(counters, lanes=lanes), people)["tickets"]]
        together[discipline] = round(sum(waits) * 1_000_000)

    assert set(together.values()) == {together["first come"]}
