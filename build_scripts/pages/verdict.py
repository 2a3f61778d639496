"""The strip at the top of a guide: what to bring, where to, how long, how much."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import NamedTuple

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Service
from build_scripts.catalogue.related import stations_for
from build_scripts.catalogue.watch import worth_keeping
from build_scripts.languages.speech import _
from build_scripts.pages.bring import Variant
from build_scripts.pages.context import Fact
from build_scripts.pages.date_words import limit, money
from build_scripts.pages.fees import fee_text
from build_scripts.pages.hours_words import hours_sentence
from build_scripts.pages.labels import HANDLE_AREA, STATION_KIND
from build_scripts.pages.parts import agency_name

_WEEK, _DAYS = attrgetter("week"), attrgetter("days")
_BY_NET = {"online", "app", "miniprogram"}


def verdict(
    service: Service,
    variants: tuple[Variant, ...],
    where: Fact,
) -> tuple[Fact, ...]:
    """The cells, the two that decide about the journey first."""
    visits = _("%(n)s 次", n=service.visits) if service.visits else _("不用跑")
    by_net = any(channel.type in _BY_NET for channel in service.channels)
    return (
        bring_fact(variants),
        where,
        Fact(_("多久办好"), limit(service.promised_limit)),
        fee_fact(service),
        Fact(_("跑几次"), visits),
        Fact(_("网上办"), _("能") if service.online or by_net else _("不能")),
        Fact(_("在哪都能办吗"), HANDLE_AREA[service.handle_area]),
    )


def bring_fact(variants: tuple[Variant, ...]) -> Fact:
    """The papers of the first way of applying; the others stand further down."""
    if not variants:
        return Fact(_("带什么"), _("不用带材料"))
    first = variants[0]
    names: dict[str, list[str]] = {}
    for line in first.materials:
        names.setdefault(line.need_label, []).append(line.name)
    must = [line.name for line in first.materials if line.need == "required"]
    if must:
        del names[next(m.need_label for m in first.materials if m.need == "required")]
    without = _("没有材料也能来") if names else _("不用带材料")
    return Fact(
        _("带什么（%(who)s）", who=first.label) if len(variants) > 1 else _("带什么"),
        "、".join(must) or without,
        "；".join(f"{label}：{'、'.join(told)}" for label, told in names.items()),
        "bring",
    )


class Glance(NamedTuple):
    """The little that tells where to go, of one station."""

    name: str
    kind: str
    hours: str
    week: str
    """The hours without what is said of certain days."""
    days: str
    """The days of the week it is open."""


def where_to(catalogue: Catalogue, key: str) -> Fact:
    """Where one goes for a service, in a few words; for `catalogue.once`."""
    told = catalogue.once(glances)
    stations = tuple(told[station] for station in stations_for(catalogue, key))
    return where_fact(stations, catalogue.once(_who_is_asked, key))


@worth_keeping
def _who_is_asked(catalogue: Catalogue, key: str) -> str:
    """The name of the agency behind a service."""
    return agency_name(catalogue, catalogue.services[key].competent_agency)


@worth_keeping
def glances(catalogue: Catalogue) -> dict[str, Glance]:
    """Every station at a glance, for all guides at once; for `catalogue.once`.

    Asked for one by one, an edited telephone would have each guide look at its stations.
    """
    return {key: catalogue.once(_glance, key) for key in catalogue.source.stations}


@worth_keeping
def _glance(catalogue: Catalogue, key: str) -> Glance:
    station = catalogue.stations[key]
    hours = hours_sentence(station.hours)
    week = hours.split("；")[0]
    kind = STATION_KIND[station.kind]
    return Glance(station.name, kind, hours, week, week.rsplit(" ", 1)[0])


def where_fact(stations: tuple[Glance, ...], agency: str) -> Fact:
    """The kinds of station, how many there are, and when most of them are open.

    `agency` is the name of who is asked where there is no station.
    """
    if not stations:
        return Fact(_("到哪里"), agency or _("先打电话问"), "", "where")
    kinds = "、".join(dict.fromkeys(station.kind for station in stations))
    if len(stations) == 1:
        return Fact(_("到哪里"), stations[0].name, stations[0].hours, "where")
    note = _("全县 %(n)s 处", n=len(stations)) + _mostly_open(stations)
    return Fact(_("到哪里"), kinds, note, "where")


def _mostly_open(stations: tuple[Glance, ...]) -> str:
    """What more than half of them share: the hours of the week, else its days."""
    for shared, end in ((_WEEK, ""), (_DAYS, _("开门"))):
        words, how_many = Counter(map(shared, stations)).most_common(1)[0]
        if how_many * 2 > len(stations):
            return _("，多数%(hours)s", hours=words + end)
    return ""


def fee_fact(service: Service) -> Fact:
    """The one price, or the span of several."""
    amounts = sorted({fee.amount for fee in service.fees})
    if service.free or len(amounts) < 2:
        return Fact(_("收费"), fee_text(service))
    low, high = money(amounts[0]), money(amounts[-1])
    span = _("%(low)s到 %(high)s", low=low, high=high)
    return Fact(_("收费"), span, _("看办哪一种"))
