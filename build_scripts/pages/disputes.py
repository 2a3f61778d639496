"""有纠纷怎么办: the way there without a form, and a page for each kind of dispute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import (
    EVERY,
    PUBLISHED_OF_KIND,
    TAKING_DISPUTES,
)
from build_scripts.catalogue.model import DisputeType, Way
from build_scripts.catalogue.public import published
from build_scripts.languages.speech import _
from build_scripts.pages.addresses import address, dispute_address
from build_scripts.pages.context import Frame, LawCard, Link, PhoneLine, StationGroup
from build_scripts.pages.labels import WAY_KIND
from build_scripts.pages.navigation import (
    SECTION_HOME,
    guarded,
    record_frame,
    section_frame,
)
from build_scripts.pages.parts import law_cards, station_line
from build_scripts.pages.townships import by_township
from build_scripts.shared.frozen import Frozen

# Hotlines that matter for every kind of quarrel; 12338 and 12355 for the sensitive ones.
_DISPUTE_HOTLINES = ("12348", "12345")
_SENSITIVE_HOTLINES = ("110", "12338", "12355", "12348")
# Where people's mediation sits besides the stations that a way names.
_MEDIATION_PLACES = {"mediation_room", "mediation_center"}


class TypeLine(Frozen):
    name: str
    url: str
    examples: str


class WayLine(Frozen):
    """One lawful way, with its articles."""

    kind: str
    first: bool
    who: str
    cost: str
    time: str
    effect: str
    laws: tuple[LawCard, ...]


class DisputeIndex(Frozen, kw_only=True):
    frame: Frame
    emergency: tuple[str, ...]
    types: tuple[TypeLine, ...]
    start_url: str
    progress_url: str
    places: tuple[StationGroup, ...]
    hotlines: tuple[PhoneLine, ...]


class DisputePage(Frozen, kw_only=True):
    frame: Frame
    sensitive: bool
    intake: bool
    examples: tuple[str, ...]
    proposal: str
    not_for: str
    ways: tuple[WayLine, ...]
    facts_to_tell: tuple[str, ...]
    bring: tuple[str, ...]
    time_limit: str
    start_url: str
    progress_url: str
    places: tuple[StationGroup, ...]
    hotlines: tuple[PhoneLine, ...]
    guides: tuple[Link, ...]


def dispute_index(catalogue: Catalogue, today: date) -> DisputeIndex:
    kinds = list(published(catalogue.dispute_types))
    lead = _("邻里、家庭、欠钱、欠薪、土地的事，先看有哪几条路可走，再决定找谁。")
    return DisputeIndex(
        frame=section_frame(_("有纠纷怎么办"), lead),
        emergency=catalogue.config.emergency,
        types=tuple(
            TypeLine(k.name, address(k), "；".join(k.examples[:2])) for k in kinds
        ),
        start_url=dispute_address(catalogue.config),
        progress_url=f"{catalogue.config.forms_path}/dispute/progress",
        places=_places(catalogue, today, catalogue.ids_by(TAKING_DISPUTES, EVERY)),
        hotlines=_hotlines(catalogue, _DISPUTE_HOTLINES),
    )


def dispute_page(catalogue: Catalogue, kind: DisputeType, today: date) -> DisputePage:
    forms = catalogue.config.forms_path
    numbers = _SENSITIVE_HOTLINES if kind.sensitive else _DISPUTE_HOTLINES
    return DisputePage(
        frame=_frame(catalogue, kind),
        sensitive=kind.sensitive,
        intake=kind.intake and kind.status == "published",
        examples=kind.examples,
        proposal=kind.proposal,
        not_for=kind.not_for,
        ways=tuple(
            _way(catalogue, way, position == 0)
            for position, way in enumerate(kind.ways)
        ),
        facts_to_tell=kind.facts_to_tell,
        bring=kind.bring,
        time_limit=kind.time_limit,
        start_url=dispute_address(catalogue.config, kind.id),
        progress_url=f"{forms}/dispute/progress",
        places=_places(catalogue, today, _helping_with(catalogue, kind)),
        hotlines=_hotlines(catalogue, numbers),
        guides=tuple(
            Link(s.name, address(s), s.summary)
            for key in kind.related
            if (s := catalogue.services.get(key)) is not None
        ),
    )


def _frame(catalogue: Catalogue, kind: DisputeType) -> Frame:
    frame = record_frame(catalogue, kind, kind.proposal, SECTION_HOME["disputes"])
    return guarded(frame) if kind.sensitive else frame


def _places(
    catalogue: Catalogue, today: date, stations: Iterable[str]
) -> tuple[StationGroup, ...]:
    named = frozenset(catalogue.stations)  # in this language
    shown = filter(named.__contains__, stations)
    return by_township(
        catalogue, ((key, station_line(catalogue, key, today)) for key in shown)
    )


def _helping_with(catalogue: Catalogue, kind: DisputeType) -> Iterator[str]:
    """Where one can walk in with it: a way names this kind of station."""
    kinds = {str(way.station_kind) for way in kind.ways if way.station_kind}
    if any(way.kind == "people_mediation" for way in kind.ways):
        kinds |= _MEDIATION_PLACES
    index = TAKING_DISPUTES if kind.intake else PUBLISHED_OF_KIND
    found = {key for name in kinds for key in catalogue.ids_by(index, name)}
    return filter(found.__contains__, catalogue.ids_by(index, EVERY))


def _way(catalogue: Catalogue, way: Way, first: bool) -> WayLine:
    return WayLine(
        kind=WAY_KIND[way.kind],
        first=first,
        who=way.who,
        cost=way.cost,
        time=way.time,
        effect=way.effect,
        laws=law_cards(catalogue, way.legal_basis),
    )


def _hotlines(catalogue: Catalogue, numbers: tuple[str, ...]) -> tuple[PhoneLine, ...]:
    """These numbers in this order, as far as the county lists them."""
    known = {line.number: line for line in published(catalogue.hotlines)}
    return tuple(
        PhoneLine(n, known[n].name, known[n].what_for, known[n].urgent)
        for n in numbers
        if n in known
    )
