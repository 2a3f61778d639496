"""What the register of disputes tells everybody: its figures, and its daily check codes."""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Figure
from build_scripts.catalogue.public import published
from build_scripts.pages import date_words
from build_scripts.pages.context import Frame, Link
from build_scripts.pages.navigation import SECTION_HOME, section_frame
from build_scripts.shared.frozen import Frozen

EVERYWHERE = "all"
HIDDEN = "不公布"
MOST_DAYS = 400
"""Heads on the page: somewhat more than a year, the newest first."""


class FigureLine(Frozen):
    """One station; every cell as words."""

    name: str
    received: str
    settled: str
    median_days: str
    content: str
    overrides: str


class FiguresPage(Frozen, kw_only=True):
    frame: Frame
    lead: str
    since: str
    until: str
    lines: tuple[FigureLine, ...]
    trail: Link


class HeadLine(Frozen):
    day: str
    line: int
    hash: str


class TrailPage(Frozen, kw_only=True):
    frame: Frame
    lead: str
    heads: tuple[HeadLine, ...]


def figures_page(catalogue: Catalogue) -> FiguresPage:
    lead = "收到多少件、谈成多少件、要多久、大家满不满意，一年一算。"
    rows = published(catalogue.figures)
    ordered = sorted(rows, key=lambda row: (row.id != EVERYWHERE, row.id))
    first = ordered[0] if ordered else None
    return FiguresPage(
        frame=section_frame("调解办得怎么样", lead, SECTION_HOME["disputes"]),
        lead=lead,
        since=date_words.day(first.since) if first else "",
        until=date_words.day(first.until) if first else "",
        lines=tuple(_line(row) for row in ordered),
        trail=Link("登记簿校验码", "disputes/trail.html"),
    )


def _line(row: Figure) -> FigureLine:
    return FigureLine(
        name=row.name,
        received=_count(row.received, "件"),
        settled=_count(row.settled, "件"),
        median_days=_count(row.median_days, "天"),
        content=_count(row.content, "%"),
        overrides=_count(row.overrides, "件"),
    )


def _count(value: int | None, unit: str) -> str:
    return HIDDEN if value is None else f"{value}{unit}"


def trail_page(catalogue: Catalogue) -> TrailPage:
    lead = "每天公布登记簿最后一行的号数和校验码。以后谁改过登记簿，一对就知道。"
    rows = sorted(published(catalogue.trail_heads), key=lambda r: r.id, reverse=True)
    return TrailPage(
        frame=section_frame("登记簿校验码", lead, SECTION_HOME["disputes"]),
        lead=lead,
        heads=tuple(HeadLine(r.id, r.line, r.hash) for r in rows[:MOST_DAYS]),
    )
