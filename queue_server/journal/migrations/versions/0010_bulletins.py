"""The register of bulletins; what was posted before stands in it after `journal rebuild`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bulletins",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("zh", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=False),
        sa.Column("posted_by", sa.String(80), nullable=False),
        sa.Column("until", sa.BigInteger()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("ended_by", sa.String(80)),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("bulletins_pk")),
    )
    op.create_index("bulletins_posted", "bulletins", ["hall", "posted_at"])


def downgrade() -> None:
    op.drop_table("bulletins")
