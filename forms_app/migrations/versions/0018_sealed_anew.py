"""The trail's notes may be sealed anew under a later key."""

from __future__ import annotations

from alembic import op

from forms_app import append_only

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KEPT = (
    *("seq", "case_id", "kind", "at", "by_id", "by_name", "station", "shown"),
    *("words", "note_for", "note_digest", "prev_hash", "hash"),
)


def upgrade() -> None:
    _guard_again()


def downgrade() -> None:
    """The looser guard stays: a database with notes under two keys needs it."""


def _guard_again() -> None:
    """Databases made before have the guard that only lets a note be emptied."""
    dialect = op.get_bind().dialect.name
    table = "" if dialect == "sqlite" else " ON case_event"
    for trigger in ("case_event_keeps", "case_event_stays"):
        op.execute(f"DROP TRIGGER {trigger}{table}")
    for statement in append_only.statements(dialect, "case_event", KEPT, "note_sealed"):
        op.execute(statement)
