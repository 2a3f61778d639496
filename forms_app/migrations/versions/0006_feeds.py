"""Secret addresses of the stations' calendars."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms_app.database import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "station_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_feed")),
        sa.UniqueConstraint("secret_digest", name="uq_station_feed_secret"),
        sa.UniqueConstraint("station_id", name="uq_station_feed_station"),
    )


def downgrade() -> None:
    op.drop_table("station_feed")
