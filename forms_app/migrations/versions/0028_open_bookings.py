"""Keys of what is still open only, small however many bookings are past.

Step 0001 made two keys that these replace: of a phone's places, past ones too, and of a
seat, which `appointment_seat` gives.  An SQLite database made with them keeps them (they
could only go with a copy of the table); they are right, and cost some time.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

REPLACED = {
    "uq_appointment_place": ["phone_digest", "phone_place"],
    "uq_appointment_seat": ["station_id", "schedule_id", "starts_at", "seat"],
}
OPEN, MISSED = sa.text("phone_place IS NOT NULL"), sa.text("status = 'noshow'")


def upgrade() -> None:
    for name in REPLACED:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"ALTER TABLE appointment DROP CONSTRAINT IF EXISTS {name}")
        op.execute(f"DROP INDEX IF EXISTS {name}")
    op.create_index(
        "uq_appointment_open",
        "appointment",
        ["phone_digest", "phone_place"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(
        "ix_appointment_missed",
        "appointment",
        ["phone_digest"],
        sqlite_where=MISSED,
        postgresql_where=MISSED,
    )


def downgrade() -> None:
    op.drop_index("ix_appointment_missed", "appointment")
    op.drop_index("uq_appointment_open", "appointment")
    for name, columns in REPLACED.items():
        op.create_index(name, "appointment", columns, unique=True)
