"""The forecaster keeps an outlook of each hall that has somebody on post, beside everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import gevent
import pytest

from queue_server.hall import commands as c
from queue_server.hall.hall import Hall
from queue_server.journal import Journal
from queue_server.live import forecaster as module
from queue_server.live.forecaster import Forecaster
from queue_server.registers import found_hall
from tests.hall.halls import at, clerk, plan_with
from tests.journal.kept import HALL, KeptHall


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptHall]:
    hall = KeptHall(tmp_path / "queue.sqlite", now=at("09:00"))
    hall.do(c.Tick(), c.SYSTEM)
    yield hall
    hall.close()


@pytest.fixture
def forecaster(kept: KeptHall, monkeypatch: pytest.MonkeyPatch) -> Iterator[Forecaster]:
    monkeypatch.setattr(module, "EVERY_S", 0.01)
    forecaster = Forecaster(kept.journal)
    yield forecaster
    forecaster.close()


def mid_of(forecaster: Forecaster) -> int | None:
    outlook = forecaster.outlook(HALL)
    told = outlook.newcomer("household", "ordinary") if outlook else None
    return told.mid_us if told else None


def sees(what: Callable[[], bool]) -> bool:
    """Whether it comes true, sooner or later."""
    deadline = monotonic() + 20
    while not (seen := what()) and monotonic() < deadline:
        gevent.sleep(0.02)
    return seen


def test_an_outlook_follows_what_happens(kept: KeptHall, forecaster: Forecaster) -> None:
    assert forecaster.outlook(HALL) is None

    kept.sign_in("1")
    assert sees(lambda: mid_of(forecaster) == 0)

    for _ in range(3):
        kept.issue()
    kept.serve("1")
    assert sees(lambda: (mid_of(forecaster) or 0) > 600_000_000)

    kept.finish("1")
    kept.press(c.SignOut("1"))
    assert sees(lambda: forecaster.outlook(HALL) is None)


def test_a_hall_far_too_full_is_left_alone(
    kept: KeptHall, forecaster: Forecaster, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.sign_in("1")
    assert sees(lambda: forecaster.outlook(HALL) is not None)
    monkeypatch.setattr(module, "WAITING_MOST", 2)
    for _ in range(3):
        kept.issue()
    assert sees(lambda: forecaster.outlook(HALL) is None)


def test_everybody_else_goes_first_after_each_slice(
    kept: KeptHall, forecaster: Forecaster, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaths: list[float] = []
    real = gevent.sleep
    monkeypatch.setattr(module.gevent, "sleep", lambda seconds: (breaths.append(seconds), real(seconds)))
    kept.sign_in("1")
    for _ in range(60):
        kept.issue()
    kept.serve("1")
    deadline = monotonic() + 20
    while breaths.count(module.BREATH_S) <= 10 and monotonic() < deadline:
        real(0.02)

    assert breaths.count(module.BREATH_S) > 10


def test_one_hall_is_played_at_a_time(kept: KeptHall, forecaster: Forecaster, monkeypatch: pytest.MonkeyPatch) -> None:
    playing: list[str] = []
    together: list[int] = []

    class Slow:
        def __init__(self, hall: Hall, now: int) -> None:
            self.hall = hall.id

        def play(self, random: Callable[[], float]) -> Iterator[None]:
            playing.append(self.hall)
            for _ in range(200):
                together.append(len(playing))
                yield
            playing.remove(self.hall)

    monkeypatch.setattr(module, "Outlook", Slow)
    found_hall(kept.journal, plan_with(hall="other"))
    for hall in (HALL, "other"):
        kept.journal.command(hall, c.Tick())
        kept.journal.command(hall, c.SignIn("1"), clerk("zhang"))

    assert sees(lambda: isinstance(forecaster.outlook(HALL), Slow) and isinstance(forecaster.outlook("other"), Slow))
    assert set(together) == {1}


def test_after_a_fault_it_is_tried_again(
    kept: KeptHall, forecaster: Forecaster, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept.sign_in("1")
    assert sees(lambda: mid_of(forecaster) == 0)
    with monkeypatch.context() as broken:
        broken.setattr(module, "Outlook", lambda hall, now: 1 / 0)
        kept.issue()
        assert sees(lambda: "no forecast for a moment" in caplog.text)
    assert mid_of(forecaster) == 0

    kept.serve("1")
    assert sees(lambda: (mid_of(forecaster) or 0) > 0)


def test_a_forecast_lets_presses_go_first_and_comes_even_so(
    kept: KeptHall, forecaster: Forecaster, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def busy(journal: Journal) -> bool:
        asked.append(True)
        return True

    monkeypatch.setattr(Journal, "busy", property(busy))
    kept.sign_in("1")

    assert sees(lambda: forecaster.outlook(HALL) is not None)
    assert len(asked) >= module.PATIENCE
