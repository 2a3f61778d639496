"""The residents' pages in the languages of the site.

The language stands in the address (`?lang=en`) and in every link and form of the page,
never in a cookie.  A page is made as ever and finished here: in zh-Hant its words are
converted, in a translated language its sentences are looked up, what has no translation
is shown as Chinese, and links lead on in the same language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, g, request
from markupsafe import escape

from build_scripts.languages.traditional import traditional_html
from build_scripts.shared.po_file import Said, read_po
from forms_app.shell import ShellMissing
from forms_app.wiring import catalogue_names, site_folder, the_shells, wiring

HANS, HANT = "zh-Hans", "zh-Hant"
NAMES = {HANS: "简体中文", HANT: "繁體中文", "en": "English"}
"""Languages the forms can speak; another one of the site gets its pages in English."""
OURS = "made_here"
"""Set on `g` when a template was asked for: files of the site pass untouched."""
SWITCH = "<!-- doorstep:languages -->"
LONGEST_SENTENCE = 200
_HERE = Path(__file__).parent
_LINK = re.compile(r'((?:href|action)=")((?:\.\./)*|\./)([^"?#:]*)([^"]*)"')
_ASKING = re.compile('<form method="get"[^>]*>')
"""A form that asks: the browser leaves out what its address says after '?'."""
_HANZI = re.compile("[\u3400-\u9fff](?:[^<>&（）：。]*[\u3400-\u9fff])?")
_DAY = re.compile(
    r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:[ （]{0,1}星期([一二三四五六日])[）]?)?"
)
_WEEKDAY = re.compile("星期([一二三四五六日])")
_ENDS = re.compile(r"([：。；（）]|\. |: )")
_CLOCK = re.compile(r"(凌晨|上午|中午|下午|晚上) ?(\d{1,2})(?=:\d\d)")
_AFTER_NOON = ("下午", "晚上")
_WEEKDAYS = dict(
    zip(
        "一二三四五六日", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], strict=True
    )
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_ATTRIBUTE = re.compile(r'((?:alt|title|aria-label|placeholder|label)=")([^"]*)"')
_POINTS = str.maketrans(
    {"：": ": ", "，": ", ", "、": ", ", "；": "; ", "。": ". ", "（": " (", "）": ")"}
)


def speak(app: Flask) -> None:
    """Let an app's pages be asked for in the languages of the site."""
    # Before anybody refuses: a refusal is said in the language too.
    app.before_request_funcs.setdefault(None, []).insert(0, _choose)
    app.after_request(_finish)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        _gettext, _ngettext, newstyle=True
    )


def language() -> str:
    """The language of the page that is being made."""
    return str(g.get("language", HANS)) if g else HANS


def placed(section: str) -> str:
    """The name of a section's shell in the language of the page."""
    setattr(g, OURS, True)
    return section if language() == HANS else f"{language()}/{section}"


def languages_here() -> tuple[str, ...]:
    """The languages of this site's pages, zh-Hans first."""
    try:
        return the_shells().languages
    except ShellMissing:
        return (HANS,)


def _choose() -> None:
    asked = request.args.get("lang", "")
    known = languages_here() if asked else ()
    if asked in known and asked not in NAMES:
        asked = "en"
    if asked in known:
        g.language = asked


def _gettext(words: str) -> str:
    return words_of(language()).get(words, (words, words))[1]


def _ngettext(one: str, many: str, n: int) -> str:
    """Chinese counts one like many: both are the msgid."""
    return words_of(language()).get(many, (one, many))[0 if n == 1 else 1]


@cache
def words_of(tag: str) -> Mapping[str, Said]:
    """msgid → how it is said of one and of several, in the words of every room."""
    found: dict[str, Said] = {}
    for file in sorted(_HERE.rglob(f"{tag}.po")):
        found |= read_po(file)
    return found


def _finish(response: Response) -> Response:
    tag = language()
    if g.get(OURS) and tag != HANS:
        page = response.get_data(as_text=True).replace(SWITCH, _switch(tag))
        response.set_data(in_language(page, tag))
    elif g.get(OURS) and len(languages_here()) > 1:
        # As bytes: a page of times is long, and most people read Chinese.
        body, mark = response.get_data(), SWITCH.encode()
        if mark in body:
            response.set_data(body.replace(mark, _switch(tag).encode()))
    if tag != HANS and response.location:
        response.location = _with_language(response.location, tag)
    return response


def in_language(page: str, tag: str) -> str:
    """A finished page in another language, with links that stay in it."""
    if tag == HANT:
        page = traditional_html(page)
    else:
        page = translated(page, partial(_said, words_of(tag), catalogue_names(tag)))
    page = _ASKING.sub(rf'\g<0><input type="hidden" name="lang" value="{tag}">', page)
    return _LINK.sub(partial(_led, tag), page)


def _led(tag: str, found: re.Match[str]) -> str:
    """A link to a form says the language, one to a page leads to it where there is one."""
    start, up, url, more = found.groups()
    forms = f"{wiring().published.current().site.forms_path}/"
    if url.startswith(f"{request.script_root}/{forms}"):
        return f'{start}{escape(_with_language(f"{url}{more}", tag))}"'
    if more.startswith(":") or not up:
        return found[0]
    if url.startswith(forms):
        return f'{start}{up}{escape(_with_language(f"{url}{more}", tag))}"'
    elsewhere = not url.endswith(".html") or url.startswith(f"{tag}/")
    if elsewhere or not (site_folder() / tag / url).is_file():
        return found[0]
    return f'{start}{up}{tag}/{url}{more}"'


