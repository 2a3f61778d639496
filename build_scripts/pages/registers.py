"""Agencies, hotlines, the year's holidays, the site's own pages, and 404."""

from __future__ import annotations

from datetime import date
from functools import partial

from build_scripts.catalogue import model
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import SERVICES_OF_AGENCY, STATIONS_OF_AGENCY
from build_scripts.catalogue.model import Agency, CalendarYear
from build_scripts.catalogue.public import published
from build_scripts.languages.speech import _
from build_scripts.pages.addresses import address
from build_scripts.pages.areas import area_hotlines
from build_scripts.pages.context import (
    Frame,
    Group,
    Link,
    Listing,
    PhoneLine,
    Prose,
    StationLine,
)
from build_scripts.pages.date_words import day_with_weekday
from build_scripts.pages.guide_list import line_of_service
from build_scripts.pages.markdown import to_html
from build_scripts.pages.navigation import SECTION_HOME, record_frame, section_frame
from build_scripts.pages.parts import phone_lines, station_line
from build_scripts.pages.pictures import shown_picture
from build_scripts.shared.frozen import Frozen


class AgencyPage(Frozen, kw_only=True):
    frame: Frame
    does: str
    hotline: str
    phones: tuple[PhoneLine, ...]
    supervise: tuple[PhoneLine, ...]
    stations: tuple[StationLine, ...]
    services: tuple[Link, ...]


class HotlineCard(Frozen):
    number: str
    name: str
    what_for: str
    what_happens: str
    hours: str
    cost: str
    urgent: bool


class HotlinePage(Frozen, kw_only=True):
    frame: Frame
    lead: str
    hotlines: tuple[HotlineCard, ...]


class HolidayRow(Frozen):
    name: str
    span: str
    days: int
    makeup: str


class YearTable(Frozen):
    year: int
    provisional: bool
    source: str
    rows: tuple[HolidayRow, ...]


class CalendarPage(Frozen, kw_only=True):
    frame: Frame
    lead: str
    years: tuple[YearTable, ...]


class NotFound(Frozen, kw_only=True):
    frame: Frame
    hotlines: tuple[PhoneLine, ...]


def agency_index(catalogue: Catalogue) -> Listing:
    lead = _("本站提到的部门：管什么事、电话多少。")
    names = {"county": "县里的部门", "township": "乡镇和街道"}
    groups = []
    for level, name in names.items():
        links = tuple(
            Link(a.name, address(a), a.does)
            for a in catalogue.agencies.values()
            if a.level == level
        )
        if links:
            groups.append(Group(level, name, links))
    return Listing(
        frame=section_frame(_("部门"), lead),
        lead=lead,
        groups=tuple(groups),
        empty=_("还没有登记部门。"),
    )


def agency_page(catalogue: Catalogue, agency: Agency, today: date) -> AgencyPage:
    return AgencyPage(
        frame=record_frame(catalogue, agency, agency.does, SECTION_HOME["agencies"]),
        does=agency.does,
        hotline=agency.hotline,
        phones=phone_lines(agency.phones),
        supervise=phone_lines(agency.supervise),
        stations=tuple(
            station_line(catalogue, key, today)
            for key in catalogue.ids_by(STATIONS_OF_AGENCY, agency.id)
        ),
        services=tuple(
            catalogue.once(line_of_service, key)
            for key in catalogue.ids_by(SERVICES_OF_AGENCY, agency.id)
        ),
    )


def hotline_page(catalogue: Catalogue) -> HotlinePage:
    lead = _("有危险先打 110。别的事打下面的号码，都有人接。")
    ordered = sorted(published(catalogue.hotlines), key=lambda h: not h.urgent)
    return HotlinePage(
        frame=section_frame(_("热线电话"), lead),
        lead=lead,
        hotlines=tuple(
            HotlineCard(
                h.number,
                h.name,
                h.what_for,
                h.what_happens,
                h.hours,
                h.cost,
                h.urgent,
            )
            for h in ordered
        ),
    )


def calendar_page(catalogue: Catalogue, today: date) -> CalendarPage:
    """This year and those after it; the past helps nobody plan a trip."""
    years = sorted(y for y in catalogue.calendar_years if y >= today.year)
    lead = _("窗口放假和调休上班的日子。各站点也可能另有安排，以站点页面为准。")
    return CalendarPage(
        frame=section_frame(_("放假和调休"), lead),
        lead=lead,
        years=tuple(_year_table(catalogue.calendar_years[year]) for year in years),
    )


def _year_table(year: CalendarYear) -> YearTable:
    rows = []
    for span in year.holidays:
        first, last = day_with_weekday(span.start), day_with_weekday(span.end)
        rows.append(
            HolidayRow(
                name=span.name,
                span=first
                if span.start == span.end
                else _("%(first)s到%(last)s", first=first, last=last),
                days=(span.end - span.start).days + 1,
                makeup="、".join(day_with_weekday(d) for d in span.makeup),
            )
        )
    return YearTable(year.year, year.provisional, year.source, tuple(rows))


def own_page(catalogue: Catalogue, page: model.Page) -> Prose:
    return Prose(
        frame=record_frame(catalogue, page, page.summary),
        summary=page.summary,
        body=to_html(page.body, partial(shown_picture, catalogue)),
    )


def not_found(catalogue: Catalogue) -> NotFound:
    frame = section_frame(_("这一页找不到了"), _("页面可能改了地址，或者网址打错了。"))
    return NotFound(frame=frame, hotlines=area_hotlines(catalogue))
