"""Letters: questions, wishes, mistakes on pages, and who did what with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms_app import append_only
from forms_app.database import Instant

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None
TRAIL = "letter_event"


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("may_publish", sa.Boolean(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("phone_place", sa.SmallInteger(), nullable=True),
        sa.Column("shown_question", sa.String(length=300), nullable=False),
        sa.Column("shown_answer", sa.String(length=1000), nullable=False),
        sa.Column("published_at", Instant(), nullable=True),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "kind IN ('question', 'wish', 'mistake')", name=op.f("ck_letter_kind")
        ),
        sa.CheckConstraint(
            "status IN ('new', 'answered', 'withdrawn', 'lapsed')",
            name=op.f("ck_letter_status"),
        ),
        sa.CheckConstraint(
            "phone_place IS NULL OR status = 'new'", name=op.f("ck_letter_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("reference", name="uq_letter_reference"),
        sa.UniqueConstraint("request_key", name="uq_letter_request"),
    )
    op.create_index(
        "uq_letter_place", "letter", ["phone_digest", "phone_place"], unique=True
    )
    op.create_index("ix_letter_desk", "letter", ["station_id", "status"])
    op.create_index("ix_letter_published", "letter", ["published_at"])
    op.create_table(
        TRAIL,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_letter_event_letter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_event")),
    )
    op.create_index(op.f("ix_letter_event_letter_id"), TRAIL, ["letter_id"])
    kept = ("id", "letter_id", "at", "what", "by")
    for statement in append_only.statements(op.get_bind().dialect.name, TRAIL, kept):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table(TRAIL)
    op.drop_table("letter")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {TRAIL}_append_only()")
