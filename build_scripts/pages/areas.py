"""我的村: the county, its townships, and one sheet of paper for every village."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup
from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import (
    AREAS_UNDER,
    ARTICLES_FOR,
    CODES_FOR,
    STATIONS_SERVING,
    VOLUNTEERS_FOR,
)
from build_scripts.catalogue.model import Area, Post
from build_scripts.catalogue.public import area_stations, published
from build_scripts.catalogue.related import line_up
from build_scripts.catalogue.related_learning import (
    alerts_concerning,
    events_for,
    found_for_area,
    notices_for,
)
from build_scripts.catalogue.watch import worth_keeping
from build_scripts.languages.speech import _
from build_scripts.languages.tongues import HANS
from build_scripts.pages.addresses import address, dispute_address, letter_address
from build_scripts.pages.alerts import alert_part
from build_scripts.pages.community import notice_part, volunteer_links
from build_scripts.pages.context import Frame, Link, PhoneLine, PostLine, StationLine
from build_scripts.pages.events import event_part
from build_scripts.pages.labels import POST_ROLE
from build_scripts.pages.navigation import (
    SECTION_HOME,
    area_crumbs,
    record_frame,
)
from build_scripts.pages.nearby import Walk, walks
from build_scripts.pages.parts import (
    area_link,
    languages,
    name_of,
    post_lines,
    station_line,
    undated_line,
)
from build_scripts.pages.placards.codes import amount, fingerprint, words_of
from build_scripts.pages.placards.frame import Foot, Issue, foot
from build_scripts.pages.render import fragment
from build_scripts.shared.frozen import Frozen

_ROLE_ORDER = tuple(POST_ROLE)
_A_FULL_SHEET = 1350
"""More than that, in the units of `amount`, needs smaller letters on paper."""
_STATION_ROLES = (
    ("police", "派出所"),
    ("justice", "司法所"),
    ("governance", "综治中心"),
    ("mediation", "调解室"),
    ("kiosk", "自助机、便民点"),
)


class NearStation(Frozen):
    """A station and what it is for this area, as a finished card."""

    url: str
    phone: str
    card: Markup
    check: str
    """Changes with every word of the card."""
    amount: int


class HotlinePart(Frozen):
    """The hotlines of a sheet of paper, finished."""

    card: Markup
    check: str


class Township(Frozen):
    name: str
    url: str
    villages: tuple[Link, ...]


class AreaPage(Frozen, kw_only=True):
    """A county, a township or a village."""

    frame: Frame
    name: str
    intro: str
    aliases: str
    languages: str
    is_village: bool
    townships: tuple[Township, ...]
    villages: tuple[Link, ...]
    alerts: Markup
    posts: tuple[PostLine, ...]
    near: tuple[NearStation, ...]
    walks: tuple[Walk, ...]
    others: tuple[StationLine, ...]
    hotlines: HotlinePart
    notices: Markup
    events: Markup
    volunteers: tuple[Link, ...]
    articles: tuple[Link, ...]
    dispute_url: str
    wish_url: str
    """Where one writes to whoever answers for this village."""
    police_phone: str
    crowded: bool
    """So much to tell that it is printed in smaller letters."""
    foot: Foot | None
    """Of a village, which is printed as one sheet: who answers for it, how to check it."""


def area_page(catalogue: Catalogue, area: Area, today: date) -> AreaPage:
    near = _near(catalogue, area, today)
    serving = (
        station_line(catalogue, key, today)
        for key in catalogue.ids_by(STATIONS_SERVING, area.id)
    )
    urls = {entry.url for entry in near}
    is_county = area.id == catalogue.config.county
    is_village = area.level in ("village", "community")
    posts = post_lines(catalogue, sorted(area.posts, key=_rank))
    is_sheet = is_village and catalogue.language == HANS
    people = words_of(posts) if is_village else ()
    crumbs = () if is_county else area_crumbs(catalogue, area)
    return AreaPage(
        frame=record_frame(
            catalogue,
            area,
            _("%(name)s：找谁、到哪里、打什么电话。", name=area.name),
            *(crumbs or ((SECTION_HOME["areas"],) if not is_county else ())),
            title=_("我的村") if is_county else "",
        ),
        name=area.name,
        intro=area.intro,
        aliases="、".join(area.aliases),
        languages=languages(area.languages),
        is_village=is_village,
        townships=_townships(catalogue) if is_county else (),
        villages=() if is_county else _children(catalogue, area.id),
        alerts=catalogue.once(alert_part, alerts_concerning(catalogue, area.id)),
        posts=posts,
        near=near,
        walks=walks(catalogue, area),
        others=tuple(line for line in serving if line.url not in urls),
        hotlines=catalogue.once(area_hotlines_part),
        notices=catalogue.once(notice_part, notices_for(catalogue, area.id)),
        volunteers=volunteer_links(
            catalogue, found_for_area(catalogue, VOLUNTEERS_FOR, area.id)
        ),
        events=catalogue.once(event_part, events_for(catalogue, today, area.id)),
        articles=_articles(catalogue, area, today),
        dispute_url=dispute_address(catalogue.config),
        wish_url=letter_address(catalogue.config, "wish", area.id),
        police_phone=_first_phone(near),
        crowded=amount(people) + sum(entry.amount for entry in near) > _A_FULL_SHEET,
        foot=village_foot(catalogue, area, people, near) if is_sheet else None,
    )


def village_foot(
    catalogue: Catalogue,
    area: Area,
    people: tuple[str, ...],
    near: tuple[NearStation, ...],
) -> Foot:
    """What makes a village's page a sheet that can be hung up and checked.

    News and events are not printed, so they give no reason to print it again.
    """
    by_hand = catalogue.ids_by(CODES_FOR, f"area/{area.id}")
    issue = Issue(
        code=by_hand[-1] if by_hand else "",
        issuer=name_of(catalogue, area.owner),
        issued_on=area.reviewed_on,
        valid_to=area.review_by,
        phone=_first_phone(near),
        leads_to=address(area, catalogue.config),
    )
    stations = tuple(entry.check for entry in near)
    told = (area.name, area.intro, area.aliases, people, stations)
    return foot(
        catalogue, issue, fingerprint(told, catalogue.once(area_hotlines_part).check)
    )


def _first_phone(near: tuple[NearStation, ...]) -> str:
    return next((entry.phone for entry in near if entry.phone), "")


def area_hotlines(catalogue: Catalogue) -> tuple[PhoneLine, ...]:
    """The hotlines for a sheet of paper, the urgent ones first."""
    ordered = sorted(published(catalogue.hotlines), key=lambda h: not h.urgent)
    return tuple(PhoneLine(h.number, h.name, "", h.urgent) for h in ordered)


def _rank(post: Post) -> int:
    return _ROLE_ORDER.index(post.role)


def _near(catalogue: Catalogue, area: Area, today: date) -> tuple[NearStation, ...]:
    answering = area_stations(catalogue, area)
    found = []
    for field, role in _STATION_ROLES:
        station = catalogue.stations.get(getattr(answering, field))
        if station is not None:
            found.append(catalogue.once(near_station, _(role), station.id, today))
    return tuple(found)


@worth_keeping
def near_station(catalogue: Catalogue, role: str, key: str, today: date) -> NearStation:
    """A station's card, the same for every village it answers for."""
    line = station_line(catalogue, key, today)
    card = fragment(catalogue, "_area_parts.html", "near", role, line)
    phone = line.phones[0].number if line.phones else ""
    told = (role, replace(undated_line(catalogue, key), url=""))
    return NearStation(line.url, phone, card, fingerprint(told), amount(told))


