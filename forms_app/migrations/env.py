"""Alembic's environment: always on the connection that `migrate` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from forms_app.database import Base, Instant


def shown_type(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """Write our own column type as `Instant()` in a drafted step."""
    if kind == "type" and isinstance(item, Instant):
        autogen_context.imports.add("from forms_app.database import Instant")
        return "Instant()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=shown_type,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
