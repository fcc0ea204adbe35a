"""`queue-server simulate`: a day of arrivals through the rules of one plan or several."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import orjson

from ..hall.plan import Plan
from .terminal import fail, journal_of, opened


@click.command()
@click.argument("plan_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("arrivals", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="write the result here")
@click.option(
    "--against",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="another plan, to be shown beside PLAN; as often as you like",
)
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="a day of the hall itself instead of ARRIVALS")
@click.option("--hall", help="whose day; without it, PLAN's hall")
@click.option("--every-counter", is_flag=True, help="of --day: every counter on post all day, not as they were")
def simulate(
    plan_file: Path, arrivals: Path | None, json_file: Path | None, against: tuple[Path, ...], day: datetime | None,
    hall: str | None, every_counter: bool,
) -> None:  # fmt: skip
    """Play a day of ARRIVALS (arrived_at,service,lane,service_s[,persons]), or --day of the hall itself, through the
    hall's rules; with --against, through several plans side by side."""
    from .. import simulate as simulator

    if (arrivals is None) == (day is None):
        fail("give ARRIVALS, or --day: one of them")
    if day is None and (hall or every_counter):
        fail("--hall and --every-counter belong to --day")
    try:
        if arrivals is not None and not against:
            result = simulator.simulate_files(plan_file, arrivals)
            text = simulator.as_table(result)
        else:
            plans = simulator.plans_in([plan_file, *against])
            if arrivals is not None:
                result = simulator.compare(plans, simulator.arrivals_in(arrivals, plans[0][1]))
            else:
                assert day is not None
                result = _of_recorded_day(plans, hall or plans[0][1].hall, day.date(), every_counter)
            text = simulator.as_comparison(result)
    except simulator.ArrivalsInvalid as error:
        fail(f"{arrivals}: {error}")
    if json_file is not None:
        json_file.write_bytes(orjson.dumps(result, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    click.echo(text)


def _of_recorded_day(plans: list[tuple[str, Plan]], hall: str, date: Date, every_counter: bool) -> dict[str, Any]:
    from .. import simulate as simulator

    with opened() as database, journal_of(database) as journal:
        present = journal.ask(hall, lambda h, now: h.plan)
        found = database.study(lambda connection: simulator.recorded(connection, hall, present, date))
        last = database.study(lambda connection: simulator.last_recorded(connection, hall))
    if found is None:
        fail(f"{hall} has no business day on {date} that is over" + (f"; its last one is {last}" if last else ""))
    return simulator.compare(plans, found.arrivals, None if every_counter else found.posts, found.was)
