"""Alembic asks this file how to run. The connection, with its transaction begun, comes from journal/schema.py."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, render_as_batch=True)
context.run_migrations()
