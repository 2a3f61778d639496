"""Requests of people who cannot come: a visit at home, a paper brought or sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms_app import append_only
from forms_app.database import Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
TRAIL = "home_event"


def upgrade() -> None:
    op.create_table(
        "home_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("service_id", sa.String(length=64), nullable=False),
        sa.Column("service_name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("people", sa.SmallInteger(), nullable=False),
        sa.Column("wanted_day", sa.Date(), nullable=True),
        sa.Column("wanted_part", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=15), nullable=False),
        sa.Column("planned_at", Instant(), nullable=True),
        sa.Column("answer", sa.String(length=200), nullable=False),
        sa.Column("mail_number", sa.String(length=40), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("phone_place", sa.SmallInteger(), nullable=True),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "kind IN ('visit', 'delivery')", name=op.f("ck_home_request_kind")
        ),
        sa.CheckConstraint(
            "status IN ('asked', 'planned', 'done', 'not_possible', 'withdrawn')",
            name=op.f("ck_home_request_status"),
        ),
        sa.CheckConstraint(
            "(status IN ('asked', 'planned')) = (phone_place IS NOT NULL)",
            name=op.f("ck_home_request_place"),
        ),
        sa.CheckConstraint("people >= 1", name=op.f("ck_home_request_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_request")),
        sa.UniqueConstraint("reference", name="uq_home_request_reference"),
        sa.UniqueConstraint("request_key", name="uq_home_request_request"),
    )
    op.create_index(
        "uq_home_request_place",
        "home_request",
        ["phone_digest", "phone_place"],
        unique=True,
    )
    op.create_index("ix_home_request_desk", "home_request", ["station_id", "status"])
    op.create_table(
        TRAIL,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["home_request.id"],
            name=op.f("fk_home_event_request_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_event")),
    )
    op.create_index(op.f("ix_home_event_request_id"), TRAIL, ["request_id"])
    kept = ("id", "request_id", "at", "what", "by")
    for statement in append_only.statements(op.get_bind().dialect.name, TRAIL, kept):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table(TRAIL)
    op.drop_table("home_request")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {TRAIL}_append_only()")
