"""The register of help calls; what was asked before stands in it after `journal rebuild`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "help_calls",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("place", sa.String(80), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger()),
        sa.Column("answered_by", sa.String(80)),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("help_calls_pk")),
    )
    op.create_index("help_calls_asked", "help_calls", ["hall", "asked_at"])


def downgrade() -> None:
    op.drop_table("help_calls")
