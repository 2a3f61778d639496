"""The guide of a service: everything its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Service, Station
from build_scripts.catalogue.public import can_be_booked, offering, stations_offering
from build_scripts.pages.addresses import address, booking_address
from build_scripts.pages.bring import Variant, variant
from build_scripts.pages.context import (
    Fact,
    Frame,
    LawCard,
    Link,
    PhoneLine,
    StationGroup,
    StationLine,
)
from build_scripts.pages.date_words import (
    day_of_year,
    day_with_weekday,
    limit,
    limit_ends,
)
from build_scripts.pages.fees import amount
from build_scripts.pages.labels import (
    AUDIENCE,
    CHANNEL,
    DELIVERY,
    HANDLE_AREA,
    PROJECT_TYPE,
    SERVICE_KIND,
)
from build_scripts.pages.navigation import SECTION_HOME, record_frame
from build_scripts.pages.parts import (
    agency_link,
    agency_name,
    first_number,
    law_cards,
    phone_lines,
    present,
    station_line,
)
from build_scripts.pages.townships import by_township
from build_scripts.pages.verdict import verdict

# Ticks of these topics are not kept: the next reader of a shared phone must not see them.
_NOT_REMEMBERED = {"family", "minors"}


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


@dataclass(frozen=True, slots=True)
class BookingPart:
    """Whether one can or must book; `url` is '' where nobody takes bookings."""

    rule: str
    required: bool
    url: str


@dataclass(frozen=True, slots=True)
class Timing:
    """The steps, and the last day of the promise for someone who applies today."""

    steps: tuple[StepLine, ...]
    counted_from: str
    ends_on: str
    provisional: bool
    note: str


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
    papers: tuple[Link, ...]
    places: tuple[StationGroup, ...]
    agency: Link | None
    booking: BookingPart
    online: tuple[Link, ...]
    window_notes: tuple[str, ...]
    channels: tuple[Link, ...]
    visit_reason: str
    consult: tuple[PhoneLine, ...]
    supervise: tuple[PhoneLine, ...]
    first_phone: str
    timing: Timing
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
    """Everything the service's page shows to someone who reads it `today`."""
    stations = _stations(catalogue, service)
    lines = tuple(line for _, line in stations)
    variants = tuple(variant(catalogue, v) for v in service.applicants)
    agency = agency_link(catalogue, service.competent_agency)
    return Guide(
        frame=record_frame(
            catalogue, service, service.summary, SECTION_HOME["services"]
        ),
        id=service.id,
        plain_name=service.plain_name,
        summary=service.summary,
        facts=verdict(service, variants, lines, agency.name if agency else ""),
        eligibility=service.eligibility,
        not_for=service.not_for,
        single_id_only=service.single_id_only,
        remember=service.topic not in _NOT_REMEMBERED,
        variants=variants,
        papers=_papers(variants),
        places=by_township(catalogue, stations),
        agency=agency,
        booking=_booking(catalogue, service, lines),
        online=tuple(Link(link.title, link.url) for link in service.online),
        window_notes=tuple(
            c.note for c in service.channels if c.type == "window" and c.note
        ),
        channels=tuple(
            Link(CHANNEL[c.type], c.url, c.note)
            for c in service.channels
            if c.type != "window"
        ),
        visit_reason=service.visit_reason,
        consult=phone_lines(service.consult),
        supervise=phone_lines(service.supervise),
        first_phone=first_number(service.consult),
        timing=_timing(catalogue, service, today),
        free=service.free or not service.fees,
        fees=_fees(service),
        outputs=_outputs(service),
        faq=tuple(Fact(q.question, q.answer) for q in service.faq),
        remedies=_remedies(service),
        laws=law_cards(catalogue, service.legal_basis),
        official=_official(catalogue, service),
        life_events=_life_events(catalogue, service),
        related=_related(catalogue, service),
    )


def _papers(variants: tuple[Variant, ...]) -> tuple[Link, ...]:
    """Every paper that somebody brings, each once."""
    lines = (line for way in variants for line in way.materials)
    return tuple(dict.fromkeys(Link(line.name, line.url) for line in lines))


def _booking(
    catalogue: Catalogue, service: Service, stations: tuple[StationLine, ...]
) -> BookingPart:
    bookable = any(station.booking_url for station in stations)
    url = booking_address(catalogue.config, service.id) if bookable else ""
    return BookingPart(service.booking.rule, service.booking.required, url)


def _timing(catalogue: Catalogue, service: Service, today: date) -> Timing:
    """No end is named for what is done at once or beyond the entered calendar."""
    steps = tuple(
        StepLine(s.title, s.actor, limit(s.limit) if s.limit else "")
        for s in service.steps
    )
    ends = limit_ends(service.promised_limit, today, catalogue.calendar)
    if ends is None or ends <= today:
        return Timing(steps, "", "", False, service.limit_note)
    return Timing(
        steps,
        day_of_year(today),
        day_with_weekday(ends),
        catalogue.calendar.is_provisional(ends),
        service.limit_note,
    )


def _fees(service: Service) -> tuple[FeeLine, ...]:
    return tuple(
        FeeLine(fee.name, amount(fee), fee.basis, fee.waiver, fee.pay_online)
        for fee in service.fees
    )


def _stations(
    catalogue: Catalogue, service: Service
) -> tuple[tuple[Station, StationLine], ...]:
    return tuple(
        (
            station,
            station_line(
                station,
                offering(station, service),
                booking_address(catalogue.config, service.id, station.id)
                if service.status == "published" and can_be_booked(station, service)
                else "",
            ),
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
        Fact("申请复议", remedies.reconsideration),
        Fact("打官司", remedies.litigation),
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
