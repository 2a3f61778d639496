"""Who helps to settle a case and when everybody can come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms_app.database import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mediator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("languages", sa.String(length=200), nullable=False),
        sa.Column("skills", sa.String(length=200), nullable=False),
        sa.Column("foreign", sa.Boolean(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediator")),
    )
    with op.batch_alter_table("mediator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mediator_station"), ["station"])
    op.create_table(
        "invited_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("invited_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["dispute_case.id"], name=op.f("fk_invited_person_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invited_person")),
        sa.UniqueConstraint("uid", name=op.f("uq_invited_person_uid")),
    )
    with op.batch_alter_table("invited_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invited_person_case_id"), ["case_id"])
    op.create_table(
        "free_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["dispute_case.id"], name=op.f("fk_free_time_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_free_time")),
        sa.UniqueConstraint("case_id", "side", "day", "part", name="uq_free_time_part"),
    )
    with op.batch_alter_table("mediation_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mode", sa.String(10), nullable=True))
        batch_op.add_column(sa.Column("link", sa.String(300), nullable=True))
    op.execute("UPDATE mediation_session SET mode = 'room', link = ''")
    with op.batch_alter_table("mediation_session", schema=None) as batch_op:
        batch_op.alter_column("mode", existing_type=sa.String(10), nullable=False)
        batch_op.alter_column("link", existing_type=sa.String(300), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("mediation_session", schema=None) as batch_op:
        batch_op.drop_column("link")
        batch_op.drop_column("mode")
    op.drop_table("free_time")
    with op.batch_alter_table("invited_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invited_person_case_id"))
    op.drop_table("invited_person")
    with op.batch_alter_table("mediator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mediator_station"))
    op.drop_table("mediator")
