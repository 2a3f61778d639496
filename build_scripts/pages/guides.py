"""The guide of a service and the list of all guides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import ApplicantVariant, Service
from build_scripts.catalogue.public import can_be_booked, offering, stations_offering
from build_scripts.pages.addresses import address, booking_address
from build_scripts.pages.context import (
    Fact,
    Frame,
    Group,
    LawCard,
    Link,
    Listing,
    PhoneLine,
    StationLine,
)
from build_scripts.pages.date_words import (
    day_of_year,
    day_with_weekday,
    limit,
    limit_ends,
    money,
)
from build_scripts.pages.fees import amount, fee_text
from build_scripts.pages.labels import (
    AUDIENCE,
    CHANNEL,
    DELIVERY,
    HANDLE_AREA,
    NEED,
    PROJECT_TYPE,
    SERVICE_KIND,
    WHO,
)
from build_scripts.pages.navigation import SECTION_HOME, record_frame, section_frame
from build_scripts.pages.parts import (
    agency_name,
    first_number,
    law_cards,
    phone_lines,
    present,
    station_line,
)

_BY_NET = {"online", "app", "miniprogram"}
# Ticks of these topics are not kept: the next reader of a shared phone must not see them.
_NOT_REMEMBERED = {"family", "minors"}


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A paper to bring, as a line with a box to tick."""

    key: str
    name: str
    url: str
    amount: str
    need: str
    need_label: str
    what: str
    note: str


