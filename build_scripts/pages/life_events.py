"""一件事: a life event with its merged list of papers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import LifeEvent, NeededMaterial, Service
from build_scripts.catalogue.model.services import LifeEventTask
from build_scripts.catalogue.related import stations_for
from build_scripts.pages.addresses import address
from build_scripts.pages.bring import copies_in_words
from build_scripts.pages.context import (
    Frame,
    Group,
    LawCard,
    Link,
    Listing,
    StationGroup,
)
from build_scripts.pages.date_words import limit
from build_scripts.pages.fees import fee_text
from build_scripts.pages.labels import TASK_NEED
from build_scripts.pages.navigation import SECTION_HOME, record_frame, section_frame
from build_scripts.pages.parts import agency_link, law_cards, present, station_line
from build_scripts.pages.townships import by_township
from build_scripts.shared.frozen import Frozen


class MergedMaterial(Frozen):
    """A paper brought once for several things."""

    key: str
    name: str
    url: str
    amount: str
    required: bool
    used_for: tuple[str, ...]


class TaskLine(Frozen):
    name: str
    url: str
    need: str
    need_label: str
    facts: str


class StepBlock(Frozen):
    title: str
    choose_one: bool
    tasks: tuple[TaskLine, ...]


class LifeEventPage(Frozen, kw_only=True):
    frame: Frame
    id: str
    trigger: str
    intro: str
    deadline: str
    not_for: str
    materials: tuple[MergedMaterial, ...]
    total_apart: int
    steps: tuple[StepBlock, ...]
    all_in_one: tuple[StationGroup, ...]
    book_url: str
    """Where several of its services are booked as one visit; '' when that is not so."""
    agencies: tuple[Link, ...]
    laws: tuple[LawCard, ...]


@dataclass(slots=True)
class _Merge:
    """One paper while the lists are laid together."""

    originals: int = 0
    copies: int = 0
    required: bool = False
    used_for: list[str] = field(default_factory=list)


def life_event_page(
    catalogue: Catalogue, event: LifeEvent, today: date
) -> LifeEventPage:
    services = _services(catalogue, event)
    materials = merged_materials(catalogue, services)
    return LifeEventPage(
        frame=record_frame(catalogue, event, event.intro, SECTION_HOME["life-events"]),
        id=event.id,
        trigger=event.trigger,
        intro=event.intro,
        deadline=event.deadline,
        not_for=event.not_for,
        materials=materials,
        total_apart=sum(len(m.used_for) for m in materials),
        steps=tuple(
            StepBlock(
                step.title,
                step.logic == "or",
                tuple(
                    line
                    for task in step.tasks
                    if (line := _task(catalogue, task)) is not None
                ),
            )
            for step in event.steps
        ),
        all_in_one=_one_stop(catalogue, services, today),
        book_url=_book_url(catalogue, event, services),
        agencies=present(agency_link(catalogue, a) for a in event.agencies),
        laws=law_cards(catalogue, event.legal_basis),
    )


def life_event_index(catalogue: Catalogue) -> Listing:
    events = [e for e in catalogue.life_events.values() if e.status != "withdrawn"]
    links = tuple(Link(e.name, address(e), e.trigger) for e in events)
    lead = "家里遇到一件大事，要跑的几样手续放在一起：材料合成一张单子，照着步骤办。"
    return Listing(
        frame=section_frame("一件事", lead),
        lead=lead,
        groups=(Group("all", "", links),) if links else (),
        empty="还没有整理好的“一件事”。可以先看办事指南。",
    )


def merged_materials(
    catalogue: Catalogue, services: list[Service]
) -> tuple[MergedMaterial, ...]:
    """Papers of one way of applying of each service, each paper once.

    Whoever comes for the first service comes for all of them, where a service knows
    that way of applying: the one who registers a newborn is its guardian.
    An original is shown again at every counter, so the most any service asks for is
    enough; copies are kept at the counter, so they add up.
    """
    ways = [service.applicants for service in services if service.applicants]
    who = ways[0][0].who if ways else "self"
    merges: dict[str, _Merge] = {}
    for service in services:
        for needed in _way(service, who):
            if needed.material in catalogue.materials:
                _lay(merges.setdefault(needed.material, _Merge()), needed, service)
    ordered = sorted(merges.items(), key=lambda pair: not pair[1].required)
    return tuple(_merged(catalogue, key, merge) for key, merge in ordered)


def _way(service: Service, who: str) -> tuple[NeededMaterial, ...]:
    """What `who` brings, else what is asked of the first who may apply."""
    ways = service.applicants
    chosen = next((way for way in ways if way.who == who), ways[0] if ways else None)
    return chosen.materials if chosen else ()


def _lay(merge: _Merge, needed: NeededMaterial, service: Service) -> None:
    merge.originals = max(merge.originals, needed.originals)
    merge.copies += needed.copies
    merge.required = merge.required or needed.need == "required"
    merge.used_for.append(service.plain_name)


def _merged(catalogue: Catalogue, key: str, merge: _Merge) -> MergedMaterial:
    material = catalogue.materials[key]
    return MergedMaterial(
        key=key,
        name=material.name,
        url=address(material),
        amount=copies_in_words(merge.originals, merge.copies),
        required=merge.required,
        used_for=tuple(merge.used_for),
    )


def _services(catalogue: Catalogue, event: LifeEvent) -> list[Service]:
    """The services that have to be done, each once, in the order of the steps."""
    wanted = [
        task.service
        for step in event.steps
        for task in step.tasks
        if task.service in catalogue.services and task.need != "choice"
    ]
    return [catalogue.services[key] for key in dict.fromkeys(wanted)]


def _task(catalogue: Catalogue, task: LifeEventTask) -> TaskLine | None:
    label = TASK_NEED[task.need]
    service = catalogue.services.get(task.service)
    if service is not None:
        facts = f"{limit(service.promised_limit)} · {fee_text(service)}"
        return TaskLine(service.name, address(service), task.need, label, facts)
    article = catalogue.articles.get(task.article)
    if article is not None:
        return TaskLine(article.name, address(article), task.need, label, "读一读")
    if task.offline:
        return TaskLine(task.offline, "", task.need, label, "")
    return None


def _book_url(catalogue: Catalogue, event: LifeEvent, services: list[Service]) -> str:
    bookable = [s for s in services if s.booking.supported and s.status == "published"]
    if len(bookable) < 2 or event.status != "published":
        return ""
    return f"{catalogue.config.forms_path}/together/{event.id}"


def _one_stop(
    catalogue: Catalogue, services: list[Service], today: date
) -> tuple[StationGroup, ...]:
    """Stations where everything can be done in one visit."""
    if not services:
        return ()
    first, *rest = (stations_for(catalogue, s.id) for s in services)
    everywhere = set(first).intersection(*rest)
    return by_township(
        catalogue,
        (
            (key, station_line(catalogue, key, today))
            for key in first
            if key in everywhere
        ),
    )
