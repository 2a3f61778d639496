"""What was asked and answered before a case came in, and who decided its way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("dispute_case", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("way_decided_by", sa.String(length=80), nullable=True)
        )
        batch_op.add_column(sa.Column("triage_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("dispute_case", schema=None) as batch_op:
        batch_op.drop_column("triage_sealed")
        batch_op.drop_column("way_decided_by")
