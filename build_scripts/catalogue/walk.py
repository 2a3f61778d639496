"""Walking through records: where a value stands, and its pointer in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.folder import CONFIG, CONTENT, REGISTERS
from build_scripts.catalogue.model import (
    Agency,
    Alert,
    Area,
    Article,
    Citation,
    Code,
    DisputeType,
    Form,
    Law,
    LegalEvent,
    LifeEvent,
    LostFound,
    Material,
    Notice,
    Quiz,
    Record,
    Service,
    SiteConfig,
    Station,
    Term,
    Text,
    Triage,
    VolunteerGroup,
)
from build_scripts.shared.frozen import Frozen, fields, is_frozen

_REGISTER_OF = {f"{CONTENT}/{table.name}.yml": table.name for table in REGISTERS}

_REFERENCES: Mapping[type, tuple[tuple[str, str], ...]] = {
    SiteConfig: (("county", "areas"),),
    Agency: (("parent", "agencies"), ("area", "areas")),
    Area: (
        ("parent", "areas"),
        ("stations/police", "stations"),
        ("stations/justice", "stations"),
        ("stations/governance", "stations"),
        ("stations/mediation", "stations"),
        ("stations/kiosk", "stations"),
        ("posts/*/agency", "agencies"),
    ),
    Station: (
        ("agencies/*", "agencies"),
        ("parent", "stations"),
        ("areas_served/*", "areas"),
        ("after_hours/station", "stations"),
        ("after_hours/services/*", "services"),
        ("offerings/*/service", "services"),
        ("booking/schedules/*/services/*", "services"),
        ("posts/*/agency", "agencies"),
        ("moved_to", "stations"),
    ),
    Service: (
        ("topic", "topics"),
        ("competent_agency", "agencies"),
        ("partner_agencies/*", "agencies"),
        ("legal_basis/*/law", "laws"),
        ("applicants/*/materials/*/material", "materials"),
    ),
    LifeEvent: (
        ("agencies/*", "agencies"),
        ("legal_basis/*/law", "laws"),
        ("steps/*/tasks/*/service", "services"),
        ("steps/*/tasks/*/article", "articles"),
    ),
    Article: (
        ("station", "stations"),
        ("topics/*", "topics"),
        ("legal_basis/*/law", "laws"),
        ("areas/*", "areas"),
        ("services/*", "services"),
    ),
    Alert: (
        ("areas/*", "areas"),
        ("source/issuer", "agencies"),
        ("legal_basis/*/law", "laws"),
        ("articles/*", "articles"),
        ("replaces", "alerts"),
        ("quiz", "quizzes"),
    ),
    LegalEvent: (
        ("station", "stations"),
        ("stops/*/area", "areas"),
        ("areas/*", "areas"),
        ("services/*", "services"),
    ),
    Notice: (("areas/*", "areas"), ("stations/*", "stations")),
    VolunteerGroup: (("agency", "agencies"), ("areas/*", "areas")),
    LostFound: (("area", "areas"), ("station", "stations")),
    Term: (("legal_basis/*/law", "laws"),),
    Code: (("issuer", "agencies"),),
    Form: (("legal_basis/*/law", "laws"),),
    Material: (("form", "forms"),),
    Quiz: (
        ("topics/*", "topics"),
        ("areas/*", "areas"),
        ("station", "stations"),
        ("articles/*", "articles"),
        ("questions/*/legal_basis/*/law", "laws"),
        ("stops/*/article", "articles"),
    ),
    DisputeType: (("ways/*/legal_basis/*/law", "laws"),),
    Triage: (("rules/*/legal_basis/*/law", "laws"),),
    Law: (("successor", "laws"),),
}

_LAW = "/law"


class Reference(Frozen):
    """A place in a file that names a record of a table."""

    path: str
    pointer: str
    table: str
    wanted: str


def references(catalogue: Catalogue) -> Iterator[Reference]:
    """Every id some record names, except `owner`, `publisher` and `related`."""
    for owner in catalogue.owners():
        for steps, table in _REFERENCES.get(type(owner), ()):
            for pointer, wanted in values_at(owner, steps):
                if wanted:
                    yield Reference(path_of(owner), pointer, table, wanted)


def path_of(owner: Record | SiteConfig) -> str:
    return CONFIG if isinstance(owner, SiteConfig) else owner.path


def pointer_to(owner: Any, pointer: str = "") -> str:
    """The pointer inside the record's file; register records are found by their id."""
    register = _REGISTER_OF.get(getattr(owner, "path", ""))
    if register is None:
        return pointer
    base = f"{register}/@{owner.id}"
    return f"{base}/{pointer}" if pointer else base


