"""What the server tells of itself: the OpenAPI document, and who may do what."""

from __future__ import annotations

import click
import orjson


@click.command("openapi")
def print_openapi() -> None:
    """Print the OpenAPI document."""
    from ..app import contract

    click.echo(orjson.dumps(contract(), option=orjson.OPT_INDENT_2))


@click.command()
def powers() -> None:
    """Print who may do what, as docs/powers.md has it."""
    from ..api.power_table import declared, page
    from ..api.resources import RESOURCES

    click.echo(page(*declared(RESOURCES)), nl=False)