def area_hotlines_part(catalogue: Catalogue) -> HotlinePart:
    """The same on every village's sheet; for `catalogue.once`."""
    lines = area_hotlines(catalogue)
    card = fragment(catalogue, "_area_parts.html", "hotlines", lines)
    return HotlinePart(card if lines else Markup(), fingerprint(lines))


def _townships(catalogue: Catalogue) -> tuple[Township, ...]:
    found = []
    for key in catalogue.ids_by(AREAS_UNDER, catalogue.config.county):
        link = catalogue.once(area_link, key)
        found.append(Township(link.name, link.url, _children(catalogue, key)))
    return tuple(found)


def _children(catalogue: Catalogue, parent: str) -> tuple[Link, ...]:
    areas = catalogue.ids_by(AREAS_UNDER, parent)
    return tuple(catalogue.once(area_link, key) for key in areas)


def _articles(catalogue: Catalogue, area: Area, today: date) -> tuple[Link, ...]:
    """Articles written for this area or the township it lies in, newest first."""
    keys = {
        key
        for place in line_up(catalogue, area.id)
        for key in catalogue.ids_by(ARTICLES_FOR, place)
    }
    valid = [a for key in keys if (a := catalogue.articles[key]).expires >= today]
    valid.sort(key=lambda article: (article.published_on, article.id), reverse=True)
    return tuple(Link(a.name, address(a), a.summary) for a in valid)
