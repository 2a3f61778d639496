"""What follows an outcome: promises, visits, the applicant's word, the gate."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms_app.database import Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "undertaking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("what_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'kept', 'broken')", name=op.f("ck_undertaking_state")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["dispute_case.id"], name=op.f("fk_undertaking_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undertaking")),
        sa.UniqueConstraint("uid", name=op.f("uq_undertaking_uid")),
    )
    op.create_table(
        "follow_up_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("days", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("visited_at", Instant(), nullable=True),
        sa.Column("visitor", sa.String(length=80), nullable=False),
        sa.Column("kept", sa.String(length=10), nullable=False),
        sa.Column("satisfied", sa.String(length=10), nullable=False),
        sa.Column("risk", sa.String(length=10), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "state IN ('planned', 'done', 'dropped')",
            name=op.f("ck_follow_up_visit_state"),
        ),
        sa.CheckConstraint(
            "(state = 'done') = (visited_at IS NOT NULL)",
            name=op.f("ck_follow_up_visit_done"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["dispute_case.id"], name=op.f("fk_follow_up_visit_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_visit")),
        sa.UniqueConstraint("uid", name=op.f("uq_follow_up_visit_uid")),
    )
    for table in ("undertaking", "follow_up_visit"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_case_id"), ["case_id"])
            batch_op.create_index(f"ix_{table}_due", ["state", "due"])
    with op.batch_alter_table("dispute_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("risk", sa.String(10), nullable=True))
        batch_op.add_column(sa.Column("risk_at", Instant(), nullable=True))
        batch_op.add_column(sa.Column("rating", sa.String(10), nullable=True))
        batch_op.add_column(sa.Column("rated_at", Instant(), nullable=True))
        batch_op.add_column(sa.Column("overridden", sa.Boolean(), nullable=True))
    op.execute("UPDATE dispute_case SET risk = '', overridden = false")
    with op.batch_alter_table("dispute_case", schema=None) as batch_op:
        batch_op.alter_column("risk", existing_type=sa.String(10), nullable=False)
        batch_op.alter_column("overridden", existing_type=sa.Boolean(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("dispute_case", schema=None) as batch_op:
        for name in ("overridden", "rated_at", "rating", "risk_at", "risk"):
            batch_op.drop_column(name)
    for table in ("follow_up_visit", "undertaking"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(f"ix_{table}_due")
            batch_op.drop_index(batch_op.f(f"ix_{table}_case_id"))
        op.drop_table(table)
