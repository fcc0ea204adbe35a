"""The schema's migrations, run from the package itself: no settings file, one transaction, safe for two at once."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

_PLACE = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_PLACE).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The revision that this code works with."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None
    return revision


def revision_of(engine: Engine) -> str | None:
    """The revision that a database is at; None before the first."""
    with engine.connect().execution_options(reading=True) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine) -> None:
    """Bring the schema up to date. Takes the database's write lock only when there is something to do.

    All steps are one transaction: a step that fails, or a process that dies in it, leaves everything as it was.
    """
    if revision_of(engine) == head():
        return
    with engine.begin() as connection:  # who comes second waits here, and then finds nothing to do
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('queue-server schema'))"))
        command.upgrade(_config(connection), "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to an older revision, or to "base". What the newer schema alone can hold is lost."""
    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)
