"""Warnings that hold for a time: tricks, dangers, weather, somebody missing."""

from datetime import date, datetime
from typing import Literal

from build_scripts.catalogue.model.common import Citation, Record, Text
from build_scripts.catalogue.model.renditions import Renditions
from build_scripts.shared.frozen import Frozen

AlertKind = Literal[
    "anti_fraud", "public_safety", "traffic", "weather", "missing_service", "campaign"
]
Severity = Literal["extreme", "severe", "moderate", "minor", "info"]


class Source(Frozen, kw_only=True):
    """Where the news comes from."""

    title: Text
    """消息的名称，例如“县公安局反诈中心提示”。"""
    issuer: str
    """发消息的机构编号。"""
    url: str = ""
    """原文网址，以 https:// 开头；没有就不写。"""
    retrieved_on: date | None = None
    """哪天看到的。"""


class Alert(Record, kw_only=True):
    """A warning (CAP 1.2 words).  Its `name` is the headline, at most 20 characters."""

    kind: AlertKind
    """种类：anti_fraud 防骗、public_safety 平安、traffic 交通、weather 天气、missing_service 停电停水停办、campaign 集中行动。"""
    severity: Severity
    """轻重：extreme 非常危险、severe 危险、moderate 要当心、minor 留意、info 知道就行。"""
    areas: tuple[str, ...]
    """提醒哪些地区（编号）；全县就写县的编号。"""
    effective: datetime
    """从什么时候起，例如 2026-11-21 08:00。"""
    expires: datetime
    """到什么时候为止，到点自动从网站上消失。危险以上的最多 30 天，其余最多 180 天。"""
    looks_like: Text
    """这件事什么样、骗子怎么说，让人一看就认得出。"""
    do: tuple[Text, ...]
    """要做的，一条一句。"""
    dont: tuple[Text, ...]
    """别做的，一条一句。"""
    hotline: str
    """打哪个热线（号码，要在 hotlines.yml 里）。"""
    source: Source
    """消息从哪里来。"""
    legal_basis: tuple[Citation, ...] = ()
    """依据的法条。"""
    articles: tuple[str, ...] = ()
    """想多看一点，读哪几篇文章。"""
    quiz: str = ""
    """想考考自己，做哪套题（编号）。"""
    replaces: str = ""
    """代替哪一条旧提醒（编号）。"""
    renditions: Renditions | None = None
    """短信、微信、大喇叭、海报的稿子；不写的由程序照提醒的内容写。"""
