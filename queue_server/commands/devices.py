"""What stands here: the commands for kiosks, displays, printers and terminals.

A running server heeds a change within five seconds.
"""

from __future__ import annotations

from typing import Any

import click

from ..access import Devices
from .terminal import USERNAME, fail, journal_of, opened

KINDS = ["kiosk", "display", "printer", "terminal"]


@click.group()
def device() -> None:
    """Kiosks, displays, printers and terminals."""


@device.command("add")
@click.argument("name", type=USERNAME)
@click.option("--hall", required=True)
@click.option("--kind", required=True, type=click.Choice(KINDS))
@click.option("--printer", help="of a kiosk or terminal: the printer device for its slips")
def device_add(name: str, hall: str, kind: Any, printer: str | None) -> None:
    """Add a device and print its token, which is shown this once."""
    with opened() as database, journal_of(database) as journal:
        journal.head(hall)
        devices = Devices(database)
        if printer is not None and printer not in devices.printers(hall):
            fail(f"{printer}: no such printer in {hall}; add it first: device add {printer} --kind printer")
        token = devices.add(name, hall, kind, printer)
    click.echo(token)


@device.command("list")
def device_list() -> None:
    """Every device, by hall."""
    with opened() as database:
        for one in Devices(database).all():
            click.echo(f"{one.hall}  {one.name}  {one.kind}{f'  prints on {one.printer}' if one.printer else ''}")


@device.command("token")
@click.argument("name", type=USERNAME)
@click.option("--hall", required=True)
def device_token(name: str, hall: str) -> None:
    """Print a new token for a device that lost its own, or that somebody else may know. The old one is refused."""
    with opened() as database:
        click.echo(Devices(database).new_token(name, hall))


@device.command("remove")
@click.argument("name", type=USERNAME)
@click.option("--hall", required=True)
def device_remove(name: str, hall: str) -> None:
    """Take a device away; its token is refused."""
    with opened() as database:
        Devices(database).remove(name, hall)
    click.echo(f"{name}: removed from {hall}")
