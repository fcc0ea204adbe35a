"""What a slip is, and how printers are by their own word."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("slips", sa.Column("form", sa.String(12), nullable=False, server_default="number"))
    op.add_column("slips", sa.Column("bare", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "printers",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("printer", sa.String(64), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "printer", name=op.f("printers_pk")),
    )


def downgrade() -> None:
    op.drop_table("printers")
    with op.batch_alter_table("slips") as table:
        table.drop_column("bare")
        table.drop_column("form")
