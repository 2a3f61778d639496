"""The trail's hash in two steps, so that a receipt can be checked without the register.

Done once, before the first release: lines that are there already get the new hash, in
their order.  A head that was written down before no longer fits and is noted anew.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from forms_app import append_only

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

COLUMNS = (
    *("seq", "case_id", "kind", "at", "by_id", "by_name", "station", "shown"),
    *("words", "note_for", "note_digest", "prev_hash", "hash"),
)
BEGINNING = "0" * 64
Row = dict[str, Any]


def upgrade() -> None:
    _chain_anew(_two_steps)


def downgrade() -> None:
    _chain_anew(_one_step)


def _chain_anew(line_hash: Any) -> None:
    connection = op.get_bind()
    table = "case_event"
    query = sa.text(f"SELECT {', '.join(COLUMNS)} FROM {table} ORDER BY seq")  # noqa: S608 - fixed names
    rows = [dict(row) for row in connection.execute(query).mappings()]
    if not rows:
        return
    dialect = connection.dialect.name
    on = f" ON {table}" if dialect == "postgresql" else ""
    for trigger in ("keeps", "stays"):
        op.execute(f"DROP TRIGGER {table}_{trigger}{on}")
    change = sa.text(
        f"UPDATE {table} SET prev_hash = :prev_hash, hash = :hash WHERE seq = :seq"  # noqa: S608 - fixed names
    )
    before = BEGINNING
    for row in rows:
        row["prev_hash"] = before
        before = row["hash"] = line_hash(row)
        connection.execute(change, {k: row[k] for k in ("prev_hash", "hash", "seq")})
    for statement in append_only.statements(dialect, table, COLUMNS, "note_sealed"):
        op.execute(statement)


def _two_steps(row: Row) -> str:
    content = [
        *(row["seq"], row["case_id"], row["kind"], _instant(row["at"])),
        _sha256(_compact([row["seq"], row["by_id"], row["by_name"]])),
        *(row["station"], bool(row["shown"]), row["words"], row["note_for"]),
        row["note_digest"],
    ]
    return _sha256(row["prev_hash"] + _sha256(_compact(content)))


def _one_step(row: Row) -> str:
    content = [
        *(row["seq"], row["case_id"], row["kind"], _instant(row["at"])),
        *(row["by_id"], row["by_name"], row["station"], bool(row["shown"])),
        *(row["words"], row["note_for"], row["note_digest"], row["prev_hash"]),
    ]
    return _sha256(_compact(content))


def _instant(value: Any) -> str:
    """As the trail writes it; SQLite gives text without a zone."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    text: str = moment.astimezone(UTC).isoformat()
    return text


def _compact(values: list[Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
