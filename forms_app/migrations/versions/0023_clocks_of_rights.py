"""Since when somebody waits for a correction, and which emergency readings were noted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms_app.database import Instant

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

LINES = """
UPDATE case_guest SET line = (
    SELECT min(seq) FROM case_event
    WHERE case_event.kind = 'guest'
      AND case_event.case_id = case_guest.case_id
      AND case_event.by_id = case_guest.staff_id
      AND case_event.at = case_guest.since
)
"""
"""Readings of before: the line each of them left."""


def upgrade() -> None:
    with op.batch_alter_table("dispute_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mend_asked_at", Instant(), nullable=True))
    with op.batch_alter_table("case_guest", schema=None) as batch_op:
        batch_op.add_column(sa.Column("line", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("seen_at", Instant(), nullable=True))
        batch_op.add_column(sa.Column("seen_by", sa.String(length=80), nullable=True))
    op.execute(LINES)


def downgrade() -> None:
    # In place: a table that others point at cannot be copied and dropped in SQLite.
    for name in ("seen_by", "seen_at", "line"):
        op.drop_column("case_guest", name)
    op.drop_column("dispute_case", "mend_asked_at")
