"""The guide sheet of a service: who brings what, where to, how long, how much."""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import STATIONS_OF_KIND
from build_scripts.catalogue.model import Service
from build_scripts.catalogue.related import stations_for
from build_scripts.pages.bring import Variant, variants
from build_scripts.pages.context import Fact, PhoneLine
from build_scripts.pages.date_words import limit
from build_scripts.pages.fees import fee_text
from build_scripts.pages.labels import STATION_KIND
from build_scripts.pages.parts import (
    agency_name,
    first_number,
    phone_lines,
    undated_line,
)
from build_scripts.pages.placards.frame import Issue, Told, overfull
from build_scripts.shared.frozen import Frozen

FEW = 4
"""Up to so many places are told one by one."""


class Carried(Frozen):
    """A paper: name, how many, whether it must be."""

    name: str
    amount: str
    need: str
    note: str


class Comer(Frozen):
    who: str
    note: str
    papers: tuple[Carried, ...]


class GuideSheet(Frozen, kw_only=True):
    plain: str
    eligibility: str
    not_for: str
    facts: tuple[Fact, ...]
    comers: tuple[Comer, ...]
    places: tuple[Fact, ...]
    steps: tuple[str, ...]
    booking: str
    consult: tuple[PhoneLine, ...]
    supervise: tuple[PhoneLine, ...]


def service_issue(catalogue: Catalogue, service: Service, code: str) -> Issue:
    return Issue(
        code=code,
        issuer=agency_name(catalogue, service.competent_agency),
        issued_on=service.reviewed_on,
        valid_to=service.review_by,
        phone=first_number(service.consult),
    )


def guide_sheet(catalogue: Catalogue, service: Service) -> Told:
    """With what is to be noted of each paper, if there is room for it."""
    told = _guide(catalogue, service, noted=True)
    return _guide(catalogue, service, noted=False) if overfull(told) else told


def _guide(catalogue: Catalogue, service: Service, *, noted: bool) -> Told:
    shown = GuideSheet(
        plain=service.plain_name,
        eligibility=service.eligibility,
        not_for=service.not_for,
        facts=(
            Fact("多久办好", limit(service.promised_limit)),
            Fact("收费", fee_text(service)),
            Fact("跑几次", f"{service.visits} 次" if service.visits else "不用跑"),
        ),
        comers=_comers(variants(catalogue, service.id), noted=noted),
        places=_places(catalogue, service),
        steps=tuple(step.title for step in service.steps),
        booking=service.booking.rule,
        consult=phone_lines(service.consult),
        supervise=phone_lines(service.supervise),
    )
    return Told(
        anchor="guide",
        kind="办事指南",
        headline=service.name,
        body="guide",
        shown=shown,
        room=268,
        fixed=120,
    )


def _comers(ways: tuple[Variant, ...], *, noted: bool) -> tuple[Comer, ...]:
    return tuple(
        Comer(
            way.label,
            way.note,
            tuple(
                Carried(
                    line.name,
                    line.amount,
                    "" if line.need == "required" else line.need_label,
                    line.note if noted else "",
                )
                for line in way.materials
            ),
        )
        for way in ways
    )


def kinds_of_stations(catalogue: Catalogue) -> dict[str, str]:
    """Station → kind; without a look at any station, for `catalogue.once`."""
    return {
        key: kind
        for kind in STATION_KIND
        for key in catalogue.ids_by(STATIONS_OF_KIND, kind)
    }


def _places(catalogue: Catalogue, service: Service) -> tuple[Fact, ...]:
    """A few places by name and hours; of many only the kinds and how many there are."""
    keys = stations_for(catalogue, service.id)
    if len(keys) > FEW:
        kind_of = catalogue.once(kinds_of_stations)
        named = "、".join(dict.fromkeys(STATION_KIND[kind_of[key]] for key in keys))
        return (Fact(named, f"全县 {len(keys)} 处都能办，到离您近的一处"),)
    lines = (undated_line(catalogue, key) for key in keys)
    places = tuple(Fact(line.name, line.address, line.hours) for line in lines)
    if places or not service.station_kinds:
        return places
    return (Fact("、".join(STATION_KIND[k] for k in service.station_kinds), ""),)
