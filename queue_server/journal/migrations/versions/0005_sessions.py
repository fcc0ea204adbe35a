"""The sessions of each business day, between which there are breaks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("days", sa.Column("sessions", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("days") as table:
        table.drop_column("sessions")
