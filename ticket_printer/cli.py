"""The command line: `ticket-printer`."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from . import __version__, words
from .agent import Agent
from .escpos import UNKNOWN
from .fonts import FontMissing, font
from .job import JobUnreadable, PrintJob
from .printer import ADDRESSES, Printer, PrinterTrouble, printer_at
from .server import TicketServer
from .sheet import WIDTHS
from .slip import commands, render
from .stopping import Stop
from .wires import LibraryMissing

TOKEN = "TICKET_PRINTER_TOKEN"

_existing = click.Path(exists=True, dir_okay=False, path_type=Path)


def _printer(ctx: click.Context, param: click.Parameter, address: str) -> Printer:
    try:
        return printer_at(address)
    except (ValueError, LibraryMissing) as error:
        raise click.BadParameter(str(error)) from error


to_option = click.option(
    "--to", "printer", required=True, callback=_printer, metavar="ADDRESS", help=f"the printer: {ADDRESSES}"
)
width_option = click.option(
    "--width", "paper_mm", default="80", show_default=True, type=click.Choice([str(mm) for mm in WIDTHS]),
    help="of the paper, mm",
)  # fmt: skip


typed_option = click.option(
    "--text", "typed", is_flag=True,
    help="print the printer's own letters (GB18030) instead of a picture: faster on a slow line",
)  # fmt: skip


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Prints the slips of a ticket server's hall."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")


@main.command()
@click.option("--server", "url", required=True, help="address of the ticket server, http://… or https://…")
@click.option("--hall", required=True)
@click.option("--token-file", type=_existing, help=f"holds this printer's token; else {TOKEN} in the environment")
@to_option
@width_option
@typed_option
def run(url: str, hall: str, token_file: Path | None, printer: Printer, paper_mm: str, typed: bool) -> None:
    """Print every slip that the hall asks this printer for, until stopped."""
    if not url.startswith(("http://", "https://")):
        raise click.BadParameter(f"{url}: it starts with http:// or https://", param_hint="--server")
    token = _token(token_file)
    if not typed:
        _need_font()
    stop = Stop()
    stop.on_signals()
    logging.info("printing for %s of %s", hall, url)
    Agent(TicketServer(url, hall, token), printer, partial(commands, paper_mm=int(paper_mm), typed=typed), stop).run()


def _token(file: Path | None) -> Callable[[], str]:
    """Reads the token; a file is read each time, so that pairing anew needs no restart."""
    if file is not None:
        if not file.read_text(encoding="utf-8").strip():
            raise click.UsageError(f"{file} is empty; it should hold the token that `queue-server device add` printed")
        return lambda: file.read_text(encoding="utf-8").strip()
    kept = os.environ.get(TOKEN, "").strip()
    if not kept:
        raise click.UsageError(f"a token is needed: --token-file FILE, or {TOKEN} in the environment")
    return lambda: kept


def _need_font() -> None:
    try:
        font(24)
    except FontMissing as error:
        raise click.ClickException(str(error)) from error


@main.command("render")
@click.argument("job_file", metavar="JOB.json", type=_existing)
@click.option("--png", required=True, type=click.Path(dir_okay=False, path_type=Path))
@width_option
def render_job(job_file: Path, png: Path, paper_mm: str) -> None:
    """Draw a print job's slip into a PNG file, to look at it without a printer."""
    try:
        job = PrintJob.read(json.loads(job_file.read_text(encoding="utf-8")))
        render(job, int(paper_mm)).save(png, "PNG")
    except (JobUnreadable, FontMissing, ValueError, RecursionError) as error:  # the last two: no JSON
        raise click.ClickException(f"{job_file}: {error}") from error


@main.command()
@to_option
@width_option
@typed_option
def test(printer: Printer, paper_mm: str, typed: bool) -> None:
    """Print a test slip, and say in words what is wrong when it does not come out."""
    if not typed:
        _need_font()
    try:
        state = printer.print(commands(_test_job(), int(paper_mm), typed))
    except PrinterTrouble as trouble:
        raise click.ClickException(str(trouble)) from trouble
    if state == UNKNOWN:
        click.echo("sent; this printer answers no questions: look whether the slip came out whole")
    else:
        click.echo(f"printed; the printer says: {state}")


def _test_job() -> PrintJob:
    return PrintJob(
        slip="test", state="printing", copy_number=1, ticket="test", label="TEST", hall=words.TEST_HALL,
        service=words.TEST_SERVICE, persons=1, green=True, ahead=0, forecast=None,
        issued_at=datetime.now(UTC).astimezone(), waited_s=0, misses=3, rejoin_behind=3, url="http://example.invalid/t/test",
        rehearsal=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
