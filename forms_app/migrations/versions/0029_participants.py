"""Everybody a visit is for in one table: one key keeps the limit of a name.

Until now whoever a booking was made for had a place in its row, and who came along one
here; two keys could not see each other within the same millisecond.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None
OPEN = sa.text("person_place IS NOT NULL")
PLACES = "(person_digest, person_place, reference)"
ALSO = "SELECT person_digest, person_place, reference FROM"


def upgrade() -> None:
    _create("appointment_participant")
    op.execute(
        f"INSERT INTO appointment_participant {PLACES} {ALSO} appointment_companion"
    )
    # One place taken twice is what this step ends: it counts once.
    op.execute(
        f"INSERT INTO appointment_participant {PLACES} {ALSO} appointment "
        "WHERE person_place IS NOT NULL ON CONFLICT DO NOTHING"
    )
    op.drop_table("appointment_companion")
    op.drop_index(
        "uq_appointment_person", "appointment", sqlite_where=OPEN, postgresql_where=OPEN
    )
    for name in ("person_place", "person_digest"):
        op.drop_column("appointment", name)


def downgrade() -> None:
    op.add_column("appointment", sa.Column("person_digest", sa.LargeBinary(32)))
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
    _create("appointment_companion")
    # Nobody knows any more whom a booking was made for; as companions all count on.
    op.execute(
        f"INSERT INTO appointment_companion {PLACES} {ALSO} appointment_participant"
    )
    op.drop_table("appointment_participant")


def _create(table: str) -> None:
    op.create_table(
        table,
        sa.Column("person_digest", sa.LargeBinary(32), nullable=False),
        sa.Column(
            "person_place", sa.SmallInteger(), autoincrement=False, nullable=False
        ),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("person_digest", "person_place", name=f"pk_{table}"),
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{table}_reference", table, ["reference"])
