"""The wish to be deleted, and guests in an emergency."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms_app.database import Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("dispute_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erase_asked_at", Instant(), nullable=True))
    op.create_table(
        "case_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["dispute_case.id"], name=op.f("fk_case_guest_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_guest")),
    )
    with op.batch_alter_table("case_guest", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_guest_case_id"), ["case_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("case_guest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_guest_case_id"))

    op.drop_table("case_guest")
    with op.batch_alter_table("dispute_case", schema=None) as batch_op:
        batch_op.drop_column("erase_asked_at")
