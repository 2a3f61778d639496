"""Authors' Markdown to HTML that cannot do harm.

HTML in the text is shown as text; what Markdown yields is cleaned once more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from build_scripts.pages.pictures import ShownPicture
from build_scripts.pages.shell import ROOT

if TYPE_CHECKING:
    from markdown import Markdown

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
_SCHEMES = {"http", "https", "mailto", "tel"}
_H1 = re.compile(r"^#(?!#)|^=+\s*$", re.MULTILINE)
_LISTED = "[TOC]"
"""Where a text wants the list of its headings; else none is made."""
_NOT_A_WORD = re.compile(r"[^\w-]+")
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


FindPicture = Callable[[str, str], ShownPicture | None]
"""From a file's name and the words for it to what is shown."""


def no_picture(_file: str, _alt: str) -> None:
    """For texts without pictures."""


def to_html(text: str, picture: FindPicture = no_picture) -> Markup:
    """The HTML of a Markdown text, safe to splice into a page.

    The page's h1 is its title, so an author's highest heading becomes h2.  `picture`
    finds what `![alt](file)` names; where there is none, its words stand alone.
    """
    import nh3  # noqa: PLC0415 - see _converter

    spared = frozenset(name for name, mark in _MARKS.items() if mark not in text)
    level = 2 if _H1.search(text) else 1
    converter = _converter(level, spared, listed=_LISTED in text)
    converter.reset()
    if "image_link" not in spared:
        converter.inlinePatterns["image_link"].find = picture  # type: ignore[attr-defined]  # our own, set above
    dirty = converter.convert(text)
    clean = nh3.clean(
        dirty,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704 - cleaned in the line above


@cache
def _converter(
    baselevel: int, spared: frozenset[str] = frozenset(), *, listed: bool = False
) -> Markdown:
    """Imported here: a build in which no article changed does without it."""
    from markdown import Markdown  # noqa: PLC0415 - as the docstring says
    from markdown.extensions.tables import TableExtension  # noqa: PLC0415 - as above
    from markdown.extensions.toc import TocExtension  # noqa: PLC0415 - as above

    toc = TocExtension(
        baselevel=baselevel, slugify=_slug, marker=_LISTED if listed else ""
    )
    if not listed:
        toc.TreeProcessorClass = _headings_only()
    converter = Markdown(
        extensions=[
            # Attributes instead of style="text-align", which the CSP refuses.
            TableExtension(use_align_attribute=True),
            toc,
        ],
        output_format="html",
    )
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.inlinePatterns.deregister("image_link")
    converter.inlinePatterns.register(_pictures(converter), "image_link", 150)
    converter.inlinePatterns.deregister("image_reference")
    for name in spared:
        converter.inlinePatterns.deregister(name)
    return converter


def _headings_only() -> Any:
    """What gives headings their ids, and makes no list of them."""
    from xml.etree.ElementTree import Element  # noqa: PLC0415 - as _converter

    from markdown.extensions.toc import TocTreeprocessor  # noqa: PLC0415 - as above

    class Headings(TocTreeprocessor):
        def build_toc_div(self, toc_list: list[Any]) -> Element:
            return Element("div")

    return Headings


def _pictures(converter: Markdown) -> Any:
    """What reads `![alt](file)`; `find` is set for every text."""
    from xml.etree.ElementTree import Element  # noqa: PLC0415 - as _converter

    from markdown.inlinepatterns import (  # noqa: PLC0415 - as _converter
        IMAGE_LINK_RE,
        ImageInlineProcessor,
    )

    class Pictures(ImageInlineProcessor):
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

    return Pictures(IMAGE_LINK_RE, converter)


def _slug(heading: str, separator: str) -> str:
    """'第三步 领证' → 'p-第三步-领证': the page's own ids never begin so."""
    return f"p-{_NOT_A_WORD.sub(separator, heading.strip().lower()).strip(separator)}"
