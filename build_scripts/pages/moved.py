"""搬家了: the page at an address of the past, for posters and links people still have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import EVERY, REDIRECTS, REDIRECTS_BY_OLD
from build_scripts.catalogue.targets import PAGE_TABLES, moved_to
from build_scripts.pages.addresses import FOLDER, address
from build_scripts.pages.context import Frame, Group, Link, Listing, Planned
from build_scripts.pages.date_words import day
from build_scripts.pages.navigation import HOME, section_frame
from build_scripts.shared.frozen import Frozen

SECTION = {
    "areas": "areas",
    "dispute_types": "disputes",
    "life_events": "life-events",
    "services": "services",
    "stations": "stations",
}


class MovedPage(Frozen, kw_only=True):
    frame: Frame
    name: str
    since: str
    text: str
    target: Link | None


def moved_pages(catalogue: Catalogue) -> Iterator[Planned]:
    """A page for every old address that no record has taken back."""
    for old, moves in catalogue.all_ids_by(REDIRECTS_BY_OLD).items():
        kind, _, key = old.partition("/")
        table = PAGE_TABLES[kind]
        if key not in getattr(catalogue, table):
            section = SECTION.get(table, "about")
            make = partial(moved_page, catalogue, moves[0])
            yield Planned(_old_address(old), section, "moved.html", make)


def moved_index(catalogue: Catalogue) -> Listing:
    """Everything that moved, for those who know only the old name."""
    lead = "合并了、搬走了、改了名的，从前的名字在这里找。"
    moves = (catalogue.redirects[key] for key in catalogue.ids_by(REDIRECTS, EVERY))
    links = tuple(
        Link(move.name, _old_address(move.old), move.text)
        for move in sorted(moves, key=lambda move: (move.name, move.id))
    )
    return Listing(
        frame=section_frame("从前的名字", lead),
        lead=lead,
        groups=(Group("all", "", links),) if links else (),
        empty="还没有搬走的页面。",
    )


def _old_address(old: str) -> str:
    kind, _, key = old.partition("/")
    return f"{FOLDER[PAGE_TABLES[kind]]}/{key}.html"


def moved_page(catalogue: Catalogue, move_id: str) -> MovedPage:
    """Says where it went.  Nobody is sent on: whoever scanned a poster reads why."""
    move = catalogue.redirects[move_id]
    found = moved_to(catalogue, move.target)
    target = Link(found.name, address(found, catalogue.config)) if found else None
    return MovedPage(
        frame=Frame(
            title=f"{move.name}：这一页搬家了",
            head_title=f"{move.name}：这一页搬家了",
            description=move.text,
            crumbs=(HOME,),
            canonical=target.url if target else "",
            no_index=target is None,
        ),
        name=move.name,
        since=day(move.since),
        text=move.text,
        target=target,
    )
