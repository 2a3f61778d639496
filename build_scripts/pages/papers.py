"""The laws that guides rest on, and the papers people bring."""

from __future__ import annotations

from collections.abc import Iterable

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import (
    ALERTS_CITING,
    ARTICLES_CITING,
    DISPUTES_CITING,
    EVENTS_CITING,
    QUIZZES_CITING,
    SERVICES_ASKING_FOR,
    SERVICES_CITING,
)
from build_scripts.catalogue.model import Law, Material
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Frame, Group, Link, Listing
from build_scripts.pages.date_words import day
from build_scripts.pages.labels import LAW_LEVEL, LAW_STATUS, MATERIAL_SOURCE
from build_scripts.pages.navigation import SECTION_HOME, record_frame, section_frame
from build_scripts.pages.parts import article_anchor, article_in_words, link_to
from build_scripts.pages.sheets import sample_address
from build_scripts.shared.frozen import Frozen


class LawArticleLine(Frozen):
    anchor: str
    number: str
    gist: str


class LawPage(Frozen, kw_only=True):
    frame: Frame
    summary: str
    level: str
    document_no: str
    issuer: str
    effective_on: str
    checked_on: str
    state: str
    in_force: bool
    changes_on: str
    successor: Link | None
    articles: tuple[LawArticleLine, ...]
    cited_by: tuple[Group, ...]


class MaterialPage(Frozen, kw_only=True):
    frame: Frame
    what: str
    source: str
    issued_by: str
    how_to_get: str
    sheet: Link | None
    sample: Link | None
    used_by: tuple[Link, ...]


def law_index(catalogue: Catalogue) -> Listing:
    lead = "本站的指南和文章依据的法律法规，用大白话说了引用到的条文。"
    groups = []
    for level, name in LAW_LEVEL.items():
        links = tuple(
            Link(law.name, address(law), LAW_STATUS[law.law_status])
            for law in catalogue.laws.values()
            if law.level == level
        )
        if links:
            groups.append(Group(level, name, links))
    return Listing(
        frame=section_frame("法律法规", lead),
        lead=lead,
        groups=tuple(groups),
        empty="还没有登记法律法规。",
    )


def law_page(catalogue: Catalogue, law: Law) -> LawPage:
    successor = catalogue.laws.get(law.successor)
    return LawPage(
        frame=record_frame(
            catalogue, law, law.summary or law.name, SECTION_HOME["laws"]
        ),
        summary=law.summary,
        level=LAW_LEVEL[law.level],
        document_no=law.document_no,
        issuer=law.issuer,
        effective_on=day(law.effective_on),
        checked_on=day(law.checked_on),
        state=LAW_STATUS[law.law_status],
        in_force=law.law_status == "effective",
        changes_on=day(law.changes_on) if law.changes_on else "",
        successor=Link(successor.name, address(successor)) if successor else None,
        articles=tuple(
            LawArticleLine(article_anchor(a.number), article_in_words(a.number), a.gist)
            for a in law.articles
        ),
        cited_by=_cited_by(catalogue, law.id),
    )


def _cited_by(catalogue: Catalogue, law: str) -> tuple[Group, ...]:
    """Everything that rests on this law, under the names of the sections."""
    found = (
        ("办事指南", SERVICES_CITING),
        ("一件事", EVENTS_CITING),
        ("纠纷", DISPUTES_CITING),
        ("文章", ARTICLES_CITING),
        ("提醒", ALERTS_CITING),
        ("答题", QUIZZES_CITING),
    )
    return tuple(
        Group("", name, _links(catalogue, index.table, keys))
        for name, index in found
        if (keys := catalogue.ids_by(index, law))
    )


def _links(catalogue: Catalogue, table: str, keys: Iterable[str]) -> tuple[Link, ...]:
    return tuple(catalogue.once(link_to, table, key) for key in keys)


def material_index(catalogue: Catalogue) -> Listing:
    lead = "办事要带的材料：什么样的才算数、没有的话到哪里办。"
    groups = []
    for source, name in MATERIAL_SOURCE.items():
        links = tuple(
            Link(m.name, address(m), m.what)
            for m in catalogue.materials.values()
            if m.source == source
        )
        if links:
            groups.append(Group(source, name, links))
    return Listing(
        frame=section_frame("材料清单", lead),
        lead=lead,
        groups=tuple(groups),
        empty="还没有登记材料。",
    )


def material_page(catalogue: Catalogue, material: Material) -> MaterialPage:
    form = catalogue.forms.get(material.form)
    return MaterialPage(
        frame=record_frame(
            catalogue, material, material.what, SECTION_HOME["materials"]
        ),
        what=material.what,
        source=MATERIAL_SOURCE[material.source],
        issued_by=material.issued_by,
        how_to_get=material.how_to_get,
        sheet=Link(form.name, address(form)) if form else None,
        sample=Link(form.name, sample_address(form.id)) if form else None,
        used_by=_links(
            catalogue, "services", catalogue.ids_by(SERVICES_ASKING_FOR, material.id)
        ),
    )
