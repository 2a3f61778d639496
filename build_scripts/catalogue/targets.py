"""'alert/fake-police-call' → the record behind it, for codes on posters and moves."""

from __future__ import annotations

from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import REDIRECTS_BY_OLD

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
"""What a code on a poster may lead to."""
PAGE_TABLES = {
    **TARGET_TABLES,
    "agency": "agencies",
    "area": "areas",
    "form": "forms",
    "law": "laws",
    "material": "materials",
    "volunteers": "volunteers",
}
"""Everything that has a page of its own and may move."""


def target_of(catalogue: Catalogue, target: str) -> Any:
    """The record, or None when it is not there (any more)."""
    kind, _, key = target.partition("/")
    table = PAGE_TABLES.get(kind)
    return getattr(catalogue, table).get(key) if table else None


def moved_to(catalogue: Catalogue, target: str) -> Any:
    """The record a target leads to by now, however often it moved; None if nowhere."""
    seen: set[str] = set()
    while target not in seen:
        seen.add(target)
        found = target_of(catalogue, target)
        if found is not None:
            return found
        for key in catalogue.ids_by(REDIRECTS_BY_OLD, target):
            target = catalogue.redirects[key].target
    return None
