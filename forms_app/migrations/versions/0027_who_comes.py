"""Who comes to a visit: what to bring depends on it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("appointment", sa.Column("who", sa.String(length=20)))


def downgrade() -> None:
    op.drop_column("appointment", "who")
