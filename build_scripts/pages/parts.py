"""From records to the parts pages share: telephones, law cards, stations, posts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import QUIZZES_ABOUT
from build_scripts.catalogue.model import Citation, Phone, Post, Station
from build_scripts.catalogue.watch import worth_keeping
from build_scripts.languages.speech import _
from build_scripts.pages.addresses import address, area_address
from build_scripts.pages.context import LawCard, Link, PhoneLine, PostLine, StationLine
from build_scripts.pages.hours_words import hours_sentence
from build_scripts.pages.labels import (
    LAW_STATUS,
    PERSON_PHONE,
    PHONE_KIND,
    POST_ROLE,
    STATION_KIND,
    STATION_STATUS,
    language,
)
from build_scripts.pages.opening_table import opening_data
from build_scripts.pages.render import fragment

_PHONE_ORDER = ("duty", "counter", "supervision")


def phone_lines(phones: Iterable[Phone]) -> tuple[PhoneLine, ...]:
    """Telephones, those answered around the clock first."""
    ordered = sorted(phones, key=lambda phone: _PHONE_ORDER.index(phone.kind))
    return tuple(PhoneLine(p.number, PHONE_KIND[p.kind], p.note) for p in ordered)


def first_number(phones: Iterable[Phone], kinds: tuple[str, ...] = ()) -> str:
    """The first number of these kinds, else the first at all, else ''."""
    ordered = sorted(phones, key=lambda phone: _PHONE_ORDER.index(phone.kind))
    wanted = [p for p in ordered if p.kind in kinds] or ordered
    return wanted[0].number if wanted else ""


def law_cards(
    catalogue: Catalogue, citations: Iterable[Citation]
) -> tuple[LawCard, ...]:
    return tuple(_law_card(catalogue, citation) for citation in citations)


def _law_card(catalogue: Catalogue, citation: Citation) -> LawCard:
    law = catalogue.laws.get(citation.law)
    words = article_in_words(citation.article)
    if law is None:
        return LawCard(citation.law, words, citation.note, "", "", True)
    told = {a.number: a.gist for a in law.articles}
    anchor = article_anchor(citation.article) if citation.article in told else ""
    return LawCard(
        law=law.name,
        article=words,
        gist=citation.note or told.get(citation.article, ""),
        url=address(law) + (f"#{anchor}" if anchor else ""),
        state=LAW_STATUS[law.law_status],
        in_force=law.law_status == "effective",
    )


def article_in_words(number: str) -> str:
    """'11' → '第11条', '11-1' → '第11条之1'."""
    main, inserted = number.partition("-")[::2]
    if inserted:
        return _("第%(main)s条之%(inserted)s", main=main, inserted=inserted)
    return _("第%(main)s条", main=main)


def article_anchor(number: str) -> str:
    return "art-" + re.sub(r"[^0-9a-z-]", "-", number.lower())


def station_line(catalogue: Catalogue, station: str, today: date) -> StationLine:
    """A station as an entry of a list; `station` is its id."""
    return catalogue.once(_dated_line, station, today)


@worth_keeping
def _dated_line(catalogue: Catalogue, key: str, today: date) -> StationLine:
    opening = opening_data(catalogue, catalogue.stations[key], today)
    line = replace(undated_line(catalogue, key), opening=opening)
    return replace(
        line,
        named=fragment(catalogue, "_parts.html", "place_name", line).strip(),
        reached=fragment(catalogue, "_parts.html", "place_reached", line).strip(),
    )


def undated_line(catalogue: Catalogue, station: str) -> StationLine:
    """The same without the days to come."""
    return catalogue.once(_station_line, station)


@worth_keeping
def _station_line(catalogue: Catalogue, key: str) -> StationLine:
    station = catalogue.stations[key]
    return StationLine(
        name=station.name,
        url=address(station),
        kind=STATION_KIND[station.kind],
        address=f"{station.address.full}{station.address.room}",
        landmark=station.address.landmark,
        hours=hours_sentence(station.hours),
        phones=phone_lines(public_phones(station)),
        state=station_state(station),
    )


@worth_keeping
def brief_line(catalogue: Catalogue, key: str) -> StationLine:
    """A station where there are very many of them; for `catalogue.once`."""
    station = catalogue.stations[key]
    return StationLine(
        name=station.name,
        url=address(station),
        kind=STATION_KIND[station.kind],
        address="",
        landmark="",
        hours="",
        phones=phone_lines(public_phones(station)),
        state=station_state(station),
    )


@worth_keeping
def link_to(catalogue: Catalogue, table: str, key: str) -> Link:
    """A record's name and page; for `catalogue.once`."""
    record = getattr(catalogue, table)[key]
    return Link(record.name, address(record))


@worth_keeping
def area_link(catalogue: Catalogue, key: str) -> Link:
    """An area's name and page; for `catalogue.once`."""
    return Link(catalogue.areas[key].name, area_address(key, catalogue.config))


def public_phones(station: Station) -> list[Phone]:
    """Numbers to call for help or to ask; complaints have a place of their own."""
    return [phone for phone in station.phones if phone.kind != "supervision"]


def station_state(station: Station) -> str:
    if station.status != "published" and station.station_status == "open":
        return STATION_STATUS["closed_temporarily"]
    return (
        ""
        if station.station_status == "open"
        else STATION_STATUS[station.station_status]
    )


def post_lines(catalogue: Catalogue, posts: Iterable[Post]) -> tuple[PostLine, ...]:
    return tuple(
        PostLine(
            role=POST_ROLE[post.role],
            name=post.display_name,
            agency=agency_name(catalogue, post.agency),
            phones=_post_phones(post.phones),
            languages=languages(post.languages),
            note=post.note,
        )
        for post in posts
    )


def _post_phones(phones: Iterable[Phone]) -> tuple[PhoneLine, ...]:
    """A person answers, not a counter."""
    return tuple(PhoneLine(p.number, PERSON_PHONE[p.kind], p.note) for p in phones)


def languages(tags: Iterable[str]) -> str:
    return "、".join(language(tag) for tag in tags)


def agency_name(catalogue: Catalogue, agency: str) -> str:
    link = agency_link(catalogue, agency)
    return link.name if link else ""


def agency_link(catalogue: Catalogue, agency: str) -> Link | None:
    return catalogue.once(_agency_link, agency)


def _agency_link(catalogue: Catalogue, agency: str) -> Link | None:
    found = catalogue.agencies.get(agency)
    return Link(found.name, address(found)) if found else None


def name_of(catalogue: Catalogue, owner: str) -> str:
    """The name behind an id of an agency, a station or an area; '' when unknown."""
    return catalogue.once(_name_of, owner)


def _name_of(catalogue: Catalogue, owner: str) -> str:
    for table in (catalogue.agencies, catalogue.stations, catalogue.areas):
        if owner in table:
            return table[owner].name
    return ""


def quizzes_about(catalogue: Catalogue, wanted: str) -> tuple[Link, ...]:
    """The quizzes that came from an article, or whose boards stand at a station."""
    found = catalogue.ids_by(QUIZZES_ABOUT, wanted)
    quizzes = (catalogue.quizzes[key] for key in found)
    return tuple(Link(quiz.name, address(quiz), quiz.intro) for quiz in quizzes)


def present(links: Iterable[Link | None]) -> tuple[Link, ...]:
    return tuple(link for link in links if link is not None)
