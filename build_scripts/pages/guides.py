"""The guide of a service: everything its page shows."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup
from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import EVENTS_WITH, STATIONS_TAKING
from build_scripts.catalogue.model import Service
from build_scripts.catalogue.public import can_be_booked, offering
from build_scripts.catalogue.related import stations_for
from build_scripts.languages.speech import _
from build_scripts.pages.addresses import (
    address,
    booking_address,
    home_address,
    offering_address,
)
from build_scripts.pages.bring import variants
from build_scripts.pages.context import (
    MANY,
    Fact,
    Frame,
    LawCard,
    Link,
    PhoneLine,
    StationGroup,
    StationLine,
)
from build_scripts.pages.date_words import limit
from build_scripts.pages.labels import (
    AUDIENCE,
    CHANNEL,
    HANDLE_AREA,
    ONLINE_DEPTH,
    PROJECT_TYPE,
    SERVICE_KIND,
)
from build_scripts.pages.last_day import last_day
from build_scripts.pages.navigation import SECTION_HOME, guarded, record_frame
from build_scripts.pages.parts import (
    agency_link,
    agency_name,
    brief_line,
    law_cards,
    phone_lines,
    present,
    station_line,
)
from build_scripts.pages.passing_on import printed_at
from build_scripts.pages.service_part import ServicePart, service_part
from build_scripts.pages.townships import by_township
from build_scripts.pages.verdict import verdict, where_to
from build_scripts.shared.frozen import Frozen


class BookingPart(Frozen):
    """Whether one can or must book; `url` is '' where nobody takes bookings."""

    rule: str
    required: bool
    url: str
    persons: int
    """How many may come with one booking."""


class Guide(Frozen, kw_only=True):
    """Everything the page of a service shows."""

    frame: Frame
    id: str
    plain_name: str
    summary: str
    facts: tuple[Fact, ...]
    eligibility: str
    not_for: str
    part: ServicePart
    places: tuple[StationGroup, ...]
    agency: Link | None
    booking: BookingPart
    online: tuple[Link, ...]
    channels: tuple[Link, ...]
    home_url: str
    """Where a visit at home or a delivery is asked for; '' where neither is offered."""
    visit_reason: str
    consult: tuple[PhoneLine, ...]
    supervise: tuple[PhoneLine, ...]
    last_day: Markup
    faq: tuple[Fact, ...]
    remedies: tuple[Fact, ...]
    laws: tuple[LawCard, ...]
    official: tuple[Fact, ...]
    life_events: tuple[Link, ...]
    related: tuple[Link, ...]
    print_url: str
    """Where its sheet of paper is."""


def guide(catalogue: Catalogue, service: Service, today: date) -> Guide:
    """Everything the service's page shows to someone who reads it `today`."""
    ways = variants(catalogue, service.id)
    promised = service.promised_limit
    agency = agency_link(catalogue, service.competent_agency)
    frame = record_frame(catalogue, service, service.summary, SECTION_HOME["services"])
    return Guide(
        frame=guarded(frame) if service.sensitive else frame,
        id=service.id,
        plain_name=service.plain_name,
        summary=service.summary,
        facts=verdict(service, ways, catalogue.once(where_to, service.id)),
        eligibility=service.eligibility,
        not_for=service.not_for,
        part=catalogue.once(service_part, service.id),
        places=by_township(catalogue, _stations(catalogue, service, today)),
        agency=agency,
        booking=_booking(catalogue, service),
        online=tuple(Link(link.title, link.url) for link in service.online),
        channels=tuple(
            Link(CHANNEL[c.type], c.url, c.note)
            for c in service.channels
            if c.type != "window"
        ),
        home_url=_home_url(catalogue, service),
        visit_reason=service.visit_reason,
        consult=phone_lines(service.consult),
        supervise=phone_lines(service.supervise),
        last_day=catalogue.once(last_day, promised.n, promised.unit, today),
        faq=tuple(Fact(q.question, q.answer) for q in service.faq),
        remedies=_remedies(service),
        laws=law_cards(catalogue, service.legal_basis),
        official=_official(catalogue, service),
        life_events=_life_events(catalogue, service),
        related=_related(catalogue, service),
        print_url=printed_at(catalogue, "service", service.id),
    )


