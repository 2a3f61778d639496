"""The whole catalogue in memory: every record by its id, and questions about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from build_scripts.catalogue.model import (
    Agency,
    Area,
    Article,
    CalendarYear,
    DisputeType,
    Hotline,
    Law,
    LifeEvent,
    Material,
    Page,
    Record,
    SearchWord,
    Service,
    SiteConfig,
    Station,
)
from build_scripts.shared.working_days import WorkingCalendar

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
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
    search_words: Mapping[str, SearchWord] = field(default_factory=dict)
    calendar_years: Mapping[int, CalendarYear] = field(default_factory=dict)
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What `once` has worked out already."""

    def once(
        self,
        make: Callable[Concatenate[Catalogue, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """`make(self, …)`, worked out once for all pages that show it.

        The arguments are ids and other hashable values, never records.
        """
        key = (make, args, *kwargs.items())
        if key not in self.kept:
            self.kept[key] = make(self, *args, **kwargs)
        found: T = self.kept[key]
        return found

    def records(self) -> Iterator[Record]:
        """Every record of every type."""
        for mapping in (
            self.agencies,
            self.areas,
            self.stations,
            self.services,
            self.materials,
            self.laws,
            self.life_events,
            self.articles,
            self.dispute_types,
            self.hotlines,
            self.pages,
            self.search_words,
        ):
            yield from mapping.values()

    def ancestors(self, area_id: str) -> list[Area]:
        """The area itself, its parent, and so on up to the county."""
        line: list[Area] = []
        while (area := self.areas.get(area_id)) is not None and area not in line:
            line.append(area)
            area_id = area.parent
        return line

    def children(self, area_id: str) -> list[Area]:
        return [area for area in self.areas.values() if area.parent == area_id]
