"""The schema's migrations, run from the package itself: no settings file, one transaction, safe for two at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

_PLACE = Path(__file__).parent / "migrations"

# Alembic is read only when there is something for it to do: it is a fifth of what a worker reads at its start.


def _config(connection: Connection | None = None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_PLACE).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The revision that this code works with. Migrations are numbered in one row, by their files' names."""
    return max(path.name.partition("_")[0] for path in (_PLACE / "versions").glob("0*.py"))


def revision_of(engine: Engine) -> str | None:
    """The revision that a database is at; None before the first."""
    with engine.connect().execution_options(reading=True) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return revision


def upgrade(engine: Engine) -> None:
    """Bring the schema up to date. Takes the database's write lock only when there is something to do.

    All steps are one transaction: a step that fails, or a process that dies in it, leaves everything as it was.
    """
    if revision_of(engine) == head():
        return
    from alembic import command

    with engine.begin() as connection:  # who comes second waits here, and then finds nothing to do
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('queue-server schema'))"))
        command.upgrade(_config(connection), "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to an older revision, or to "base". What the newer schema alone can hold is lost."""
    from alembic import command

    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)
