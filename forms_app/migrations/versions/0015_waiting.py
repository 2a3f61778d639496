"""The line of those who wait until a seat is given back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms_app import append_only
from forms_app.database import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None
TRAIL = "booking_wait_event"


def upgrade() -> None:
    op.create_table(
        "booking_wait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.String(length=330), nullable=False),
        sa.Column("service_name", sa.String(length=120), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("whom_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("phone_place", sa.SmallInteger(), nullable=True),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("offers", sa.SmallInteger(), nullable=False),
        sa.Column("offered_start", Instant(), nullable=True),
        sa.Column("offered_until", Instant(), nullable=True),
        sa.Column("hold_token", sa.String(length=32), nullable=True),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'offered', 'booked', 'left', 'over')",
            name=op.f("ck_booking_wait_state"),
        ),
        sa.CheckConstraint(
            "(state IN ('waiting', 'offered')) = (phone_place IS NOT NULL)",
            name=op.f("ck_booking_wait_place"),
        ),
        sa.CheckConstraint(
            "(state = 'offered') = (hold_token IS NOT NULL)",
            name=op.f("ck_booking_wait_offered"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_wait")),
        sa.UniqueConstraint("reference", name="uq_booking_wait_reference"),
        sa.UniqueConstraint("request_key", name="uq_booking_wait_request"),
    )
    op.create_index(
        "uq_booking_wait_place",
        "booking_wait",
        ["phone_digest", "phone_place"],
        unique=True,
    )
    op.create_index("ix_booking_wait_line", "booking_wait", ["station_id", "state"])
    op.create_table(
        TRAIL,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wait_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["wait_id"],
            ["booking_wait.id"],
            name=op.f("fk_booking_wait_event_wait_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_wait_event")),
    )
    op.create_index(op.f("ix_booking_wait_event_wait_id"), TRAIL, ["wait_id"])
    kept = ("id", "wait_id", "at", "what", "by")
    for statement in append_only.statements(op.get_bind().dialect.name, TRAIL, kept):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table(TRAIL)
    op.drop_table("booking_wait")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {TRAIL}_append_only()")
