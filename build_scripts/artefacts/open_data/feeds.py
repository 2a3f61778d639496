"""What is new, to subscribe to: Atom (RFC 4287) and JSON Feed 1.1.

One of everything, one a topic, one a township with what is for it alone, and one each
of alerts, events and notices.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from markupsafe import escape

from build_scripts.artefacts.open_data.cells import link
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import AREAS_UNDER
from build_scripts.catalogue.model import Alert, Article, LegalEvent, Notice
from build_scripts.catalogue.related import line_up
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Link
from build_scripts.pages.parts import area_link

FOLDER = "data/feeds/"
MOST = 50
"""Entries of one feed, the newest."""
EVERYTHING = "all"
_OF_TYPE = {"alerts": "安全提醒", "events": "普法活动", "notices": "通知"}
_ENCODED = json.JSONEncoder(ensure_ascii=False).encode
Make = Callable[[Iterable[str]], bytes]
Item = dict[str, str]
"""date, id, title, summary, url (from the site's root)."""


def feed_lines(
    catalogue: Catalogue, table: str, record: Any
) -> Iterator[tuple[str, str]]:
    """Feed and item of each feed a record is told in."""
    match record:
        case Article():
            day, words = record.published_on, record.summary
        case Alert():
            day, words = record.effective.date(), record.looks_like
        case LegalEvent():
            day = record.reviewed_on or record.starts.date()
            words = record.summary
        case Notice():
            day = record.publish_at or record.reviewed_on or record.valid_from
            words = record.text
        case _:
            return
    item = {
        "date": day.isoformat(),
        "id": f"{table}/{record.id}",
        "title": record.name,
        "summary": words,
        "url": address(record),
    }
    text = _ENCODED(item)
    for feed in _feeds_of(catalogue, table, record):
        yield f"feed:{feed}", text


def _feeds_of(catalogue: Catalogue, table: str, record: Any) -> Iterator[str]:
    yield EVERYTHING
    if table in _OF_TYPE:
        yield table
    for topic in getattr(record, "topics", ()):
        yield f"topic-{topic}"
    yield from sorted({f"area-{t}" for t in _townships(catalogue, record.areas)})


def _townships(catalogue: Catalogue, areas: Iterable[str]) -> Iterator[str]:
    for area in areas:
        line = line_up(catalogue, area)
        if len(line) > 1:
            yield line[-2]  # the last one is the county


def feed_titles(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every feed there is and what it is called, whether or not it has entries."""
    yield EVERYTHING, "全部"
    yield from _OF_TYPE.items()
    for topic in catalogue.config.topics:
        yield f"topic-{topic.id}", topic.name
    for key in catalogue.ids_by(AREAS_UNDER, catalogue.config.county):
        yield f"area-{key}", catalogue.once(area_link, key).name


def feed_links(catalogue: Catalogue) -> tuple[Link, ...]:
    """The Atom feeds, for a page."""
    titles = feed_titles(catalogue)
    return tuple(Link(title, f"{FOLDER}{feed}.xml") for feed, title in titles)


def feed_files(catalogue: Catalogue) -> Iterator[tuple[str, str, Make]]:
    """Address, feed and how to make it of its items, for both files of every feed."""
    for feed, title in feed_titles(catalogue):
        named = (feed, f"{catalogue.config.name}：{title}")
        source = f"feed:{feed}"
        yield f"{FOLDER}{feed}.xml", source, partial(_made, _atom, catalogue, named)
        yield f"{FOLDER}{feed}.json", source, partial(_made, _json, catalogue, named)


def _made(
    write: Callable[[Catalogue, tuple[str, str], list[Item]], bytes],
    catalogue: Catalogue,
    named: tuple[str, str],
    lines: Iterable[str],
) -> bytes:
    items: list[Item] = [json.loads(line) for line in lines]
    items.sort(key=lambda item: (item["date"], item["id"]), reverse=True)
    return write(catalogue, named, items[:MOST])


def _atom(catalogue: Catalogue, feed: tuple[str, str], items: list[Item]) -> bytes:
    name, title = feed
    entries = "".join(_entry(catalogue, item) for item in items)
    latest = items[0]["date"] if items else str(catalogue.today or date.min)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">\n'
        f" <id>{_urn(catalogue, name)}</id>\n"
        f" <title>{escape(title)}</title>\n"
        f" <updated>{_moment(latest)}</updated>\n"
        f" <author><name>{escape(catalogue.config.operator)}</name></author>\n"
        f' <link rel="self" href="{escape(_url(catalogue, f"{FOLDER}{name}.xml"))}"/>\n'
        f' <link href="{escape(_url(catalogue, "index.html"))}"/>\n'
        f"{entries}</feed>\n"
    ).encode()


def _entry(catalogue: Catalogue, item: Item) -> str:
    return (
        " <entry>\n"
        f"  <id>{_urn(catalogue, item['id'])}</id>\n"
        f"  <title>{escape(item['title'])}</title>\n"
        f"  <updated>{_moment(item['date'])}</updated>\n"
        f'  <link href="{escape(_url(catalogue, item["url"]))}"/>\n'
        f"  <summary>{escape(item['summary'])}</summary>\n"
        " </entry>\n"
    )


def _json(catalogue: Catalogue, feed: tuple[str, str], items: list[Item]) -> bytes:
    name, title = feed
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": _url(catalogue, "index.html"),
        "feed_url": _url(catalogue, f"{FOLDER}{name}.json"),
        "language": "zh-Hans",
        "authors": [{"name": catalogue.config.operator}],
        "items": [
            {
                "id": _urn(catalogue, item["id"]),
                "url": _url(catalogue, item["url"]),
                "title": item["title"],
                "content_text": item["summary"],
                "date_published": _moment(item["date"]),
            }
            for item in items
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _moment(day: str) -> str:
    return f"{day}T00:00:00+08:00"


def _url(catalogue: Catalogue, url: str) -> str:
    """Whole where the site's address is known, else as seen from the feed."""
    return link(catalogue, url) if catalogue.config.site_url else f"../../{url}"


def _urn(catalogue: Catalogue, name: str) -> str:
    """Stays when the site moves to another address."""
    return uuid5(NAMESPACE_URL, f"urn:doorstep:{catalogue.config.county}:{name}").urn
