"""Printers are entries of a register, and named as all entries are."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE printers RENAME COLUMN printer TO id")


def downgrade() -> None:
    op.execute("ALTER TABLE printers RENAME COLUMN id TO printer")
