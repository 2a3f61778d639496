"""changes.jsonl: what appeared, was checked, was taken down or moved, and when.

Told from the dates in the records, never from what an earlier build saw: so a build
from nothing writes the same file as any other.  What nobody dated is not in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Alert, Record, Redirect
from build_scripts.catalogue.targets import PAGE_TABLES
from build_scripts.pages.addresses import address

FILE = "data/changes.jsonl"
_ENCODED = json.JSONEncoder(ensure_ascii=False).encode
TYPE = {table: kind for kind, table in PAGE_TABLES.items()}
"""Table → the word for one of its records."""


def changes(catalogue: Catalogue, table: str, record: Any) -> Iterator[str]:
    """A JSON object a line; the date comes first, so that lines sort by it."""
    if isinstance(record, Redirect):
        yield _line(record.since, "moved", record.old, record.name, record.target)
        return
    name, url = record.name, address(record, catalogue.config)
    what = f"{TYPE[table]}/{record.id}"
    began = _appeared(record)
    if began is not None:
        yield _line(began, "appeared", what, name, url)
    checked = record.reviewed_on
    if checked is not None and checked != began:
        gone = record.status in ("suspended", "withdrawn")
        yield _line(checked, record.status if gone else "checked", what, name, url)


def changes_file(lines: Iterable[str]) -> bytes:
    """The newest first."""
    return "".join(f"{line}\n" for line in sorted(lines, reverse=True)).encode()


def _appeared(record: Record) -> date | None:
    if record.publish_at is not None:
        return record.publish_at
    if isinstance(record, Alert):
        return record.effective.date()
    for field in ("published_on", "opened_on"):
        day: date | None = getattr(record, field, None)
        if day is not None:
            return day
    return None


def _line(day: date, change: str, what: str, name: str, where: str) -> str:
    told = {
        "date": day.isoformat(),
        "change": change,
        "record": what,
        "name": name,
        "url" if change != "moved" else "target": where,
    }
    return _ENCODED(told)
