"""The files of open data, put together from what each record says in them.

A record's lines depend on that record and what it shows of others.  The engine keeps
them and asks again only when one of those has changed, so that an edit does not make
anybody read the whole catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Set
from functools import partial
from typing import Any

from build_scripts.artefacts.open_data import hsds
from build_scripts.artefacts.open_data.changes import FILE as CHANGES
from build_scripts.artefacts.open_data.changes import TYPE, changes, changes_file
from build_scripts.artefacts.open_data.csv_text import BOM, csv_line
from build_scripts.artefacts.open_data.feeds import Make, feed_files, feed_lines
from build_scripts.artefacts.open_data.tables import CSV, row
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.editor_schema import KINDS, schema_text
from build_scripts.catalogue.model import SiteConfig

FOLDER = "data/"
TOLD = tuple(dict.fromkeys((*CSV, *TYPE, "redirects")))
"""Tables whose records say something in some file."""
DATA, SCHEMA = "data", "schema"
Name = tuple[str, str, str]
"""DATA, table, id: how the engine calls what one record says."""
Line = tuple[str, str]
"""File and text; "feed:…" is put together by feeds.py."""


def data_names(catalogue: Catalogue) -> list[Name]:
    """One entry a record, so that an edit costs one record; and one a schema, so that
    they are made by a first build only.
    """
    records = (
        (DATA, table, key) for table in TOLD for key in getattr(catalogue, table)
    )
    return [*records, *((DATA, SCHEMA, name) for name in KINDS)]


def data_lines(catalogue: Catalogue, table: str, record_id: str) -> tuple[Line, ...]:
    """What one record says in all files; or the text of a schema."""
    if table == SCHEMA:
        return ((f"{FOLDER}schema/{record_id}.json", schema_text(record_id)),)
    return tuple(_lines(catalogue, table, getattr(catalogue, table)[record_id]))


def data_files(
    catalogue: Catalogue,
    entry: Callable[[Name], Iterable[Line]] | None = None,
    touched: Set[str] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of every file, or of those `touched` (by address or by the
    name in their lines); `entry` is where finished lines come from.
    """

    def made(name: Name) -> Iterable[Line]:
        return data_lines(catalogue, name[1], name[2])

    wanted = [
        (url, source, make)
        for url, source, make in _planned(catalogue)
        if touched is None or source in touched or url in touched
    ]
    found: dict[str, list[str]] = {source: [] for _, source, _ in wanted}
    for name in data_names(catalogue):
        for file, text in (entry or made)(name):
            if file in found:
                found[file].append(text)
    for url, source, make in wanted:
        yield url, make(found[source])


def data_urls(catalogue: Catalogue) -> list[str]:
    """The addresses of all files."""
    return [url for url, _, _ in _planned(catalogue)]


def touched_by(name: Name, *told: Iterable[Line] | None) -> Set[str]:
    """What has to be made anew when an entry is another one; `told` then and now."""
    before, after = (set(lines or ()) for lines in told)
    files = {file for file, _ in before ^ after}
    return files | {f"feed:area-{name[2]}"} if name[1] == "areas" else files


def _planned(catalogue: Catalogue) -> Iterator[tuple[str, str, Make]]:
    """Address, name in the lines, and how to make it of its lines, for every file."""
    for table, spec in CSV.items():
        file = f"{FOLDER}{table}.csv"
        head = csv_line(column.name for column in spec.columns)
        yield file, file, partial(_under, BOM + head)
    for table, columns in hsds.COLUMNS.items():
        file = f"{hsds.FOLDER}{table}.csv"
        yield file, file, partial(_under, csv_line(columns))
    for kind in KINDS:
        file = f"{FOLDER}schema/{kind}.json"
        yield file, file, partial(_under, "")
    yield f"{hsds.FOLDER}datapackage.json", "", partial(_under, hsds.datapackage())
    told = datapackage(catalogue.config)
    yield f"{FOLDER}datapackage.json", "", partial(_under, told)
    yield CHANGES, CHANGES, changes_file
    yield from feed_files(catalogue)


def _under(head: str, lines: Iterable[str]) -> bytes:
    return "".join([head, *lines]).encode()


def datapackage(config: SiteConfig) -> str:
    """What the CSV files hold (Frictionless tabular data package)."""
    told = {
        "name": f"doorstep-{config.county}",
        "title": config.name,
        "profile": "tabular-data-package",
        "licenses": [{"title": config.data_license, "path": config.data_license_url}],
        "resources": [
            {
                "name": table.replace("_", "-"),
                "title": spec.title,
                "path": f"{table}.csv",
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": c.name, "type": "string", "description": c.sentence}
                        for c in spec.columns
                    ]
                },
            }
            for table, spec in CSV.items()
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _lines(catalogue: Catalogue, table: str, record: Any) -> Iterator[Line]:
    if table in TYPE or table == "redirects":
        yield from ((CHANGES, line) for line in changes(catalogue, table, record))
    if record.status == "suspended":
        yield from hsds.hsds_lines(catalogue, record)
    if record.status != "published":
        return
    yield from hsds.hsds_lines(catalogue, record)
    yield from feed_lines(catalogue, table, record)
    if table in CSV:
        yield f"{FOLDER}{table}.csv", csv_line(row(catalogue, table, record))
