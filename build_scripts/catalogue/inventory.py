"""Every file of a project put together: which records there are, broken ones too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from build_scripts.catalogue import folder_problems as says
from build_scripts.catalogue.calendar_years import working_calendar
from build_scripts.catalogue.catalogue import RECORD_TABLES, Catalogue
from build_scripts.catalogue.indexes import INDEXES, Ids
from build_scripts.catalogue.model import CalendarYear, SiteConfig, Text
from build_scripts.catalogue.packing import unpack
from build_scripts.catalogue.stored import CALENDAR, SETTINGS, Stored, StoredFile
from build_scripts.catalogue.watch import Table, Watch
from build_scripts.problems import Problem

DRAFT = "draft"
_INDEX = {index.name: index for index in INDEXES}
_NO_SETTINGS = SiteConfig(
    name=Text("?"),
    tagline=Text("?"),
    operator=Text("?"),
    county="",
    topics=(),
    problems=(),
)
"""Stands in for an unreadable site_config.yml, so that content is checked all the same."""


@dataclass(slots=True)
class Inventory:
    """What came out of a folder, whether or not all of it could be read."""

    files: Mapping[str, StoredFile]
    """By path, in the order of the names."""
    problems: list[Problem]
    """Files out of place, and everything unreadable."""
    records: dict[str, dict[str, Stored]] = field(default_factory=dict)
    """Table → id → record."""
    broken: dict[str, set[str]] = field(default_factory=dict)
    """Table → ids whose file exists but could not be decoded; links to them hold."""
    unread: set[str] = field(default_factory=set)
    """Tables of which not even all ids are known."""
    today: date | None = None
    """The day the public looks at; without one, nothing is too early or too late."""
    loaded: dict[tuple[str, str], Any] = field(default_factory=dict)

    def is_whole(self, table: str) -> bool:
        """Every record of the table could be read."""
        return not self.broken.get(table) and table not in self.unread

    @property
    def has_settings(self) -> bool:
        return bool(self.records.get(SETTINGS))

    def load(self, table: str, record_id: str) -> Any:
        """The record itself, unpacked when it is first asked for."""
        found = self.loaded.get((table, record_id))
        if found is None:
            found = unpack(self.records[table][record_id].packed)
            self.loaded[table, record_id] = found
        return found

    def version(self, table: str, record_id: str) -> bytes:
        """A digest of the record; b'' when there is none, b'?' when it is broken."""
        stored = self.records.get(table, {}).get(record_id)
        if stored is not None:
            return stored.version
        return b"?" if record_id in self.broken.get(table, ()) else b""

    def catalogue(self, *, drafts: bool = True) -> Catalogue:
        """The catalogue of all that could be decoded; its tables fetch lazily."""
        watch = Watch()
        tables: dict[str, Any] = {
            name: Table(name, _TableShelf(self, name, drafts), watch)
            for name in RECORD_TABLES
        }
        settings = self.load(SETTINGS, "site_config") if self.has_settings else None
        years = {year.year: year for year in self._calendar_years()}
        return Catalogue(
            config=settings or _NO_SETTINGS,
            **tables,
            calendar_years=years,
            calendar=working_calendar(years.values()),
            today=self.today,
            watch=watch,
            inverted=self.inverted(drafts=drafts),
        )

    def inverted(self, *, drafts: bool) -> dict[str, Mapping[str, Ids]]:
        """Every index by its name, put together when it is first asked for."""
        return _Inverted(self, drafts)

    def ids(self, table: str, *, drafts: bool) -> Mapping[str, Stored]:
        return dict(self.shown(table, drafts))

    def shown(self, table: str, drafts: bool) -> Iterable[tuple[str, Stored]]:
        entries = self.records.get(table, {}).items()
        if drafts:
            return entries
        return ((key, stored) for key, stored in entries if self.is_public(stored))

    def is_public(self, stored: Stored) -> bool:
        """No draft, and its day has come and not gone."""
        first, last = stored.window
        day = self.today.toordinal() if self.today else first
        return stored.status != DRAFT and first <= day <= last

    def _calendar_years(self) -> Iterable[CalendarYear]:
        return [self.load(CALENDAR, key) for key in self.records.get(CALENDAR, ())]


class _Inverted(dict[str, Mapping[str, Ids]]):
    """Indexes from the kept keys, each put together when it is first asked for."""

    def __init__(self, inventory: Inventory, drafts: bool) -> None:
        super().__init__()
        self._inventory = inventory
        self._drafts = drafts

    def __missing__(self, name: str) -> Mapping[str, Ids]:
        index = _INDEX[name]
        shown = self._inventory.shown(index.table, self._drafts)
        found = index.invert((key, stored.keys[name]) for key, stored in shown)
        self[name] = found
        return found


class _TableShelf:
    """Where a lazy table finds its records."""

    def __init__(self, inventory: Inventory, table: str, drafts: bool) -> None:
        self._inventory = inventory
        self._table = table
        self._drafts = drafts

    def ids(self) -> Mapping[str, Stored]:
        return self._inventory.ids(self._table, drafts=self._drafts)

    def load(self, record_id: str) -> Any:
        return self._inventory.load(self._table, record_id)


def put_together(files: Iterable[StoredFile], problems: list[Problem]) -> Inventory:
    """An inventory of files in the order of their names."""
    inventory = Inventory({file.path: file for file in files}, problems)
    for file in inventory.files.values():
        problems += file.problems
        if file.unread:
            inventory.unread.add(file.table)
        if file.broken:
            inventory.broken.setdefault(file.table, set()).update(file.broken)
        table = inventory.records.setdefault(file.table, {})
        for stored in file.records:
            first = table.setdefault(stored.id, stored)
            if first is not stored:
                place = (stored.path, stored.pointer)
                problems.append(says.named_twice(*place, stored.id, first.path))
    return inventory
