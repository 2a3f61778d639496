"""Authors' Markdown to HTML that cannot do harm.

HTML in the text is shown as text; what Markdown yields is cleaned once more.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown import Markdown

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a"),
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
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_H1 = re.compile(r"^#(?!#)|^=+\s*$", re.MULTILINE)
_NOT_A_WORD = re.compile(r"[^\w-]+")


def to_html(text: str) -> Markup:
    """The HTML of a Markdown text, safe to splice into a page.

    The page's h1 is its title, so an author's highest heading becomes h2.
    """
    import nh3  # noqa: PLC0415 - see _converter

    converter = _converter(2 if _H1.search(text) else 1)
    converter.reset()
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
def _converter(baselevel: int) -> Markdown:
    """Imported here: a build in which no article changed does without it."""
    from markdown import Markdown  # noqa: PLC0415 - as the docstring says
    from markdown.extensions.tables import TableExtension  # noqa: PLC0415 - as above
    from markdown.extensions.toc import TocExtension  # noqa: PLC0415 - as above

    converter = Markdown(
        extensions=[
            # Attributes instead of style="text-align", which the CSP refuses.
            TableExtension(use_align_attribute=True),
            TocExtension(baselevel=baselevel, slugify=_slug),
        ],
        output_format="html",
    )
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.inlinePatterns.deregister("image_link")
    converter.inlinePatterns.deregister("image_reference")
    return converter


def _slug(heading: str, separator: str) -> str:
    """'第三步 领证' → 'p-第三步-领证': the page's own ids never begin so."""
    return f"p-{_NOT_A_WORD.sub(separator, heading.strip().lower()).strip(separator)}"
