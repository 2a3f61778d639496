"""Seats kept for somebody who is filling in the form."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms_app.database import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("schedule_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("seat", sa.SmallInteger(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sa.UniqueConstraint(
            "station_id", "schedule_id", "starts_at", "seat", name="uq_hold_seat"
        ),
        sa.UniqueConstraint("token", name="uq_hold_token"),
    )
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.create_index("ix_hold_expires", ["expires_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.drop_index("ix_hold_expires")

    op.drop_table("hold")
