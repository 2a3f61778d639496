"""编辑手册: every kind of file, every field, every rule, told from the model itself.

The sentence under a field of the model is the handbook; nothing is written twice.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.editor_schema import FILLED_IN, KINDS
from build_scripts.catalogue.explain import explanations
from build_scripts.catalogue.field_docs import field_sentences
from build_scripts.catalogue.folder import CONFIG, CONTENT, REGISTERS, Table
from build_scripts.catalogue.model import Text
from build_scripts.pages.context import Frame, Group, Link, Listing
from build_scripts.pages.navigation import section_frame
from build_scripts.scaffold import KINDS as NEW
from build_scripts.scaffold import blank_text
from build_scripts.shared.frozen import Frozen, fields, is_frozen
from build_scripts.shared.opening_hours import Interval, MonthDay

KIND_NAMES = {
    "services": "办事指南",
    "life_events": "一件事",
    "materials": "材料",
    "forms": "空白表格",
    "stations": "站点",
    "areas": "地区",
    "agencies": "部门",
    "hotlines": "热线",
    "calendar": "工作日历",
    "articles": "普法文章",
    "quizzes": "答题",
    "events": "普法活动",
    "alerts": "安全提醒",
    "notices": "通知",
    "volunteers": "志愿者",
    "lost_found": "失物招领",
    "laws": "法律法规",
    "terms": "法律词语",
    "dispute_types": "纠纷",
    "triage": "纠纷分流",
    "codes": "海报短码",
    "codes_given": "短码存根",
    "redirects": "旧地址",
    "search_words": "搜索用词",
    "figures": "办理数字（程序写的）",
    "trail_heads": "登记册的封签（程序写的）",
    "pages": "本站说明页",
    "site_config": "网站设置",
}
"""Kind of file → what editors call it; also the order of the list."""
_GROUPS = {
    "办事": ("services", "life_events", "materials", "forms"),
    "地方和人": ("stations", "areas", "agencies", "hotlines", "calendar"),
    "学法和活动": ("articles", "quizzes", "events", "alerts", "notices"),
    "村里的事": ("volunteers", "lost_found"),
    "法律和纠纷": ("laws", "terms", "dispute_types", "triage"),
}
_REST = "网站本身"
_SCALARS: dict[Any, str] = {
    str: "一行字",
    Text: "一段文字，可以附译文",
    int: "整数",
    Decimal: "数，可以有小数",
    bool: "true（是）或 false（否）",
    date: "日期，例如 2026-11-22",
    datetime: "日期和时间，例如 2026-12-04 19:30",
    Interval: '时段，例如 "08:30-12:00"',
    MonthDay: '哪月哪日，例如 "05-01"',
}
_USUAL: dict[Any, str] = {
    int: "1",
    Decimal: "20",
    bool: "true",
    date: "2026-11-22",
    datetime: "2026-12-04 19:30",
    Interval: '"08:30-12:00"',
    MonthDay: '"05-01"',
}
_GIVEN = re.compile('例如 ?(?:“([^”]+)”|("[^"]+")|([a-z0-9/-]+))')
"""The example in a sentence."""
_AREAS = {
    "K0": "文件放在哪里、怎么写",
    "K1": "字段的写法",
    "K2": "编号和关系",
    "K3": "内容",
    "K4": "文字、搜索、纠纷分流、译文、短码",
}
HOME = Link("编辑手册", "handbook/index.html")


class FieldRow(Frozen):
    """One field: its sentence, what may stand in it, and where that is explained."""

    name: str
    sentence: str
    needed: bool
    kind: str
    choices: tuple[str, ...]
    example: str
    """As it stands in a file; '' where the sentence gives none."""
    anchor: str
    """The group of fields it holds, on the same page; '' for plain values."""


class FieldGroup(Frozen):
    """Fields that stand together; `path` is '' for the record itself."""

    anchor: str
    path: str
    rows: tuple[FieldRow, ...]


class KindPage(Frozen, kw_only=True):
    frame: Frame
    place: str
    command: str
    markdown: bool
    groups: tuple[FieldGroup, ...]
    blank: str
    schema: str


class RuleLine(Frozen):
    code: str
    advice: str
    english: str


class RuleGroup(Frozen):
    anchor: str
    name: str
    rules: tuple[RuleLine, ...]


class RulesPage(Frozen, kw_only=True):
    frame: Frame
    lead: str
    groups: tuple[RuleGroup, ...]


def handbook_index(_catalogue: Catalogue) -> Listing:
    lead = (
        "写内容的人看这里：每类文件有哪些字段、每个字段写什么、检查时会挑什么毛病。"
        "写好运行 doorstep check，哪个文件、哪一行不对，会用中文告诉您。"
    )
    grouped = {kind for kinds in _GROUPS.values() for kind in kinds}
    rest = tuple(kind for kind in KINDS if kind not in grouped)
    rules = Link("全部规则", "handbook/rules.html", "每个代码的意思、怎么改。")
    return Listing(
        frame=section_frame("编辑手册", lead),
        lead=lead,
        groups=(
            *(
                Group(f"g{n}", name, tuple(map(_kind_link, kinds)))
                for n, (name, kinds) in enumerate({**_GROUPS, _REST: rest}.items())
            ),
            Group("rules", "检查的规则", (rules,)),
        ),
        empty="",
    )


def _kind_link(kind: str) -> Link:
    return Link(KIND_NAMES.get(kind, kind), kind_address(kind), place_of(KINDS[kind]))


def kind_address(kind: str) -> str:
    return f"handbook/{kind}.html"


def place_of(table: Table) -> str:
    """'content/services/编号.yml'."""
    if table in REGISTERS:
        return f"{CONTENT}/{table.name}.yml"
    if table.name not in NEW.values():
        years = table.name == "calendar"
        return f"{CONTENT}/calendar/年份.yml" if years else _single(table)
    folder = "（乡镇/）" if table.nested else ""
    return f"{CONTENT}/{table.name}/{folder}编号{table.ending}"


def _single(table: Table) -> str:
    known = table.name == CONFIG.removesuffix(".yml")
    return CONFIG if known else f"{CONTENT}/{table.name}/编号{table.ending}"


def kind_page(_catalogue: Catalogue, kind: str) -> KindPage:
    """One kind of file."""
    table = KINDS[kind]
    name = KIND_NAMES.get(kind, kind)
    words = next((word for word, known in NEW.items() if known == kind), "")
    return KindPage(
        frame=section_frame(f"怎么写：{name}", f"{name}有哪些字段、写什么。", HOME),
        place=place_of(table),
        command=f"doorstep new {words} 编号" if words else "",
        markdown=table.ending == ".md",
        groups=tuple(_groups(table)),
        blank=blank_text(table) if words else "",
        schema=f"data/schema/{kind}.json",
    )


def _groups(table: Table) -> Iterator[FieldGroup]:
    """The record itself, then every group of fields inside, each once."""
    but = FILLED_IN if table in REGISTERS else (*FILLED_IN, "id")
    waiting: list[tuple[Any, str]] = [(table.type, "")]
    seen: set[Any] = {table.type}
    while waiting:
        cls, path = waiting.pop(0)
        sentences = field_sentences(cls)
        rows = []
        for field in fields(cls):
            if not path and field.name in but:
                continue
            inner = _group_in(field.type)
            if inner is not None and inner not in seen:
                seen.add(inner)
                step = f"{path} › {field.name}" if path else field.name
                waiting.append((inner, step))
            rows.append(_row(field, field.type, sentences[field.name]))
        rows.sort(key=lambda row: not row.needed)
        yield FieldGroup(_anchor(cls), path, tuple(rows))


def _row(field: Any, hint: Any, sentence: str) -> FieldRow:
    inner = _group_in(hint)
    return FieldRow(
        name=field.name,
        sentence=sentence,
        needed=field.required,
        kind=_kind(hint),
        choices=_choices(hint),
        example=_example(field.name, hint, sentence),
        anchor=_anchor(inner) if inner is not None else "",
    )


def _kind(hint: Any) -> str:
    """What stands in the field, in plain words."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    if is_frozen(hint):
        return "一组字段"
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return "选一个"
    if origin is tuple:
        inner = "几个里选" if _choices(hint) else _kind(arguments[0])
        return f"列表，每条：{inner}"
    return _kind(_not_none(arguments))


