"""What each household has lost, of records made on the spot."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "household_loss",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("what_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("fen_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["dispute_case.id"], name=op.f("fk_household_loss_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["dispute_party.id"], name=op.f("fk_household_loss_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_loss")),
        sa.UniqueConstraint("uid", name=op.f("uq_household_loss_uid")),
    )
    with op.batch_alter_table("household_loss", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_household_loss_case_id"), ["case_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("household_loss", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_household_loss_case_id"))

    op.drop_table("household_loss")
