"""The journal's tables. Registers and access add theirs to the same metadata."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

# every constraint has a name, so that a migration can change it
metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "uq": "%(table_name)s_%(column_0_N_name)s_uq",
        "fk": "%(table_name)s_%(column_0_N_name)s_fk",
        "ck": "%(table_name)s_%(constraint_name)s_ck",
    }
)

# where each hall's journal ends: the lock of its order, and what proves that no tail was cut off
halls = Table(
    "halls",
    metadata,
    Column("hall", String(64), primary_key=True),  # or an office: what owns the journal
    Column("kind", String(16), nullable=False, server_default="hall"),
    Column("head", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)

# the append-only, hash-chained record; `at` in microseconds UTC, `data` canonical JSON
journal = Table(
    "journal",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("by", String(80), nullable=False),
    Column("data", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)

# which lines tell of an entry of a register, so that its history is found without reading the journal
entry_lines = Table(
    "entry_lines",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("register", String(40), primary_key=True),
    Column("entry", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
)

# answered commands by idempotency key: the same key answers the same result and writes nothing
commands = Table(
    "commands",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("key", String(220), primary_key=True),  # the actor and the key it sent
    Column("at", BigInteger, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("answer", Text, nullable=False),
)
