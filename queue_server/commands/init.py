"""`queue-server init`: a hall founded with its plan."""

from __future__ import annotations

from pathlib import Path

import click

from ..plan_file import load_plan
from ..registers import found_hall
from .terminal import journal_of, opened


@click.command()
@click.option("--plan", "plan_file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def init(plan_file: Path) -> None:
    """Found a hall with its plan."""
    plan = load_plan(plan_file.read_text(encoding="utf-8"))
    with opened() as database, journal_of(database) as journal:
        found_hall(journal, plan)
    click.echo(f"{plan.hall}: founded, {len(plan.services)} services, {len(plan.counters)} counters")
