"""Who works here: the commands for accounts of staff.

A running server heeds a change within five seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ..access import Accounts, Photos
from .terminal import DISPLAY_NAME, USERNAME, Name, fail, journal_of, opened, settings

ROLES = ["clerk", "manager", "reviewer", "supervisor", "administrator", "auditor"]


@click.group()
def user() -> None:
    """Accounts of staff."""


@user.command("add")
@click.argument("name", type=USERNAME)
@click.option("--hall", help="the hall of the account; without it, every hall")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--display-name", type=DISPLAY_NAME, help="what people see; the name itself when left away")
def user_add(name: str, hall: str | None, role: Any, display_name: str | None) -> None:
    """Add an account; its password is read from standard input."""
    if hall is None and role in ("clerk", "manager"):
        fail(f"a {role} belongs to a hall: give --hall")
    password = _password()
    with opened() as database, journal_of(database) as journal:
        if hall is not None:
            journal.head(hall)
        Accounts(database).add(name, display_name or name, role, hall, password)
    click.echo(f"{name}: {role}{f' of {hall}' if hall else ', every hall'}")


@user.command("list")
def user_list() -> None:
    """Everybody who has an account."""
    with opened() as database:
        for one in Accounts(database).all():
            state = "  may not sign in" if one.disabled else ""
            click.echo(f"{one.username}  {one.name}  {one.role}  {one.hall or 'every hall'}{state}")


@user.command("password")
@click.argument("name", type=USERNAME)
def user_password(name: str) -> None:
    """Give an account a new password, read from standard input; it is signed out everywhere."""
    password = _password()
    with opened() as database:
        Accounts(database).set_password(name, password)
    click.echo(f"{name}: the password is changed")


@user.command("remove")
@click.argument("name", type=USERNAME)
def user_remove(name: str) -> None:
    """Sign an account out and let it sign in no more. Its name stays in reports."""
    with opened() as database:
        Accounts(database).set_disabled(name, True)
    click.echo(f"{name}: may not sign in any more; `user restore {name}` takes it back")


@user.command("restore")
@click.argument("name", type=USERNAME)
def user_restore(name: str) -> None:
    """Let a removed account sign in again, with the password it had."""
    with opened() as database:
        Accounts(database).set_disabled(name, False)
    click.echo(f"{name}: may sign in again")


@user.command("plaque")
@click.argument("name", type=USERNAME)
@click.option("--badge", type=Name(32), help="the number of the badge")
@click.option("--position", type=DISPLAY_NAME, help="the duty, as 户籍民警")
@click.option("--photo", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="a JPEG or PNG, 3 to 4")
def user_plaque(name: str, badge: str | None, position: str | None, photo: Path | None) -> None:
    """What the sign at the window and the printed plaque say of a clerk beside the name."""
    said = {"badge": badge, "position": position}
    with opened() as database:
        Accounts(database).set_plaque(name, **{field: words for field, words in said.items() if words is not None})
    if photo is not None:
        Photos(settings().photos_folder).keep(name, photo.read_bytes())
    click.echo(f"{name}: the plaque is changed")


def _password() -> str:
    password: str = (
        click.prompt("Password", hide_input=True, confirmation_prompt=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\r\n")
    )
    if len(password) < 8:
        fail("the password has fewer than 8 characters")
    return password
