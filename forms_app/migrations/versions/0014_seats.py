"""Seats of their own, for visits of several slots; a limit for people of one name."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from forms_app.database import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None
OPEN = sa.text("person_place IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "appointment_seat",
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("schedule_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("seat", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint(
            "station_id",
            "schedule_id",
            "starts_at",
            "seat",
            name=op.f("pk_appointment_seat"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_appointment_seat_reference", "appointment_seat", ["reference"])
    op.execute(
        "INSERT INTO appointment_seat "
        "SELECT station_id, schedule_id, starts_at, seat, reference "
        "FROM appointment WHERE seat IS NOT NULL"
    )
    op.add_column("appointment", sa.Column("also_services", sa.String(length=260)))
    op.add_column("appointment", sa.Column("person_digest", sa.LargeBinary(32)))
    # With its rule in one go: SQLite would have to copy the table otherwise.
    op.execute(
        "ALTER TABLE appointment ADD COLUMN person_place SMALLINT "
        "CONSTRAINT ck_appointment_person_place "
        "CHECK (status = 'booked' OR person_place IS NULL)"
    )
    op.create_index(
        "uq_appointment_person",
        "appointment",
        ["person_digest", "person_place"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.drop_table("hold")  # nobody waits longer than ten minutes for what was in it
    _create_hold(
        sa.Column("held_at", Instant(), nullable=False),
        sa.Index("ix_hold_token", "token"),
        sa.Index("ix_hold_expires", "expires_at"),
    )


def downgrade() -> None:
    op.drop_table("hold")
    _create_hold(
        sa.UniqueConstraint("token", name="uq_hold_token"),
        sa.Index("ix_hold_expires", "expires_at"),
    )
    op.drop_index(
        "uq_appointment_person", "appointment", sqlite_where=OPEN, postgresql_where=OPEN
    )
    for name in ("person_place", "person_digest", "also_services"):
        op.drop_column("appointment", name)
    op.drop_table("appointment_seat")


def _create_hold(*more: Any) -> None:
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
        *more,
    )