def _example(name: str, hint: Any, sentence: str) -> str:
    """'visits: 1': the first choice, the sentence's own example, or a usual value."""
    plain = [hint, *(arg for arg in get_args(hint) if arg is not types.NoneType)]
    usual = next((_USUAL[kind] for kind in plain if kind in _USUAL), "")
    given = _GIVEN.search(sentence)
    said = next(filter(None, given.groups()), "") if given else ""
    value = (*_choices(hint), said or usual)[0]
    if not value:
        return ""
    return f"{name}: [{value}]" if get_origin(hint) is tuple else f"{name}: {value}"


def _choices(hint: Any) -> tuple[str, ...]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return tuple(word for word in arguments if word)
    if origin is tuple:
        return _choices(arguments[0])
    if origin in (Union, types.UnionType):
        return _choices(_not_none(arguments))
    return ()


def _group_in(hint: Any) -> Any:
    """The group a field holds, alone or in a list; None for plain values."""
    if hint in _SCALARS:
        return None
    if is_frozen(hint):
        return hint
    arguments = [a for a in get_args(hint) if a not in (types.NoneType, Ellipsis)]
    if get_origin(hint) is Literal or not arguments:
        return None
    return _group_in(arguments[0])


def _not_none(arguments: tuple[Any, ...]) -> Any:
    return next(a for a in arguments if a is not types.NoneType)


def _anchor(cls: Any) -> str:
    return re.sub("(?<!^)(?=[A-Z])", "-", cls.__name__).lower()


def rules_page(_catalogue: Catalogue) -> RulesPage:
    """Every code the check can give, and what it wants."""
    lead = "doorstep check 给出的每个代码是什么意思、怎么改。也可以运行 doorstep explain 代码。"
    by_area: dict[str, list[RuleLine]] = {}
    for code, words in explanations().items():
        english, _, chinese = words.partition("\n\n")
        line = RuleLine(code, _one_line(chinese, ""), _one_line(english[6:], " "))
        by_area.setdefault(code[:2], []).append(line)
    return RulesPage(
        frame=section_frame("检查的规则", lead, HOME),
        lead=lead,
        groups=tuple(
            RuleGroup(area.lower(), _AREAS[area], tuple(rules))
            for area, rules in by_area.items()
        ),
    )


def _one_line(words: str, between: str) -> str:
    return between.join(line.strip() for line in words.splitlines())
