"""The page of a station and the list of all stations."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import EVERY, STATIONS_LISTED
from build_scripts.catalogue.model import Offering, Station
from build_scripts.catalogue.model.places import Accessibility
from build_scripts.catalogue.public import in_use, takes_bookings
from build_scripts.catalogue.related import offered_at
from build_scripts.catalogue.related_learning import notices_about
from build_scripts.catalogue.watch import worth_keeping
from build_scripts.languages.speech import _
from build_scripts.pages.addresses import (
    address,
    booking_address,
    dispute_address,
    offering_address,
)
from build_scripts.pages.community import NoticeLine, notice_lines
from build_scripts.pages.context import (
    Fact,
    Frame,
    Link,
    PhoneLine,
    PostLine,
    StationGroup,
    StationLine,
)
from build_scripts.pages.date_words import limit
from build_scripts.pages.labels import (
    ACCESSIBILITY,
    AMENITY,
    SETTING,
    STATION_KIND,
    YES_NO,
)
from build_scripts.pages.navigation import SECTION_HOME, record_frame, section_frame
from build_scripts.pages.parts import (
    agency_link,
    first_number,
    languages,
    phone_lines,
    post_lines,
    present,
    public_phones,
    quizzes_about,
    station_line,
)
from build_scripts.pages.passing_on import printed_at
from build_scripts.pages.pictures import ShownPicture, shown_image
from build_scripts.pages.placards.of_badges import (
    ANCHOR,
    ISSUED_BY,
    found_address,
    gives_badges,
)
from build_scripts.pages.special_days import card_address, days_address, spans
from build_scripts.pages.station_part import StationPart, station_part
from build_scripts.pages.townships import by_township
from build_scripts.shared.frozen import Frozen


class GuideLink(Frozen):
    """A service's name, its guide, and whether times for it can be booked at all."""

    name: str
    url: str
    bookable: bool


class OfferingLine(Frozen):
    """A service done here."""

    name: str
    url: str
    counter: str
    promised: str
    note: str
    booking_url: str


class StationPage(Frozen, kw_only=True):
    frame: Frame
    kind: str
    setting: str
    intro: str
    part: StationPart
    moved_to: Link | None
    agencies: tuple[Link, ...]
    first_phone: str
    keep: tuple[Link, ...]
    """Files for the telephone's own books."""
    supervision: tuple[PhoneLine, ...]
    offerings: tuple[OfferingLine, ...]
    quizzes: tuple[Link, ...]
    notices: tuple[NoticeLine, ...]
    first_booking: str
    dispute_url: str
    home_visit: Fact | None
    languages: str
    accessibility: tuple[Fact, ...]
    amenities: tuple[str, ...]
    commitments: tuple[Fact, ...]
    posts: tuple[PostLine, ...]
    areas: tuple[Link, ...]
    image: ShownPicture | None
    sketch_map: ShownPicture | None
    badge_url: str
    """Where badges against getting lost are printed; '' where there are none."""
    found_url: str
    """What to do with somebody who wears one; '' of other stations."""
    print_url: str
    """Where its door card and the other sheets for its walls are."""


class StationIndex(Frozen, kw_only=True):
    frame: Frame
    lead: str
    by_township: tuple[StationGroup, ...]
    by_kind: tuple[StationGroup, ...]


def station_page(catalogue: Catalogue, station: Station, today: date) -> StationPage:
    offerings = _offerings(catalogue, station)
    moved = catalogue.stations.get(station.moved_to)
    return StationPage(
        frame=record_frame(
            catalogue,
            station,
            _("%(name)s的地址、电话、开放时间和能办的事。", name=station.name),
            SECTION_HOME["stations"],
        ),
        kind=STATION_KIND[station.kind],
        setting=SETTING[station.setting] if station.setting else "",
        intro=station.intro,
        part=catalogue.once(station_part, station.id, today),
        moved_to=Link(moved.name, address(moved)) if moved else None,
        agencies=present(agency_link(catalogue, a) for a in station.agencies),
        first_phone=first_number(public_phones(station)),
        keep=_keep(catalogue, station, today),
        supervision=phone_lines(p for p in station.phones if p.kind == "supervision"),
        offerings=offerings,
        quizzes=quizzes_about(catalogue, station.id),
        notices=notice_lines(catalogue, notices_about(catalogue, station.id)),
        first_booking=next((o.booking_url for o in offerings if o.booking_url), ""),
        dispute_url=dispute_address(catalogue.config) if station.takes_disputes else "",
        home_visit=_home_visit(station),
        languages=languages(station.languages),
        accessibility=_accessibility(station.accessibility),
        amenities=tuple(AMENITY[a] for a in station.amenities),
        commitments=_commitments(station),
        posts=post_lines(catalogue, station.posts),
        areas=_areas(catalogue, station),
        image=shown_image(catalogue, station.image),
        sketch_map=shown_image(catalogue, station.sketch_map),
        badge_url=_badges(catalogue, station),
        found_url=found_address(station.id) if station.kind == ISSUED_BY else "",
        print_url=printed_at(catalogue, "station", station.id),
    )


