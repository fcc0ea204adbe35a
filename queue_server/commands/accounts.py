"""Who works here: the commands for accounts of staff.

A running server heeds a change within five seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ..access import Accounts, Photos
from ..journal import Journal
from .terminal import BRANCH, DISPLAY_NAME, USERNAME, Name, fail, journal_of, opened, settings

ROLES = ["clerk", "manager", "reviewer", "supervisor", "administrator", "auditor"]
ROLES_OF_A_BRANCH = ["reviewer", "supervisor", "auditor"]  # who only look: what is done is done for a whole hall


@click.group()
def user() -> None:
    """Accounts of staff."""


@user.command("add")
@click.argument("name", type=USERNAME)
@click.option("--hall", help="the hall of the account; without it, every hall")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option(
    "--branch", type=BRANCH, help="one line of service alone, as `branch` of the plan's services; it may look"
)
@click.option("--display-name", type=DISPLAY_NAME, help="what people see; the name itself when left away")
def user_add(name: str, hall: str | None, role: Any, branch: str | None, display_name: str | None) -> None:
    """Add an account; its password is read from standard input."""
    if branch is not None and role not in ROLES_OF_A_BRANCH:
        fail(f"a {role} has a whole hall to look after: --branch is for {' or '.join(ROLES_OF_A_BRANCH)}")
    if hall is None and role in ("clerk", "manager"):
        fail(f"a {role} belongs to a hall: give --hall")
    password = _password()
    with opened() as database, journal_of(database) as journal:
        if hall is not None:
            journal.head(hall)
        known = _branches(journal, [hall] if hall else journal.hall_ids()) if branch else set()
        Accounts(database).add(name, display_name or name, role, hall, password, branch)
    if branch and branch not in known:
        words = f"there are {', '.join(sorted(known))}" if known else "no service has one"
        click.echo(f"{name}: no plan has the branch {branch} yet ({words}), so it is shown nothing", err=True)
    click.echo(f"{name}: {role}{f' of {hall}' if hall else ', every hall'}{f', branch {branch}' if branch else ''}")


def _branches(journal: Journal, halls: list[str]) -> set[str]:
    """The lines of service that the plans of these halls have."""
    plans = [journal.ask(hall, lambda h, now: h.plan) for hall in halls]
    return {service.branch for plan in plans for service in plan.services if service.branch}


@user.command("list")
def user_list() -> None:
    """Everybody who has an account."""
    with opened() as database:
        for one in Accounts(database).all():
            branch = f"  branch {one.branch}" if one.branch else ""
            state = "  may not sign in" if one.disabled else ""
            click.echo(f"{one.username}  {one.name}  {one.role}  {one.hall or 'every hall'}{branch}{state}")


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