def _booking(catalogue: Catalogue, service: Service) -> BookingPart:
    url = ""
    if service.status == "published" and service.booking.supported:
        taking = set(catalogue.ids_by(STATIONS_TAKING, service.id))
        if not taking.isdisjoint(stations_for(catalogue, service.id)):
            url = booking_address(catalogue.config, service.id)
    rule = service.booking
    return BookingPart(rule.rule, rule.required, url, rule.persons)


def _stations(
    catalogue: Catalogue, service: Service, today: date
) -> tuple[tuple[str, StationLine], ...]:
    """Of very many stations only what the page shows of so many is looked at."""
    found = stations_for(catalogue, service.id)
    if len(found) > MANY:
        return tuple((key, _brief(catalogue, service, key)) for key in found)
    return tuple((key, _station(catalogue, service, key, today)) for key in found)


def _brief(catalogue: Catalogue, service: Service, key: str) -> StationLine:
    line = catalogue.once(brief_line, key)
    if service.status != "published":
        return line
    return replace(line, offering_url=offering_address(service.id, key))


def _station(
    catalogue: Catalogue, service: Service, key: str, today: date
) -> StationLine:
    """The station and how it does this service; links only to what is in force."""
    line = station_line(catalogue, key, today)
    station = catalogue.stations[key]
    own = offering(station, service)
    if own is None:
        return line
    in_force = service.status == "published"
    bookable = in_force and can_be_booked(station, service)
    return replace(
        line,
        counter=own.counter,
        promised=limit(own.promised_limit) if own.promised_limit else "",
        note=own.note,
        booking_url=booking_address(catalogue.config, service.id, key)
        if bookable
        else "",
        offering_url=offering_address(service.id, key) if in_force else "",
    )


def _home_url(catalogue: Catalogue, service: Service) -> str:
    comes = any(way.type == "home_visit" for way in service.channels)
    is_sent = any("express" in output.delivery for output in service.outputs)
    if service.status != "published" or not (comes or is_sent):
        return ""
    return home_address(catalogue.config, service.id)


def _remedies(service: Service) -> tuple[Fact, ...]:
    remedies = service.remedies
    if remedies is None:
        return ()
    told = (
        Fact(_("申请复议"), remedies.reconsideration),
        Fact(_("打官司"), remedies.litigation),
    )
    return tuple(fact for fact in told if fact.value)


def _official(catalogue: Catalogue, service: Service) -> tuple[Fact, ...]:
    """The table inspectors look for, in the order of the national form."""
    partners = "、".join(
        filter(None, (agency_name(catalogue, a) for a in service.partner_agencies))
    )
    national = service.national
    rows = (
        Fact(_("事项名称"), service.name),
        Fact(_("事项类型"), SERVICE_KIND[service.kind]),
        Fact(_("基本编码"), national.catalog_code if national else ""),
        Fact(_("实施编码"), national.task_code if national else ""),
        Fact(_("实施主体"), agency_name(catalogue, service.competent_agency)),
        Fact(_("联办机构"), partners),
        Fact(_("服务对象"), "、".join(AUDIENCE[a] for a in service.audience)),
        Fact(_("办件类型"), PROJECT_TYPE[service.project_type]),
        Fact(_("法定办结时限"), limit(service.statutory_limit)),
        Fact(_("承诺办结时限"), limit(service.promised_limit)),
        Fact(_("到现场次数"), _("%(n)s 次", n=service.visits)),
        Fact(
            _("网上办理深度"),
            ONLINE_DEPTH[service.online_depth] if service.online_depth else "",
        ),
        Fact(_("通办范围"), HANDLE_AREA[service.handle_area]),
        Fact(_("是否收费"), _("否") if service.free else _("是")),
    )
    return tuple(row for row in rows if row.value)


def _life_events(catalogue: Catalogue, service: Service) -> tuple[Link, ...]:
    found = catalogue.ids_by(EVENTS_WITH, service.id)
    events = (catalogue.life_events[key] for key in found)
    return tuple(Link(event.name, address(event)) for event in events)


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