def _with_language(address: str, tag: str) -> str:
    address, sign, anchor = address.replace("&amp;", "&").partition("#")
    if "lang=" in address.partition("?")[2]:
        return f"{address}{sign}{anchor}"
    mark = "&" if "?" in address else "?"
    return f"{address}{mark}lang={tag}{sign}{anchor}"


def _switch(tag: str) -> str:
    """The same page in the other languages; a page that was sent has no address."""
    if request.method != "GET":
        return ""
    rows = []
    for other in languages_here():
        if other not in NAMES:
            continue
        query = urlencode({**request.args.to_dict(), "lang": other})
        link = f'<a href="?{escape(query)}" lang="{other}" hreflang="{other}" translate="no">'
        here = f'<span lang="{other}" aria-current="true" translate="no">'
        begin, end = (here, "</span>") if other == tag else (link, "</a>")
        rows.append(f"<li>{begin}{NAMES[other]}{end}</li>")
    return "".join(rows)


def translated(page: str, said: Callable[[str], str | None]) -> str:
    """Every piece of text as `said` says it; what it does not know stays, as Chinese.

    What somebody typed is never touched: values of fields, <textarea>, translate="no".
    """
    first, *parts = page.split("<")
    made, kept = [first], ""
    for part in parts:
        tag, end, text = part.partition(">")
        name = tag.partition(" ")[0]
        if kept:
            kept = "" if tag == f"/{kept}" else kept
        elif name in ("script", "style", "textarea") or 'translate="no"' in tag:
            kept = name
        if not tag.isascii():
            tag = _ATTRIBUTE.sub(partial(_attribute, said), tag)
        plain = bool(kept) or text.isascii()
        shown = text if plain else _text(text, said, element=name != "title")
        made.append(f"{tag}{end}{shown}")
    return "<".join(made)


def _attribute(said: Callable[[str], str | None], found: re.Match[str]) -> str:
    return f'{found[1]}{said(found[2]) or found[2]}"'


def _text(text: str, said: Callable[[str], str | None], *, element: bool) -> str:
    """The whole piece if somebody translated it, else sentence by sentence."""
    known = _kept_apart(text, said)
    if known is not None:
        return known
    pieces = (_sentence(piece, said, element) for piece in _ENDS.split(text))
    return "".join(pieces)


def _kept_apart(text: str, said: Callable[[str], str | None]) -> str | None:
    """A translation with the spaces that stood around its Chinese."""
    known = said(" ".join(text.split()))
    if known is None:
        return None
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{known}{after}"


def _sentence(text: str, said: Callable[[str], str | None], element: bool) -> str:
    known = _kept_apart(text, said)
    if known is not None:
        return known.translate(_POINTS)
    dated = _dated(text)
    made, at = [], 0
    for found in _HANZI.finditer(dated):
        made.append(dated[at : found.start()].translate(_POINTS))
        other = said(found[0])
        left = f'<span class="ds-zh" lang="{HANS}">{found[0]}</span>'
        made.append(other or (left if element else found[0]))
        at = found.end()
    return "".join((*made, dated[at:].translate(_POINTS)))


def _dated(text: str) -> str:
    """Days, weekdays and clocks as they are said in English."""
    return _WEEKDAY.sub(_weekday, _CLOCK.sub(_hour, _DAY.sub(_day, text)))


def _hour(found: re.Match[str]) -> str:
    """'下午 2' of 2:30 → '14': nobody may take an afternoon for a morning."""
    hour = int(found[2])
    return str(hour + 12 if found[1] in _AFTER_NOON and hour < 12 else hour)


def _weekday(found: re.Match[str]) -> str:
    return _WEEKDAYS[found[1]]


def _day(found: re.Match[str]) -> str:
    """'12月3日 星期四' → 'Thu 3 December'."""
    year, month, day, weekday = found.groups()
    named = _MONTHS[int(month) - 1] if 0 < int(month) <= len(_MONTHS) else month
    parts = (_WEEKDAYS.get(weekday or "", "")[:3], day, named, year)
    return " ".join(part for part in parts if part)


def _said(words: Mapping[str, Said], names: Mapping[str, str], text: str) -> str | None:
    """How a whole piece of text is said; None when nobody translated it."""
    if not _HANZI.search(text):
        return text.translate(_POINTS)
    known = words.get(text) or words.get(f"{text} ") or words.get(f" {text}")
    if known is not None:
        return known[1].strip()
    name = names.get(text)
    return (
        (name and name.translate(_POINTS))
        or _by_pattern(words, names, text)
        or _listed(words, names, text)
    )


def _listed(
    words: Mapping[str, Said], names: Mapping[str, str], text: str
) -> str | None:
    """'英语、法语' as 'English, French', if everything in it can be said."""
    if "、" not in text:
        return None
    said = [_said(words, names, item) for item in text.split("、")]
    known = [item for item in said if item is not None]
    return ", ".join(known) if len(known) == len(said) else None


def _by_pattern(
    words: Mapping[str, Said], names: Mapping[str, str], text: str
) -> str | None:
    """Sentences that were put together before they came here."""
    if len(text) > LONGEST_SENTENCE:
        return None
    for pattern, said in _patterns(tuple(words.items())):
        found = pattern.fullmatch(text)
        if found is not None:
            given = {
                name: _dated(names.get(value, value))
                for name, value in found.groupdict().items()
            }
            return said % given
    return None


@cache
def _patterns(
    entries: tuple[tuple[str, Said], ...],
) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The msgids with something put in, as patterns; the longest first."""
    found = []
    for msgid, said in sorted(entries, key=lambda entry: -len(entry[0])):
        if "%(" in msgid and _HANZI.search(msgid):
            pattern = re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+?)", re.escape(msgid))
            found.append((re.compile(pattern), said[1]))
    return tuple(found)
