"""Which engine a database's URL names."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import make_url

from .database import Database


def open_database(url: str, var: Path | None = None) -> Database:
    """The engine that the URL names. `var`: where one that has no file of its own may keep what it can do without.

    Raises ValueError for an engine that there is none for.
    """
    name = make_url(url).get_backend_name()
    if name == "sqlite":
        from .sqlite import SqliteDatabase

        return SqliteDatabase(url)
    if name == "postgresql":
        from .postgres import PostgresDatabase

        return PostgresDatabase(url, var / "folds" if var else None)
    raise ValueError(f"{name} is not supported: sqlite:///path, or postgresql+psycopg://server/name")
