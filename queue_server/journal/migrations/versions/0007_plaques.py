"""What the supervision plaque at a window says of a clerk beside the name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("badge", sa.String(32)))
    op.add_column("accounts", sa.Column("position", sa.String(80)))


def downgrade() -> None:
    with op.batch_alter_table("accounts") as table:
        table.drop_column("position")
        table.drop_column("badge")
