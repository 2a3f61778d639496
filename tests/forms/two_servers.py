"""Two servers on one database, of which one waits for the other."""

from __future__ import annotations

import time

from sqlalchemy import Engine, text

from forms_app.database import reading

WAITING = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
"""In this database: other tests have theirs on the same server."""
LOOKS = 3000


def until_somebody_waits(engine: Engine) -> None:
    """SQLite has one writer, and who waits for it waits before anything is asked."""
    if engine.dialect.name != "postgresql":
        return
    for _ in range(LOOKS):
        with reading(engine) as session:
            if session.execute(WAITING).scalar_one():
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")