@dataclass(frozen=True, slots=True)
class Variant:
    """Who comes, and what that person brings."""

    who: str
    label: str
    note: str
    materials: tuple[MaterialLine, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    title: str
    actor: str
    limit: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    name: str
    amount: str
    basis: str
    waiver: str
    pay_online: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Everything the page of a service shows."""

    frame: Frame
    id: str
    plain_name: str
    summary: str
    facts: tuple[Fact, ...]
    eligibility: str
    not_for: str
    single_id_only: bool
    remember: bool
    variants: tuple[Variant, ...]
    stations: tuple[StationLine, ...]
    booking_rule: str
    booking_required: bool
    booking_url: str
    online: tuple[Link, ...]
    channels: tuple[Link, ...]
    visit_reason: str
    consult: tuple[PhoneLine, ...]
    supervise: tuple[PhoneLine, ...]
    first_phone: str
    steps: tuple[StepLine, ...]
    counted_from: str
    ends_on: str
    provisional: bool
    limit_note: str
    free: bool
    fees: tuple[FeeLine, ...]
    outputs: tuple[Fact, ...]
    faq: tuple[Fact, ...]
    remedies: tuple[Fact, ...]
    laws: tuple[LawCard, ...]
    official: tuple[Fact, ...]
    life_events: tuple[Link, ...]
    related: tuple[Link, ...]


def guide(catalogue: Catalogue, service: Service, today: date) -> Guide:
    bookable = service.status == "published" and service.booking.supported
    stations = _stations(catalogue, service)
    ends = limit_ends(service.promised_limit, today, catalogue.calendar)
    counted = ends is not None and ends > today
    return Guide(
        frame=record_frame(
            catalogue, service, service.summary, SECTION_HOME["services"]
        ),
        id=service.id,
        plain_name=service.plain_name,
        summary=service.summary,
        facts=_facts(service),
        eligibility=service.eligibility,
        not_for=service.not_for,
        single_id_only=service.single_id_only,
        remember=service.topic not in _NOT_REMEMBERED,
        variants=tuple(_variant(catalogue, v) for v in service.applicants),
        stations=stations,
        booking_rule=service.booking.rule,
        booking_required=service.booking.required,
        booking_url=(
            booking_address(catalogue.config, service.id)
            if bookable and any(s.booking_url for s in stations)
            else ""
        ),
        online=tuple(Link(link.title, link.url) for link in service.online),
        channels=tuple(Link(CHANNEL[c.type], c.url, c.note) for c in service.channels),
        visit_reason=service.visit_reason,
        consult=phone_lines(service.consult),
        supervise=phone_lines(service.supervise),
        first_phone=first_number(service.consult),
        steps=tuple(
            StepLine(s.title, s.actor, limit(s.limit) if s.limit else "")
            for s in service.steps
        ),
        counted_from=day_of_year(today),
        ends_on=day_with_weekday(ends) if ends is not None and counted else "",
        provisional=ends is not None and catalogue.calendar.is_provisional(ends),
        limit_note=service.limit_note,
        free=service.free or not service.fees,
        fees=tuple(
            FeeLine(f.name, amount(f), f.basis, f.waiver, f.pay_online)
            for f in service.fees
        ),
        outputs=_outputs(service),
        faq=tuple(Fact(q.question, q.answer) for q in service.faq),
        remedies=_remedies(service),
        laws=law_cards(catalogue, service.legal_basis),
        official=_official(catalogue, service),
        life_events=_life_events(catalogue, service),
        related=_related(catalogue, service),
    )


def guide_index(catalogue: Catalogue) -> Listing:
    """All guides by topic, in the order of site_config.yml."""
    shown = [s for s in catalogue.services.values() if s.status != "withdrawn"]
    groups = []
    for topic in catalogue.config.topics:
        links = tuple(service_link(s) for s in shown if s.topic == topic.id)
        if links:
            groups.append(Group(topic.id, topic.name, links))
    return Listing(
        frame=section_frame(
            "办事指南", "要带什么、到哪里办、多久办好、收多少钱，先看清楚再出门。"
        ),
        lead="要带什么、到哪里办、多久办好、收多少钱，先看清楚再出门。",
        groups=tuple(groups),
        empty="还没有办事指南。请打 12345 问。",
    )


def service_link(service: Service) -> Link:
    note: str = service.summary
    if service.status == "suspended":
        note = f"（暂停办理）{note}"
    return Link(service.name, address(service), note)


def _facts(service: Service) -> tuple[Fact, ...]:
    audience = "、".join(AUDIENCE[a] for a in service.audience)
    visits = f"{service.visits} 次" if service.visits else "不用跑"
    by_net = any(c.type in _BY_NET for c in service.channels)
    online = "能" if service.online or by_net else "不能"
    return (
        Fact("给谁办", audience),
        Fact("跑几次", visits),
        Fact("多久办好", limit(service.promised_limit)),
        _fee_fact(service),
        Fact("网上办", online),
        Fact("在哪都能办吗", HANDLE_AREA[service.handle_area]),
    )


def _fee_fact(service: Service) -> Fact:
    amounts = sorted({fee.amount for fee in service.fees})
    if service.free or len(amounts) < 2:
        return Fact("收费", fee_text(service))
    span = f"{money(amounts[0])}到 {money(amounts[-1])}"
    return Fact("收费", span, "看办哪一种")


def _variant(catalogue: Catalogue, variant: ApplicantVariant) -> Variant:
    lines = []
    for needed in variant.materials:
        material = catalogue.materials.get(needed.material)
        if material is None:
            continue
        lines.append(
            MaterialLine(
                key=f"{variant.who}.{material.id}",
                name=material.name,
                url=address(material),
                amount=copies_in_words(needed.originals, needed.copies),
                need=needed.need,
                need_label=NEED[needed.need],
                what=material.what,
                note=needed.note,
            )
        )
    return Variant(variant.who, WHO[variant.who], variant.note, tuple(lines))


def copies_in_words(originals: int, copies: int) -> str:
    """(1, 2) → '原件 1 份、复印件 2 份'."""
    parts = []
    if originals:
        parts.append(f"原件 {originals} 份")
    if copies:
        parts.append(f"复印件 {copies} 份")
    return "、".join(parts)


def _stations(catalogue: Catalogue, service: Service) -> tuple[StationLine, ...]:
    return tuple(
        station_line(
            station,
            offering(station, service),
            booking_address(catalogue.config, service.id, station.id)
            if service.status == "published" and can_be_booked(station, service)
            else "",
        )
        for station in stations_offering(catalogue, service)
    )


def _outputs(service: Service) -> tuple[Fact, ...]:
    return tuple(
        Fact(out.name, "、".join(DELIVERY[d] for d in out.delivery), out.validity)
        for out in service.outputs
    )


def _remedies(service: Service) -> tuple[Fact, ...]:
    remedies = service.remedies
    if remedies is None:
        return ()
    told = (
        Fact("行政复议", remedies.reconsideration),
        Fact("行政诉讼", remedies.litigation),
    )
    return tuple(fact for fact in told if fact.value)


def _official(catalogue: Catalogue, service: Service) -> tuple[Fact, ...]:
    """The table inspectors look for, in the order of the national form."""
    partners = "、".join(
        filter(None, (agency_name(catalogue, a) for a in service.partner_agencies))
    )
    national = service.national
    rows = (
        Fact("事项名称", service.name),
        Fact("事项类型", SERVICE_KIND[service.kind]),
        Fact("基本编码", national.catalog_code if national else ""),
        Fact("实施编码", national.task_code if national else ""),
        Fact("实施主体", agency_name(catalogue, service.competent_agency)),
        Fact("联办机构", partners),
        Fact("服务对象", "、".join(AUDIENCE[a] for a in service.audience)),
        Fact("办件类型", PROJECT_TYPE[service.project_type]),
        Fact("法定办结时限", limit(service.statutory_limit)),
        Fact("承诺办结时限", limit(service.promised_limit)),
        Fact("到现场次数", f"{service.visits} 次"),
        Fact("通办范围", HANDLE_AREA[service.handle_area]),
        Fact("是否收费", "否" if service.free else "是"),
    )
    return tuple(row for row in rows if row.value)


def _life_events(catalogue: Catalogue, service: Service) -> tuple[Link, ...]:
    return tuple(
        Link(event.name, address(event))
        for event in catalogue.life_events.values()
        if any(task.service == service.id for s in event.steps for task in s.tasks)
    )


def _related(catalogue: Catalogue, service: Service) -> tuple[Link, ...]:
    return present(related_link(catalogue, key) for key in service.related)


def related_link(catalogue: Catalogue, key: str) -> Link | None:
    """A link to whatever record has this id, services first."""
    for table in (
        catalogue.services,
        catalogue.life_events,
        catalogue.dispute_types,
        catalogue.articles,
        catalogue.stations,
    ):
        record = table.get(key)
        if record is not None:
            return Link(record.name, address(record))
    return None
