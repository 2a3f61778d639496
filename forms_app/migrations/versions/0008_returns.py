"""Where a returned hand-over leads back to, and who answered it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("dispute_referral", schema=None) as batch_op:
        batch_op.add_column(sa.Column("from_status", sa.String(20), nullable=True))
        batch_op.add_column(sa.Column("answered_by", sa.String(80), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("dispute_referral", schema=None) as batch_op:
        batch_op.drop_column("answered_by")
        batch_op.drop_column("from_status")
