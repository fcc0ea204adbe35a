"""Registers with entries of their own: which lines tell of which, and offices beside halls as owners of journals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("halls", sa.Column("kind", sa.String(16), nullable=False, server_default="hall"))
    op.create_table(
        "entry_lines",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("register", sa.String(40), nullable=False),
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "register", "entry", "seq", name=op.f("entry_lines_pk")),
    )


def downgrade() -> None:
    op.drop_table("entry_lines")
    with op.batch_alter_table("halls") as table:
        table.drop_column("kind")
