"""What people read: legal-education articles and the site's own pages."""

from datetime import date
from typing import Literal

from build_scripts.catalogue.model.common import Citation, Record, Text
from build_scripts.catalogue.model.pictures import Image
from build_scripts.catalogue.model.renditions import Renditions
from build_scripts.shared.frozen import Frozen

ArticleFormat = Literal["article", "case", "faq", "comic", "video", "leaflet", "lawyer"]
ReaderGroup = Literal[
    "everyone",
    "minors",
    "left_behind_children",
    "elderly",
    "women",
    "farmers",
    "migrant_workers",
    "merchants",
    "students",
    "foreigners",
    "drivers",
]


class LawyerAnswer(Frozen, kw_only=True):
    """A question somebody asked, and what the lawyer said."""

    question: Text
    """群众问的话，隐去姓名和地点。"""
    answer: Text
    """律师怎么说，用大白话。"""


class TranslatedBody(Frozen, kw_only=True):
    """The body of an article in another language, made of a certain Chinese body."""

    lang: str
    """译成哪种语言，用 BCP 47 代码，例如 en。"""
    of: str
    """译的是哪一版中文正文：doorstep check 会告诉您写什么。"""
    text: str
    """译文（Markdown，不能写 HTML）。"""


class Article(Record, kw_only=True):
    """A legal-education article: a YAML head and a Markdown body."""

    summary: Text
    """一句话说这篇讲什么，不超过 100 个字。"""
    takeaways: tuple[Text, ...]
    """看完要记住的几点，最多三条。"""
    topics: tuple[str, ...]
    """主题的编号（site_config.yml 的 topics）。"""
    format: ArticleFormat = "article"
    """体裁：article 文章、case 案例、faq 问答、comic 漫画、video 视频、leaflet 传单、lawyer 律师释法。"""
    audience: tuple[ReaderGroup, ...] = ("everyone",)
    """写给谁看。"""
    legal_basis: tuple[Citation, ...] = ()
    """引用的法条。"""
    no_law_needed: bool = False
    """确实不涉及法条时写 true。"""
    publisher: str
    """谁发布的（机构或站点编号）。"""
    author: Text = Text("")
    """作者的称呼。"""
    published_on: date
    """发布日期。"""
    expires: date
    """过期日期，一般两年。"""
    case_anonymised: bool = False
    """案例已经隐去真实姓名和地点时写 true。"""
    areas: tuple[str, ...] = ()
    """只给哪些地区看；不写就是全县。"""
    services: tuple[str, ...] = ()
    """看完可以去办的事。"""
    answers: tuple[LawyerAnswer, ...] = ()
    """律师释法的问答（format 写 lawyer）。"""
    answered_by: Text = Text("")
    """哪位律师答的，写称呼，例如“李律师”。"""
    station: str = ""
    """还想问，到哪个站点找这位律师（编号）。"""
    image: Image | None = None
    """文章开头的图；正文里的图写成 ![图上有什么](文件夹/文件名)。"""
    renditions: Renditions | None = None
    """短信、微信、大喇叭、海报的稿子；不写的由程序照内容写。"""
    bodies: tuple[TranslatedBody, ...] = ()
    """正文的译文，每种语言一条；没有的，那种语言的网页照登中文正文。"""
    body: str
    """正文（Markdown，不能写 HTML）。"""


class Page(Record, kw_only=True):
    """A page of the site's own: about, privacy, accessibility."""

    summary: Text
    """一句话说这一页讲什么。"""
    body: str
    """正文（Markdown，不能写 HTML）。"""
