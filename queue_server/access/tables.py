"""The tables of access, in the journal's metadata: accounts, sessions and devices are set-up, not facts of a hall."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, String, Table, Text

from ..journal.tables import metadata

accounts = Table(
    "accounts",
    metadata,
    Column("username", String(64), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("role", String(16), nullable=False),
    Column("hall", String(64)),  # null: every hall
    Column("password_hash", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", BigInteger, nullable=False),  # seconds, here and below
    Column("badge", String(32)),  # on the plaque at the window, as is the position
    Column("position", String(80)),
    Column("branch", String(64)),  # null: every line of service
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("username", String(64), ForeignKey("accounts.username", ondelete="CASCADE"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)
Index("sessions_username", sessions.c.username)
Index("sessions_expires_at", sessions.c.expires_at)

devices = Table(
    "devices",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("printer", String(64)),  # where a kiosk's slips come out
    Column("created_at", BigInteger, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
