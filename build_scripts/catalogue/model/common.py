"""The parts that records of every type share.

The sentence under a field is Chinese because editors read it: the handbook and the
files of `doorstep new` are made from it.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, Self

from build_scripts.shared.frozen import Frozen
from build_scripts.shared.opening_hours import Hours

Status = Literal["draft", "published", "suspended", "withdrawn"]
LimitUnit = Literal["instant", "minute", "hour", "workday", "day", "month"]
PhoneKind = Literal["duty", "counter", "supervision"]
TranslationStatus = Literal["machine", "human", "legal_checked"]


class Text(str):
    """Words people read: a Chinese string that may carry translations.

    In YAML either a plain string (zh-Hans) or a map of BCP 47 tags with zh-Hans.
    There are some hundred thousand without translations: these are made in C.
    """

    translations: Mapping[str, str] = MappingProxyType({})

    @classmethod
    def with_translations(cls, chinese: str, translations: Mapping[str, str]) -> Self:
        text = cls(chinese)
        text.translations = translations
        return text


class Limit(Frozen, kw_only=True):
    """A period: how long a thing may or will take (CPSV-AP processing time)."""

    n: int = 0
    """数目；unit 为 instant（当场办结）时不用写。"""
    unit: LimitUnit
    """单位：instant 当场、minute 分钟、hour 小时、workday 工作日、day 自然日、month 月。"""


class Phone(Frozen, kw_only=True):
    """A telephone number of an office, never of a private person."""

    kind: PhoneKind
    """用途：duty 24 小时值班、counter 窗口咨询、supervision 监督投诉。"""
    number: str
    """号码，带区号，例如 "0000-0000001"。"""
    note: Text = Text("")
    """补充说明，例如“工作日接听”。"""


class Citation(Frozen, kw_only=True):
    """An article of a law on which something rests."""

    law: str
    """法律的编号（content/laws 里的文件名）。"""
    article: str
    """第几条，只写数字，例如 "11"；第十一条之一写 "11-1"。"""
    note: Text = Text("")
    """这一条说了什么，用一句大白话。"""


class Link(Frozen, kw_only=True):
    """A way out of the site, shown with the name of whoever answers there."""

    title: Text
    """链接的名字。"""
    url: str
    """网址，以 https:// 开头。"""


class Translation(Frozen, kw_only=True):
    """Who put the words of a record into another language, and which words."""

    lang: str
    """译成哪种语言，用 BCP 47 代码，例如 en。"""
    status: TranslationStatus
    """谁译的：machine 机器译的、human 人译的、legal_checked 懂法律的人核对过。"""
    done_on: date
    """哪天译的、核对的。"""
    of: str
    """译的是哪一版中文：doorstep check 会告诉您写什么。"""


class Record(Frozen, kw_only=True):
    """What every record of the catalogue carries.  `id` is the name of its file."""

    id: str
    """编号，等于文件名：小写字母、数字和连字符，启用后不再改。"""
    path: str
    """文件在 content 里的位置（由程序填写）。"""
    name: Text
    """名称。"""
    status: Status = "published"
    """状态：draft 草稿、published 已发布、suspended 暂停、withdrawn 已撤下。"""
    status_note: Text = Text("")
    """暂停或撤下的原因，给群众看的一句话。"""
    owner: str = ""
    """由谁负责：机构、站点或地区的编号。"""
    publish_at: date | None = None
    """从哪天起发布；不写就是现在。没到这一天，网站上看不到。"""
    reviewed_on: date | None = None
    """最近一次核对的日期。"""
    review_by: date | None = None
    """下一次核对的期限。"""
    search_terms: tuple[str, ...] = ()
    """群众可能搜的别的说法。"""
    related: tuple[str, ...] = ()
    """相关内容的编号。"""
    formerly: tuple[str, ...] = ()
    """从前的名称。"""
    translations: tuple[Translation, ...] = ()
    """译文是谁译的、译的是哪一版中文，每种语言一条；没有译文就不写。"""


__all__ = [
    "Citation",
    "Hours",
    "Limit",
    "LimitUnit",
    "Link",
    "Phone",
    "PhoneKind",
    "Record",
    "Status",
    "Text",
    "Translation",
]
