"""Telephones that book no more online for some days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms_app.database import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booking_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("appealed_at", Instant(), nullable=True),
        sa.Column("lifted_at", Instant(), nullable=True),
        sa.Column("lifted_by", sa.String(length=60), nullable=True),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)",
            name=op.f("ck_booking_pause_lifted"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_pause")),
        sa.UniqueConstraint("phone_digest", name="uq_booking_pause_phone"),
    )


def downgrade() -> None:
    op.drop_table("booking_pause")
