"""The whole catalogue in memory: every record by its id, and questions about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from msgspec import field

from build_scripts.catalogue import tables
from build_scripts.catalogue.indexes import AREAS_UNDER, SPOKEN, Ids, Index
from build_scripts.catalogue.model import (
    Agency,
    Alert,
    Area,
    Article,
    CalendarYear,
    Code,
    DisputeType,
    Figure,
    Form,
    GivenCode,
    Hotline,
    Law,
    LegalEvent,
    LifeEvent,
    LostFound,
    Material,
    Notice,
    Page,
    Picture,
    Quiz,
    Record,
    Redirect,
    SearchWord,
    Service,
    SiteConfig,
    Station,
    Term,
    TrailHead,
    Triage,
    VolunteerGroup,
)
from build_scripts.catalogue.watch import Focus, Key, Watch
from build_scripts.shared.frozen import Frozen
from build_scripts.shared.working_days import WorkingCalendar

P = ParamSpec("P")
T = TypeVar("T")


class Kept(Frozen):
    """What `once` worked out, and what was read for it."""

    value: Any
    read: frozenset[Key] = frozenset()
    earlier: bool = False
    """What was read is in the engine's notes already."""


def _nothing(_key: Key) -> Kept | None:
    return None


class Catalogue(Frozen, kw_only=True, eq=False):
    """Records by id, in the order of their file names; one mapping per type."""

    config: SiteConfig
    agencies: Mapping[str, Agency] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    stations: Mapping[str, Station] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    materials: Mapping[str, Material] = field(default_factory=dict)
    laws: Mapping[str, Law] = field(default_factory=dict)
    life_events: Mapping[str, LifeEvent] = field(default_factory=dict)
    articles: Mapping[str, Article] = field(default_factory=dict)
    dispute_types: Mapping[str, DisputeType] = field(default_factory=dict)
    hotlines: Mapping[str, Hotline] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    alerts: Mapping[str, Alert] = field(default_factory=dict)
    quizzes: Mapping[str, Quiz] = field(default_factory=dict)
    events: Mapping[str, LegalEvent] = field(default_factory=dict)
    notices: Mapping[str, Notice] = field(default_factory=dict)
    volunteers: Mapping[str, VolunteerGroup] = field(default_factory=dict)
    lost_found: Mapping[str, LostFound] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    codes: Mapping[str, Code] = field(default_factory=dict)
    codes_given: Mapping[str, GivenCode] = field(default_factory=dict)
    redirects: Mapping[str, Redirect] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    search_words: Mapping[str, SearchWord] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    trail_heads: Mapping[str, TrailHead] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    triage: Mapping[str, Triage] = field(default_factory=dict)
    calendar_years: Mapping[int, CalendarYear] = field(default_factory=dict)
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    today: date | None = None
    """The day the public looks at; the engine makes everything anew on another day."""
    watch: Watch = field(default_factory=Watch)
    kept: dict[Key, Kept] = field(default_factory=dict)
    """What `once` has worked out already."""
    earlier: Callable[[Key], Kept | None] = _nothing
    """What an earlier build had worked out, where that still holds."""
    inverted: dict[str, Mapping[str, Ids]] = field(default_factory=dict)
    """The indexes that have been asked for."""
    focus: Focus | None = None
    settings_too: bool = True
    """Whether `owners` begins with the settings."""
    language: str = "zh-Hans"
    """The language its texts are in; see `in_language.py`."""
    original: Catalogue | None = None
    """The catalogue this is another language's view of."""
    views: dict[str, Catalogue] = field(default_factory=dict)
    """The same catalogue in other languages."""

    @property
    def source(self) -> Catalogue:
        """Itself as the editors wrote it, translations beside the Chinese."""
        return self.original or self

    def records(self) -> Iterator[Record]:
        """Every record of every type; only the one in focus when there is a focus."""
        if self.focus is not None:
            if self.focus.record is not None:
                self.focus.met += 1
                yield self.focus.record
            return
        for name in RECORD_TABLES:
            yield from getattr(self, name).values()

    def owners(self) -> Iterator[Record | SiteConfig]:
        """Everything editors write: the settings and every record."""
        if self.settings_too:
            yield self.config
        yield from self.records()

    def once(
        self,
        make: Callable[Concatenate[Catalogue, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """`make(self, …)`, worked out once for all pages that show it.

        `make` is a function of a module; the arguments are ids and other plain
        values, never records.
        """
        plain = (*args, *kwargs.items())
        spoken = () if self.language == "zh-Hans" else (self.language,)
        key = ("once", make.__module__, make.__qualname__, plain, *spoken)
        self.watch.note(key)
        kept = self.kept.get(key)
        if kept is None:
            kept = self.earlier(key)
            if kept is None:
                with self.watch.noting() as read:
                    value = make(self, *args, **kwargs)
                kept = Kept(value, frozenset(read))
            self.kept[key] = kept
        found: T = kept.value
        return found

    def ids_by(self, index: Index, value: str) -> Ids:
        """The ids of the records this index finds by a value."""
        self.watch.note(("ids", index.name, value))
        found = self.all_ids_by(index).get(value, ())
        if self.language != "zh-Hans" and index.table in READING:
            self.watch.note(("ids", SPOKEN[index.table].name, self.language))
            named = set(self.all_ids_by(SPOKEN[index.table]).get(self.language, ()))
            return tuple(key for key in found if key in named)
        return found

    def all_ids_by(self, index: Index) -> Mapping[str, Ids]:
        """A whole index; nobody notes who looks into it."""
        try:
            return self.inverted[index.name]
        except KeyError:
            with self.watch.noting():
                records = getattr(self, index.table).items()
                found = index.invert((key, tuple(index.keys(r))) for key, r in records)
            self.inverted[index.name] = found
        return found

    def ancestors(self, area_id: str) -> list[Area]:
        """The area itself, its parent, and so on up to the county."""
        line: dict[str, Area] = {}
        while (area := self.areas.get(area_id)) is not None and area_id not in line:
            line[area_id] = area
            area_id = area.parent
        return list(line.values())

    def children(self, area_id: str) -> list[Area]:
        return [self.areas[key] for key in self.ids_by(AREAS_UNDER, area_id)]


READING = frozenset(
    {"articles", "events", "life_events", "notices", "quizzes", "volunteers"}
)
"""Tables of which readers of another language are only shown what they can read."""
RECORD_TABLES = tables.RECORD_TABLES
