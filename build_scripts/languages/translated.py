"""The last touch on a translated page: Chinese left in it is shown as Chinese.

What has no translation stands between two marks (catalogue/in_language.py) and becomes an
element with its language and a small sign; the page says once that there is some.
Chinese that is meant to be there, a word explained, only gets its language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from build_scripts.catalogue.in_language import MISSING, OLD
from build_scripts.languages.speech import _, in_force
from build_scripts.languages.tongues import HANS

_MARKS = re.compile("[{}]".format("".join((*MISSING, *OLD))))
_SAID = re.compile(
    f"{MISSING[0]}(?P<missing>[^{MISSING[1]}]*){MISSING[1]}?"
    f"|{OLD[0]}(?P<old>[^{OLD[1]}]*){OLD[1]}?"
    "|(?P<chinese>[\u3400-\u9fff]+(?:[，、]?[\u3400-\u9fff]+)*)"
)
_BEGINS = f'div lang="{HANS}"'
_POINTS: Mapping[int, str] = str.maketrans(
    {
        "：": ": ",
        "，": ", ",
        "、": ", ",
        "；": "; ",
        "。": ". ",
        "（": " (",
        "）": ")",
        "！": "! ",
        "？": "? ",
    }
)
_ARABIC: Mapping[int, str] = {
    **_POINTS,
    **str.maketrans({"，": "، ", "、": "، ", "；": "؛ "}),
}


def in_chinese(html: Markup) -> Markup:
    """A whole text that has no translation; of its elements none is a div."""
    begin = "".join((*MISSING, "<", _BEGINS, ">"))  # the page says what is missing
    return Markup(begin) + html + Markup("</div>")  # noqa: S704 - words of our own


def perhaps_old(html: Markup) -> Markup:
    """A whole text whose Chinese is newer: the page says so once."""
    return Markup("".join(OLD)) + html  # noqa: S704 - words of our own


def without_marks(words: str) -> str:
    """As the editors wrote it, whatever it stood for."""
    return _MARKS.sub("", words)


def plain_words(words: str) -> str:
    """For titles and attributes, where no element can stand."""
    points = _ARABIC if in_force() == "ar" else _POINTS
    return without_marks(words).translate(points)


def translated_html(html: str) -> str:
    """The content of a page, made by templates in the language in force."""
    return _with_notice(shown_html(html), html)


def shown_html(html: str) -> str:
    """Any piece of HTML with its Chinese shown as Chinese, and without our marks."""
    points = _ARABIC if in_force() == "ar" else _POINTS
    first, *parts = html.split("<")
    made = [_text(first, points)]
    in_chinese = False
    for part in parts:
        in_chinese = part.startswith(_BEGINS) or (
            in_chinese and not part.startswith("/div")
        )
        if in_chinese:
            made.append(part)
            continue
        tag, end, text = part.partition(">")
        if not tag.isascii():
            tag = plain_words(tag)
        made.append(f"{tag}{end}{_text(text, points)}")
    return "<".join(made)


def _text(words: str, points: Mapping[int, str]) -> str:
    if words.isascii():
        return words
    made: list[str] = []
    at = 0
    for found in _SAID.finditer(words):
        made += (words[at : found.start()].translate(points), _shown(found, points))
        at = found.end()
    return "".join((*made, words[at:].translate(points)))


def _shown(found: re.Match[str], points: Mapping[int, str]) -> str:
    if found["old"] is not None:
        return f'<span class="ds-old">{_text(found["old"], points)}</span>'
    if found["missing"] == "":
        return ""
    if found["missing"] is not None:
        return f'<span class="ds-zh" lang="{HANS}">{found["missing"]}</span>'
    return f'<span lang="{HANS}">{found[0]}</span>'


def _with_notice(made: str, html: str) -> str:
    """The page says once, under its title, what is missing and what may be old."""
    told = []
    if MISSING[0] in html:
        told.append(_("本页有些内容只有中文。看不懂的，请打 12345 问。"))
    if OLD[0] in html:
        told.append(_("译文可能比中文旧，以中文为准。"))
    if not told:
        return made
    lines = "".join(f"<p>{escape(words)}</p>" for words in told)
    notice = Markup('<div class="ds-notice ds-notice--wait" role="note">%s</div>')
    return made.replace("</h1>", f"</h1>{notice % Markup(lines)}", 1)  # noqa: S704 - escaped above
