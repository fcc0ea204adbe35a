"""What holders were told of their wait, beside what happened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NAMES = ("told_low_us", "told_mid_us", "told_high_us", "first_called_at")


def upgrade() -> None:
    for name in NAMES:
        op.add_column("tickets", sa.Column(name, sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("tickets") as table:
        for name in reversed(NAMES):
            table.drop_column(name)