def values_at(owner: Any, steps: str) -> Iterator[tuple[str, Any]]:
    """Pointer and value of each place `steps` leads to; `*` is every item of a list."""
    first, *others = _steps_of(steps)
    held = getattr(owner, first)
    if not held and others:
        return  # of most fields there is nothing in most records
    places: list[tuple[str, Any]] = [(pointer_to(owner, first), held)]
    for step in others:
        inner = [(p, held) for p, held in places if held is not None]
        if step == "*":
            places = [
                (f"{p}/{n}", item) for p, held in inner for n, item in enumerate(held)
            ]
        else:
            places = [(f"{p}/{step}", getattr(held, step)) for p, held in inner]
    yield from places


@cache
def _steps_of(steps: str) -> tuple[str, ...]:
    return tuple(steps.split("/"))


def citations_of(record: Record) -> Iterator[tuple[str, Citation]]:
    """Pointer and citation, wherever in the record a law is cited."""
    for steps, table in _REFERENCES.get(type(record), ()):
        if table == "laws" and steps.endswith(_LAW):
            yield from values_at(record, steps.removesuffix(_LAW))


class _Last:
    """The texts of the record that was asked about last.

    Rules are asked one after the other about one record, and several read all it says.
    """

    owner: Any = None
    found: tuple[tuple[str, Text], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


def texts_of(owner: Any) -> tuple[tuple[str, str], ...]:
    """Pointer and words of every text of a record, translations included."""
    _look_through(owner)
    return _Last.texts


def translated_texts_of(owner: Any) -> Iterator[Text]:
    """Every text of a record that has translations, in the order of the fields."""
    _look_through(owner)
    return (text for _, text in _Last.found if text.translations)


def _look_through(owner: Any) -> None:
    if _Last.owner is not owner:
        found: list[tuple[str, Text]] = []
        _gather(owner, pointer_to(owner), found)
        _Last.owner, _Last.found = owner, tuple(found)
        _Last.texts = tuple(words for place in found for words in _words_of(*place))


def _gather(value: Any, pointer: str, found: list[tuple[str, Text]]) -> None:
    kind: Any = type(value)
    if kind is Text:
        found.append((pointer, value))
        return
    inner = f"{pointer}/" if pointer else ""
    if kind is tuple:
        for index, item in enumerate(value):
            _gather(item, f"{inner}{index}", found)
    else:
        for name in text_fields(kind):
            held = getattr(value, name)
            if held:
                _gather(held, f"{inner}{name}", found)


def _words_of(pointer: str, text: Text) -> list[tuple[str, str]]:
    if not text.translations:
        return [(pointer, str(text))]
    spoken = (("zh-Hans", str(text)), *text.translations.items())
    return [(f"{pointer}/{tag}", words) for tag, words in spoken]


@cache
def text_fields(cls: Any) -> tuple[str, ...]:
    """The fields in which words for people can stand, somewhere inside."""
    if not is_frozen(cls):
        return ()
    return tuple(field.name for field in fields(cls) if _may_hold_text(field.type))


def _may_hold_text(hint: Any) -> bool:
    inner = get_args(hint)
    if inner:
        return any(_may_hold_text(part) for part in inner)
    return hint is Text or is_frozen(hint)