def station_index(catalogue: Catalogue, today: date) -> StationIndex:
    named = frozenset(catalogue.stations)  # in this language

    def lines(kind: str) -> list[tuple[str, StationLine]]:
        keys = filter(named.__contains__, catalogue.ids_by(STATIONS_LISTED, kind))
        return [(key, station_line(catalogue, key, today)) for key in keys]

    lead = _(
        "派出所、司法所、综治中心、警务室和调解室都在这里，按乡镇找，也可以按类别找。"
    )
    return StationIndex(
        frame=replace(section_frame(_("找地方"), lead), script="near_js"),
        lead=lead,
        by_township=by_township(catalogue, lines(EVERY)),
        by_kind=tuple(
            StationGroup(f"kind-{kind}", name, tuple(line for _key, line in found))
            for kind, name in STATION_KIND.said()
            if (found := lines(kind))
        ),
    )


def _offerings(catalogue: Catalogue, station: Station) -> tuple[OfferingLine, ...]:
    own = {entry.service: entry for entry in station.offerings}
    return tuple(
        _offering(catalogue, station, own.get(key) or Offering(service=key))
        for key in offered_at(catalogue, station)
    )


def _offering(catalogue: Catalogue, station: Station, own: Offering) -> OfferingLine:
    """Of a station nobody can go to, only the general guides remain."""
    guide = catalogue.once(guide_link, own.service)
    bookable = guide.bookable and takes_bookings(station, own.service)
    url = booking_address(catalogue.config, own.service, station.id)
    return OfferingLine(
        name=guide.name,
        url=offering_address(own.service, station.id) if in_use(station) else guide.url,
        counter=own.counter,
        promised=limit(own.promised_limit) if own.promised_limit else "",
        note=own.note,
        booking_url=url if bookable else "",
    )


@worth_keeping
def guide_link(catalogue: Catalogue, key: str) -> GuideLink:
    """The little a station's page shows of a service; for `catalogue.once`."""
    service = catalogue.services[key]
    return GuideLink(service.name, address(service), service.booking.supported)


def _keep(catalogue: Catalogue, station: Station, today: date) -> tuple[Link, ...]:
    if station.status == "withdrawn":
        return ()
    card = Link(_("存到手机通讯录"), card_address(station))
    unusual = any(spans(station.hours, today, catalogue.calendar))
    days = Link(_("把放假、调休加进手机日历"), days_address(station))
    return (card, days) if unusual else (card,)


def _badges(catalogue: Catalogue, station: Station) -> str:
    url = printed_at(catalogue, "station", station.id) if gives_badges(station) else ""
    return f"{url}#{ANCHOR}" if url else ""


def _home_visit(station: Station) -> Fact | None:
    visit = station.home_visit
    return Fact(visit.for_whom, visit.how) if visit else None


def _areas(catalogue: Catalogue, station: Station) -> tuple[Link, ...]:
    known = [catalogue.areas.get(key) for key in station.areas_served]
    return tuple(Link(a.name, address(a, catalogue.config)) for a in known if a)


def _accessibility(given: Accessibility) -> tuple[Fact, ...]:
    return tuple(
        Fact(label, YES_NO[getattr(given, name)], getattr(given, name))
        for name, label in ACCESSIBILITY.said()
    )


def _commitments(station: Station) -> tuple[Fact, ...]:
    """五亮, in its own order."""
    told = station.commitments
    if told is None:
        return ()
    return (
        Fact(_("我们是谁"), told.identity),
        Fact(_("我们管什么"), told.duties),
        Fact(_("怎么办"), told.process),
        Fact(_("我们答应"), told.promises),
        Fact(_("我们的目标"), told.goals),
    )
