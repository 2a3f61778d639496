"""Breadcrumbs and frames: where a page stands, and what surrounds it."""

from __future__ import annotations

from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Area, Record
from build_scripts.catalogue.related import line_up
from build_scripts.languages.speech import Later, _
from build_scripts.pages.context import Frame, Link
from build_scripts.pages.date_words import day
from build_scripts.pages.parts import area_link, name_of

HOME = Link(Later("首页"), "index.html")
NEUTRAL_TITLE = Later("常用信息")
SECTION_HOME = {
    "services": Link(Later("办事指南"), "services/index.html"),
    "life-events": Link(Later("一件事"), "life-events/index.html"),
    "stations": Link(Later("找地方"), "stations/index.html"),
    "areas": Link(Later("我的村"), "areas/index.html"),
    "articles": Link(Later("学法律"), "articles/index.html"),
    "disputes": Link(Later("有纠纷怎么办"), "disputes/index.html"),
    "laws": Link(Later("法律法规"), "laws/index.html"),
    "materials": Link(Later("材料清单"), "materials/index.html"),
    "agencies": Link(Later("部门"), "agencies/index.html"),
}


def section_frame(title: str, description: str, *between: Link) -> Frame:
    """The frame of a page that shows no single record, such as an index."""
    return Frame(
        title=title,
        head_title=title,
        description=description,
        crumbs=(HOME, *between),
    )


def record_frame(
    catalogue: Catalogue,
    record: Record,
    description: str,
    *between: Link,
    title: str = "",
    script: str = "",
) -> Frame:
    """The frame of one record's page: crumbs, who checked it, why it is suspended."""
    name = title or record.name
    return Frame(
        title=name,
        head_title=name,
        description=description,
        crumbs=(HOME, *between),
        checked=checked_line(catalogue, record),
        notice=_notice(record),
        no_index=record.status == "withdrawn",
        script=script,
    )


def guarded(frame: Frame) -> Frame:
    """The frame of a page that nobody near should notice: a way out, and no subject.

    The window's title and the description say nothing that a glance over the
    shoulder, or the browser's history, could give away.
    """
    return replace(
        frame,
        head_title=_(NEUTRAL_TITLE),
        description="",
        quick_exit=SECTION_HOME["services"].url,
    )


def checked_line(catalogue: Catalogue, record: Record) -> str:
    """'本页由县公安局核对于2026年11月1日。' with as much of it as is known."""
    return _("本页%(kept)s。", kept=kept_by(catalogue, record))


def kept_by(catalogue: Catalogue, record: Record) -> str:
    """'由县公安局核对于 2026年11月1日', or who answers for it when nobody checked."""
    owner = name_of(catalogue, record.owner) or catalogue.config.operator
    if record.reviewed_on is None:
        return _("由%(owner)s负责", owner=owner)
    return _("由%(owner)s核对于 %(day)s", owner=owner, day=day(record.reviewed_on))


def area_crumbs(catalogue: Catalogue, area: Area) -> tuple[Link, ...]:
    """From the county down to the area's parent."""
    parents = line_up(catalogue, area.id)[1:]
    return tuple(catalogue.once(area_link, key) for key in reversed(parents))


def _notice(record: Record) -> str:
    if record.status == "suspended":
        return record.status_note or _("这一项现在暂停，恢复后会在这里说明。")
    if record.status == "withdrawn":
        return record.status_note or _("这一页已经撤下，内容只供查阅。")
    return ""
