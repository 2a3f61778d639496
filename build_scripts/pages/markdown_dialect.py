"""Which Markdown authors may write, and what is left of its HTML.

Apart from `markdown.py`, because a build in which no text changed does without the
libraries.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.inlinepatterns import IMAGE_LINK_RE, ImageInlineProcessor
from markupsafe import Markup

from build_scripts.pages.markdown import FindPicture, no_picture
from build_scripts.pages.shell import ROOT

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a"),
    "img",
    *("blockquote", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    "img": {"src", "alt", "width", "height", "loading"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
)
_H1 = re.compile(r"^#(?!#)|^=+\s*$", re.MULTILINE)
_LISTED = "[TOC]"
"""Where a text wants the list of its headings; else none is made."""
_NOT_A_WORD = re.compile(r"[^\w-]+")
_CHINESE = "[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e“”‘’…—]"
_WRAPPED = re.compile(
    rf"<pre>.*?</pre>|(?<={_CHINESE[:-1]}>])\n(?={_CHINESE})", re.DOTALL
)
"""Where an author went on in a new line: browsers make a gap of it, Chinese has none."""
_MARKS = {
    "backtick": "`",
    "escape": "\\",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "entity": "&",
}
"""What each of Markdown's patterns begins with: each is tried on every piece of text,
so of those a text has no mark of it is spared."""


def converted(text: str, picture: FindPicture) -> Markup:
    """See `markdown.to_html`."""
    spared = frozenset(name for name, mark in _MARKS.items() if mark not in text)
    level = 2 if _H1.search(text) else 1
    converter, pictures = _converter(level, spared, listed=_LISTED in text)
    converter.reset()
    pictures.find = picture
    clean = _CLEANER.clean(_WRAPPED.sub(_unwrapped, converter.convert(text)))
    return Markup(clean)  # noqa: S704 - cleaned in the line above


def _unwrapped(found: re.Match[str]) -> str:
    """Nothing for the end of a line; what is shown line by line stays."""
    return found[0] if found[0].startswith("<pre>") else ""


class _Headings(TocTreeprocessor):
    """Gives headings their ids, and makes no list of them."""

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return Element("div")


class _Pictures(ImageInlineProcessor):
    """Reads `![alt](file)`; `find` is set for every text."""

    find: FindPicture = staticmethod(no_picture)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: Any, data: str
    ) -> tuple[Any, int | None, int | None]:
        read = super().handleMatch(m, data)
        tag: Any = read[0]
        start, end = read[1:]
        if tag is None:
            return tag, start, end
        alt = self.unescape(tag.get("alt", ""))
        shown = self.find(tag.get("src", ""), alt)
        if shown is None:
            return alt, start, end
        made = Element("img", src=f"{ROOT}/{shown.url}", alt=shown.alt)
        made.set("width", str(shown.width))
        made.set("height", str(shown.height))
        made.set("loading", "lazy")
        return made, start, end


@cache
def _converter(
    baselevel: int, spared: frozenset[str], *, listed: bool
) -> tuple[Markdown, _Pictures]:
    toc = TocExtension(
        baselevel=baselevel, slugify=_slug, marker=_LISTED if listed else ""
    )
    if not listed:
        toc.TreeProcessorClass = _Headings
    converter = Markdown(
        extensions=[
            # Attributes instead of style="text-align", which the CSP refuses.
            TableExtension(use_align_attribute=True),
            toc,
        ],
        output_format="html",
    )
    pictures = _Pictures(IMAGE_LINK_RE, converter)
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.inlinePatterns.deregister("image_link")
    converter.inlinePatterns.register(pictures, "image_link", 150)
    converter.inlinePatterns.deregister("image_reference")
    for name in spared:
        converter.inlinePatterns.deregister(name)
    return converter, pictures


def _slug(heading: str, separator: str) -> str:
    """'第三步 领证' → 'p-第三步-领证': the page's own ids never begin so."""
    return f"p-{_NOT_A_WORD.sub(separator, heading.strip().lower()).strip(separator)}"
