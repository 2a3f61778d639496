"""通知, 志愿者 and 失物招领."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from markupsafe import Markup

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import EVERY, FINDS, Ids
from build_scripts.catalogue.model import LostFound, Notice, VolunteerGroup
from build_scripts.catalogue.public import published
from build_scripts.catalogue.related_learning import notices_for
from build_scripts.catalogue.renditions import PassedOn
from build_scripts.catalogue.scalars import CHINA
from build_scripts.catalogue.windows import window_of
from build_scripts.pages.addresses import address
from build_scripts.pages.alerts import area_names
from build_scripts.pages.context import (
    Frame,
    Group,
    Link,
    Listing,
    PhoneLine,
)
from build_scripts.pages.date_words import day, day_with_weekday
from build_scripts.pages.learning_labels import LOST_CATEGORY, NOTICE_KIND
from build_scripts.pages.navigation import SECTION_HOME, record_frame, section_frame
from build_scripts.pages.parts import (
    agency_name,
    first_number,
    name_of,
    phone_lines,
    public_phones,
)
from build_scripts.pages.passing_on import printed_at, texts_of
from build_scripts.pages.render import fragment
from build_scripts.shared.frozen import Frozen

NOTICES_HOME = Link("通知", "notices/index.html")
VOLUNTEERS_HOME = Link("志愿者", "volunteers/index.html")


class NoticeLine(Frozen, kw_only=True):
    """A notice as one entry of a list; the browser hides it after `until`."""

    name: str
    url: str
    kind: str
    when: str
    areas: str
    until: str


class NoticeIndex(Frozen, kw_only=True):
    frame: Frame
    lead: str
    notices: tuple[NoticeLine, ...]


class NoticePage(Frozen, kw_only=True):
    frame: Frame
    line: NoticeLine
    text: str
    stations: tuple[Link, ...]
    phones: tuple[PhoneLine, ...]
    publisher: str
    texts: PassedOn
    print_url: str


class VolunteerPage(Frozen, kw_only=True):
    frame: Frame
    summary: str
    agency: str
    areas: str
    duties: tuple[str, ...]
    not_duties: tuple[str, ...]
    recognise: str
    lead: str
    members: int
    schedule: str
    training: str
    insurance: str
    how_to_join: str
    safeguarding: str
    phones: tuple[PhoneLine, ...]


class FindLine(Frozen, kw_only=True):
    """A thing, told so vaguely that only its owner can say more."""

    name: str
    category: str
    when: str
    area: str
    station: Link | None
    phone: str
    until: str


class LostFoundPage(Frozen, kw_only=True):
    frame: Frame
    lead: str
    found: tuple[FindLine, ...]
    lost: tuple[FindLine, ...]
    guide: Link | None
    sheets: tuple[Link, ...]
    """What has been found, as a sheet for the door of each station that keeps it."""


def notice_index(catalogue: Catalogue) -> NoticeIndex:
    lead = "停办、放假、搬家、办法变了，都先在这里说。"
    return NoticeIndex(
        frame=section_frame("通知", lead),
        lead=lead,
        notices=notice_lines(catalogue, notices_for(catalogue)),
    )


def notice_lines(catalogue: Catalogue, ids: Iterable[str]) -> tuple[NoticeLine, ...]:
    return tuple(_notice_line(catalogue, catalogue.notices[key]) for key in ids)


def notice_part(catalogue: Catalogue, ids: Ids) -> Markup:
    """The list of these notices, the same for many villages; for `catalogue.once`."""
    lines = notice_lines(catalogue, ids)
    return (
        fragment(catalogue, "_learning.html", "notice_list", lines) if ids else Markup()
    )


def _notice_line(catalogue: Catalogue, notice: Notice) -> NoticeLine:
    first, last = notice.valid_from, notice.valid_through
    words = day_with_weekday(first)
    return NoticeLine(
        name=notice.name,
        url=address(notice),
        kind=NOTICE_KIND[notice.kind],
        when=words if first == last else f"{words}到{day_with_weekday(last)}",
        areas=area_names(catalogue, notice.areas),
        until=_end_of(last),
    )


def _end_of(last: date) -> str:
    """The last minute of a day in China, for the browser."""
    return datetime.combine(last, time(23, 59), tzinfo=CHINA).isoformat()


def notice_page(catalogue: Catalogue, notice: Notice) -> NoticePage:
    return NoticePage(
        frame=record_frame(catalogue, notice, notice.text, NOTICES_HOME),
        line=_notice_line(catalogue, notice),
        text=notice.text,
        stations=tuple(
            Link(station.name, address(station))
            for key in notice.stations
            if (station := catalogue.stations.get(key)) is not None
        ),
        phones=phone_lines(notice.phones),
        publisher=name_of(catalogue, notice.publisher),
        texts=texts_of(catalogue, notice),
        print_url=printed_at(catalogue, "notice", notice.id),
    )


def volunteer_index(catalogue: Catalogue) -> Listing:
    lead = "身边的志愿者：做什么、怎么认、怎么加入。"
    links = tuple(
        Link(group.name, address(group), group.summary)
        for group in published(catalogue.volunteers)
    )
    return Listing(
        frame=section_frame("志愿者", lead),
        lead=lead,
        groups=(Group("all", "", links),) if links else (),
        empty="还没有登记志愿队。想做志愿者，打派出所电话问一问。",
    )


def volunteer_page(catalogue: Catalogue, group: VolunteerGroup) -> VolunteerPage:
    return VolunteerPage(
        frame=record_frame(catalogue, group, group.summary, VOLUNTEERS_HOME),
        summary=group.summary,
        agency=agency_name(catalogue, group.agency),
        areas=area_names(catalogue, group.areas),
        duties=group.duties,
        not_duties=group.not_duties,
        recognise=group.recognise,
        lead=group.lead_display,
        members=group.members_count,
        schedule=group.schedule,
        training=group.training,
        insurance=group.insurance,
        how_to_join=group.how_to_join,
        safeguarding=group.safeguarding,
        phones=phone_lines(group.phones),
    )


def volunteer_links(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Link, ...]:
    groups = (catalogue.volunteers[key] for key in ids)
    return tuple(Link(group.name, address(group), group.summary) for group in groups)


def lost_found_page(catalogue: Catalogue) -> LostFoundPage:
    """All of them on one page: a thing has no page of its own."""
    lead = (
        "这里写得很粗，是为了防止冒领。看着像您的，带证件到站点，说得出细节就能领走。"
    )
    items = [catalogue.lost_found[key] for key in catalogue.ids_by(FINDS, EVERY)]
    items.sort(key=lambda item: (item.when, item.id), reverse=True)
    guide = catalogue.services.get("lost-and-found")
    return LostFoundPage(
        frame=section_frame("失物招领", lead, SECTION_HOME["services"]),
        lead=lead,
        found=tuple(_find(catalogue, item) for item in items if item.kind == "found"),
        lost=tuple(_find(catalogue, item) for item in items if item.kind == "lost"),
        guide=Link(guide.name, address(guide), guide.summary) if guide else None,
        sheets=_sheets(catalogue, items),
    )


def _sheets(catalogue: Catalogue, items: Iterable[LostFound]) -> tuple[Link, ...]:
    keys = dict.fromkeys(item.station for item in items if item.kind == "found")
    known = ((key, catalogue.stations.get(key)) for key in keys)
    return tuple(
        Link(s.name, f"{printed_at(catalogue, 'station', key)}#finds")
        for key, s in known
        if s is not None
    )


def _find(catalogue: Catalogue, item: LostFound) -> FindLine:
    station = catalogue.stations.get(item.station)
    return FindLine(
        name=item.name,
        category=LOST_CATEGORY[item.category],
        when=day(item.when),
        area=area_names(catalogue, (item.area,)),
        station=Link(station.name, address(station)) if station else None,
        phone=first_number(public_phones(station), ("counter",)) if station else "",
        until=_end_of(window_of(item)[1]),
    )
