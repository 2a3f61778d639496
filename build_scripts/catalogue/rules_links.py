"""K20x, K215–K218: everything that is named exists."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.folder import CONFIG
from build_scripts.catalogue.indexes import HOTLINES_BY_NUMBER
from build_scripts.catalogue.model import Agency, Record, SiteConfig
from build_scripts.catalogue.names import Names
from build_scripts.catalogue.walk import pointer_to, values_at
from build_scripts.problems import Problem

_TARGETS = {
    "service": "services",
    "life_event": "life_events",
    "dispute_type": "dispute_types",
    "article": "articles",
}
_HAVE_PAGES = ("services", "stations", "articles", "agencies", "areas")
_OWNER_TABLES = ("agencies", "stations", "areas")
_RELATED_TABLES = (
    *_OWNER_TABLES,
    "services",
    "life_events",
    "articles",
    "dispute_types",
    "laws",
    "materials",
    "hotlines",
    "pages",
)


def agencies_exist(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K201: a record names an agency nobody has described.

    写到的机构不存在。机构都在 content/agencies.yml 里。
    """
    yield from _dangling(names, "agencies", "K201", ("机构", "agency"))


def areas_exist(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K202: a record names an area nobody has described.

    写到的地区不存在。地区都在 content/areas 里。
    """
    yield from _dangling(names, "areas", "K202", ("地区", "area"))


def stations_exist(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K203: a record names a station nobody has described.

    写到的站点不存在。站点都在 content/stations 里。
    """
    yield from _dangling(names, "stations", "K203", ("站点", "station"))


def services_exist(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K204: a record names a service nobody has described.

    写到的事项不存在。事项都在 content/services 里。
    """
    yield from _dangling(names, "services", "K204", ("事项", "service"))


def materials_exist(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K205: a service asks for a material nobody has described.

    写到的材料不存在。材料都在 content/materials 里。
    """
    yield from _dangling(names, "materials", "K205", ("材料", "material"))


def laws_exist(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K206: a citation names a law nobody has described.

    引用的法律不存在。法律都在 content/laws 里。
    """
    yield from _dangling(names, "laws", "K206", ("法律", "law"))


def cited_articles_are_listed(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K207: a cited article has no gist in the law's file (warning).

    引用的条文在法律文件里没有摘要，读者看不到这一条说了什么。
    """
    for record in catalogue.records():
        steps = "ways/*/legal_basis/*" if hasattr(record, "ways") else "legal_basis/*"
        if not hasattr(record, steps.split("/", maxsplit=1)[0]):
            continue
        for pointer, citation in values_at(record, steps):
            law = catalogue.laws.get(citation.law)
            listed = {article.number for article in law.articles} if law else None
            if listed is not None and citation.article not in listed:
                yield Problem(
                    record.path,
                    code="K207",
                    pointer=f"{pointer}/article",
                    zh=f"“{law.name if law else ''}”的文件里没有第 {citation.article} 条的摘要",
                    en=f"law '{citation.law}' lists no article {citation.article}",
                    hint_zh=f"请在 content/laws/{citation.law}.yml 的 articles 里补一条",
                    hint_en="add its gist to the law's file",
                    severity="warning",
                )


def articles_exist(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K208: a record names an article nobody has written.

    写到的文章不存在。文章都在 content/articles 里。
    """
    yield from _dangling(names, "articles", "K208", ("文章", "article"))


def topics_exist(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K209: a topic is not in the list of site_config.yml.

    主题不在 site_config.yml 的 topics 里。
    """
    yield from _dangling(names, "topics", "K209", ("主题", "topic"))


def problem_targets_exist(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K210: a sentence of the home page leads nowhere.

    首页“您遇到什么事”的一条没有指到真实的内容。写成 service/编号 这样。
    """
    for index, problem in enumerate(catalogue.config.problems):
        kind, _, wanted = problem.target.partition("/")
        table = _TARGETS.get(kind)
        if table is None or names.missing(wanted, table):
            near = names.nearest(wanted, table) if table else ""
            known = "、".join(f"{word}/编号" for word in _TARGETS)
            yield Problem(
                CONFIG,
                code="K210",
                pointer=f"problems/{index}/target",
                zh=f"“{problem.target}”指不到任何内容",
                en=f"'{problem.target}' leads nowhere",
                hint_zh=f"是不是“{kind}/{near}”？" if near else f"可以写：{known}",
                hint_en=f"did you mean '{kind}/{near}'?" if near else "",
            )


def owners_exist(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K215: `owner` or `publisher` is neither an agency, a station nor an area.

    负责人或发布者要写机构、站点或地区的编号。
    """
    for record in catalogue.records():
        for name in ("owner", "publisher"):
            wanted = getattr(record, name, "")
            if wanted and names.missing(wanted, *_OWNER_TABLES):
                yield _no_such(
                    (record.path, pointer_to(record, name)),
                    "K215",
                    ("机构、站点或地区", "agency, station or area"),
                    wanted,
                    names.nearest(wanted, *_OWNER_TABLES),
                )
                if not names.ids("agencies"):
                    return  # the register is not written yet


def related_records_exist(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K216: `related` names something that does not exist.

    相关内容的编号不存在。
    """
    for record in catalogue.records():
        for pointer, wanted in values_at(record, "related/*"):
            if names.missing(wanted, *_RELATED_TABLES):
                near = names.nearest(wanted, *_RELATED_TABLES)
                place = (record.path, pointer)
                yield _no_such(place, "K216", ("内容", "record"), wanted, near)


def hotlines_exist(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K217: a hotline number is not in the register of hotlines.

    热线号码不在 content/hotlines.yml 里。
    """
    if names.missing("", "hotlines"):
        for path, pointer, number in _hotlines_named(catalogue):
            known = catalogue.ids_by(HOTLINES_BY_NUMBER, number)
            if not known and names.missing(number, "hotlines"):
                yield _no_such((path, pointer), "K217", ("热线", "hotline"), number, "")


def published_records_link_to_published_ones(
    catalogue: Catalogue, names: Names
) -> Iterator[Problem]:
    """K218: a published record names one that is not published (warning).

    已发布的内容指向了草稿或已撤下的内容，读者点不进去。
    """
    published = {
        record.path for record in catalogue.records() if record.status == "published"
    }
    for place in names.places:
        if place.table not in _HAVE_PAGES or place.path not in published:
            continue
        name = catalogue.once(unpublished, place.table, place.wanted)
        if name:
            yield Problem(
                place.path,
                code="K218",
                pointer=place.pointer,
                zh=f"“{name}”还没有发布或已经撤下，读者点不进去",
                en=f"'{place.wanted}' is not published",
                hint_zh="请先发布它，或者换一个",
                hint_en="publish it or name another",
                severity="warning",
            )


RULES = (
    agencies_exist,
    areas_exist,
    stations_exist,
    services_exist,
    materials_exist,
    laws_exist,
    cited_articles_are_listed,
    articles_exist,
    topics_exist,
    problem_targets_exist,
    owners_exist,
    related_records_exist,
    hotlines_exist,
    published_records_link_to_published_ones,
)


def unpublished(catalogue: Catalogue, table: str, key: str) -> str:
    """The name of a record that is not published, else ''; for `catalogue.once`."""
    record: Record | None = getattr(catalogue, table).get(key)
    return record.name if record and record.status != "published" else ""


def _hotlines_named(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Path, pointer and number wherever a hotline is named."""
    for owner in catalogue.owners():
        if isinstance(owner, Agency) and owner.hotline:
            yield owner.path, pointer_to(owner, "hotline"), owner.hotline
        elif isinstance(owner, SiteConfig) and owner.county:
            for index, number in enumerate(owner.emergency):
                yield CONFIG, f"emergency/{index}", number


def _dangling(
    names: Names,
    table: str,
    code: str,
    what: tuple[str, str],
) -> Iterator[Problem]:
    for place in names.places:
        if place.table == table and names.missing(place.wanted, table):
            near = names.nearest(place.wanted, table)
            yield _no_such((place.path, place.pointer), code, what, place.wanted, near)
            if not names.ids(table):
                return  # nothing of this kind is written yet: one sentence is enough


def _no_such(
    place: tuple[str, str],
    code: str,
    what: tuple[str, str],
    wanted: str,
    near: str,
) -> Problem:
    return Problem(
        place[0],
        code=code,
        pointer=place[1],
        zh=f"没有编号是“{wanted}”的{what[0]}",
        en=f"there is no {what[1]} '{wanted}'",
        hint_zh=f"是不是“{near}”？" if near else "请检查编号，或者先把它建好",
        hint_en=f"did you mean '{near}'?" if near else "",
    )
