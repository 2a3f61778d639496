"""Who stands on the applicant's side, and what the desk has to know of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("dispute_case", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("details_sealed", sa.LargeBinary(), nullable=True)
        )
    with op.batch_alter_table("dispute_party", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("phone_digest", sa.LargeBinary(length=32), nullable=True)
        )
        batch_op.create_index(
            batch_op.f("ix_dispute_party_phone_digest"), ["phone_digest"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("dispute_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispute_party_phone_digest"))
        batch_op.drop_column("phone_digest")
    with op.batch_alter_table("dispute_case", schema=None) as batch_op:
        batch_op.drop_column("details_sealed")
