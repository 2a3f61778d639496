"""'alert/fake-police-call' → the record behind it, for codes on posters."""

from __future__ import annotations

from typing import Any

from build_scripts.catalogue.catalogue import Catalogue

TARGET_TABLES = {
    "alert": "alerts",
    "area": "areas",
    "article": "articles",
    "dispute_type": "dispute_types",
    "event": "events",
    "life_event": "life_events",
    "notice": "notices",
    "quiz": "quizzes",
    "service": "services",
    "station": "stations",
}


def target_of(catalogue: Catalogue, target: str) -> Any:
    """The record, or None when it is not there (any more)."""
    kind, _, key = target.partition("/")
    table = TARGET_TABLES.get(kind)
    return getattr(catalogue, table).get(key) if table else None
