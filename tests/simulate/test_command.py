"""`queue-server simulate`, as it is typed."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hall.halls import PLAN, at
from tests.journal.kept import KeptHall
from tests.reports.told import Teller
from tests.serving import COMMAND
from tests.simulate.test_recorded import a_day

ARRIVALS = """arrived_at,service,lane,service_s
2026-10-12T09:00,household,ordinary,600
2026-10-12T09:00,household,ordinary,600
2026-10-12T09:00,household,elderly,600
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    one = PLAN | {"counters": PLAN["counters"][:1]}
    two = PLAN | {"counters": [PLAN["counters"][0], PLAN["counters"][0] | {"id": "1-2"}]}
    for name, plan in (("present", PLAN), ("one", one), ("two", two)):
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    (tmp_path / "arrivals.csv").write_text(ARRIVALS, encoding="utf-8")
    return tmp_path


def simulate(folder: Path, *words: str, code: int = 0) -> str:
    environment = os.environ | {"QUEUE_DATABASE_URL": f"sqlite:///{folder / 'queue.sqlite'}", "QUEUE_VAR": str(folder)}
    run = subprocess.run(
        [COMMAND, "simulate", *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stderr
    return run.stdout if code == 0 else run.stderr


def written(folder: Path) -> Any:
    return json.loads((folder / "result.json").read_bytes())


def test_two_plans_stand_side_by_side_with_what_the_second_changes(folder: Path) -> None:
    text = simulate(folder, "one.yaml", "arrivals.csv", "--against", "two.yaml", "--json", "result.json")

    line = next(line for line in text.splitlines() if line.startswith("平均等候"))
    assert line.split()[-3:] == ["10:00", "3:20", "(-6:40)"]
    assert "█ = 2" in text
    assert [day["name"] for day in written(folder)["days"]] == ["one", "two"]


def test_one_plan_and_a_file_of_arrivals_are_told_as_ever(folder: Path) -> None:
    simulate(folder, "one.yaml", "arrivals.csv", "--json", "result.json")

    assert set(written(folder)) >= {"tickets", "lanes", "after_hours"}


def test_a_recorded_day_stands_beside_what_plans_make_of_it(folder: Path) -> None:
    kept = KeptHall(folder / "queue.sqlite", now=at("08:00"))
    a_day(Teller(kept))
    kept.close()

    text = simulate(folder, "present.yaml", "--day", "2026-10-12", "--against", "two.yaml", "--json", "result.json")

    assert text.split()[:5] == ["实际", "as", "it", "was", "present"]
    days = written(folder)["days"]
    assert [day["name"] for day in days] == ["", "present", "two"]
    assert [day["manned_s"] // 60 for day in days[:2]] == [561, 525]  # it ends the serving before it goes

    simulate(folder, "present.yaml", "--day", "2026-10-12", "--every-counter", "--json", "result.json")
    assert written(folder)["days"][1]["manned_s"] == 3 * 510 * 60
    assert "last one is 2026-10-12" in simulate(folder, "present.yaml", "--day", "2026-10-13", code=1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("one.yaml",), "one of them"),
        (("one.yaml", "arrivals.csv", "--day", "2026-10-12"), "one of them"),
        (("one.yaml", "arrivals.csv", "--every-counter"), "belong to --day"),
    ],
)
def test_what_makes_no_sense_together_is_refused_in_words(folder: Path, words: tuple[str, ...], said: str) -> None:
    assert said in simulate(folder, *words, code=1)
