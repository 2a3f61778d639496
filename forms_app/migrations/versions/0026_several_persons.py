"""Visits of several persons: how many they are, and who comes along."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # With its rule in one go: SQLite would have to copy the table otherwise.
    op.execute(
        "ALTER TABLE appointment ADD COLUMN persons SMALLINT DEFAULT 1 NOT NULL "
        "CONSTRAINT ck_appointment_persons CHECK (persons >= 1)"
    )
    op.create_table(
        "appointment_companion",
        sa.Column("person_digest", sa.LargeBinary(32), nullable=False),
        sa.Column(
            "person_place", sa.SmallInteger(), autoincrement=False, nullable=False
        ),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint(
            "person_digest", "person_place", name=op.f("pk_appointment_companion")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_appointment_companion_reference", "appointment_companion", ["reference"]
    )


def downgrade() -> None:
    op.drop_table("appointment_companion")
    op.drop_column("appointment", "persons")
