"""The outbox: messages, and what was tried with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms_app import append_only
from forms_app.database import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

EVENT = ("id", "message_id", "at", "what", "by", "detail")


def upgrade() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("phone_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("must_reach", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("tried_at", Instant(), nullable=True),
        sa.Column("claim", sa.String(length=32), nullable=True),
        sa.Column("claimed_until", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "(state = 'sending') = (claim IS NOT NULL)", name=op.f("ck_message_claim")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'to_call', 'called', 'dropped')",
            name=op.f("ck_message_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("key", name="uq_message_key"),
        sa.UniqueConstraint("room", "subject", "kind", "round", name="uq_message_news"),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index("ix_message_due", ["state", "due_at"], unique=False)
        batch_op.create_index(
            "ix_message_phone", ["phone_digest", "tried_at"], unique=False
        )
        batch_op.create_index(
            "ix_message_station", ["station_id", "state"], unique=False
        )

    op.create_table(
        "message_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("detail", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_event_message_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_event")),
    )
    with op.batch_alter_table("message_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_event_message_id"), ["message_id"], unique=False
        )

    dialect = op.get_bind().dialect.name
    for statement in append_only.statements(dialect, "message_event", EVENT):
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("message_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_event_message_id"))

    op.drop_table("message_event")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index("ix_message_station")
        batch_op.drop_index("ix_message_phone")
        batch_op.drop_index("ix_message_due")

    op.drop_table("message")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION message_event_append_only()")
