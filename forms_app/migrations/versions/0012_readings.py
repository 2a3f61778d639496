"""Who looked at which case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms_app.database import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("staff_name", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", Instant(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["dispute_case.id"], name=op.f("fk_case_reading_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_reading")),
        sa.UniqueConstraint(
            "case_id", "staff_id", "day", "kind", name="uq_case_reading"
        ),
    )
    with op.batch_alter_table("case_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_reading_day"), ["day"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("case_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_reading_day"))

    op.drop_table("case_reading")
