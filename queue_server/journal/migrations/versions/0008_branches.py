"""Accounts of one line of service."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("branch", sa.String(64)))


def downgrade() -> None:
    with op.batch_alter_table("accounts") as table:
        table.drop_column("branch")
