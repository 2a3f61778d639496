"""海报真假: the page of a short code.

It shows what the sheet must look like, word for word, so one page serves whoever
prints it and whoever doubts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import (
    ARTICLE_POSTERS,
    CODES_FOR,
    EVERY,
    QUIZZES_BY_BOARD,
    REDIRECTS_BY_OLD,
)
from build_scripts.catalogue.model import Code
from build_scripts.catalogue.scalars import CHINA
from build_scripts.catalogue.targets import TARGET_TABLES, moved_to, target_of
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Frame, Group, Link, Listing
from build_scripts.pages.date_words import day
from build_scripts.pages.navigation import HOME, section_frame
from build_scripts.pages.parts import name_of
from build_scripts.pages.placards import of_boards, of_news, of_services, of_stations
from build_scripts.pages.placards.codes import code_address, own_code
from build_scripts.pages.placards.frame import (
    Issue,
    Placard,
    Told,
    framed,
    office_phone,
)
from build_scripts.pages.quizzes import board_address
from build_scripts.shared.frozen import Frozen

CODES_HOME = Link("海报真假", "v/index.html")


class _Hung(Frozen):
    """Who issues what hangs for records of one kind, and what it tells."""

    issue: Callable[[Catalogue, Any, str], Issue]
    told: Callable[[Catalogue, Any, date], tuple[Told | None, ...]]
    always: bool = True
    """Every record of the kind has a code of its own."""


_HUNG: Mapping[str, _Hung] = {
    "station": _Hung(of_stations.station_issue, of_stations.placards_at),
    "service": _Hung(
        of_services.service_issue, lambda c, r, _: (of_services.guide_sheet(c, r),)
    ),
    "alert": _Hung(of_news.alert_issue, lambda c, r, _: (of_news.alert_poster(c, r),)),
    "event": _Hung(of_news.event_issue, lambda c, r, _: (of_news.event_sheet(c, r),)),
    "notice": _Hung(
        of_news.notice_issue, lambda c, r, _: (of_news.notice_sheet(c, r),)
    ),
    "article": _Hung(
        of_news.article_issue,
        lambda c, r, _: (of_news.article_poster(c, r),),
        always=False,
    ),
}


class CodePage(Frozen, kw_only=True):
    """What one checks a sheet against."""

    frame: Frame
    code: str
    title: str
    issuer: str
    issued_on: str
    valid_to: str
    until: str
    """The last minute of `valid_to`, for the browser; '' when it has none."""
    genuine: bool
    """It was issued by us and still holds."""
    target: Link | None
    phone: str
    placards: tuple[Placard, ...]


def code_index(catalogue: Catalogue) -> Listing:
    """Codes given out by hand; the others are found by the page they belong to."""
    lead = (
        "看到贴着的纸拿不准真假，照纸角上印的网址打开，或者在这里找短码。"
        "纸上的和网页上的不一样、短码哪里都找不到的，打 96110 问。"
    )
    codes = sorted(catalogue.codes.values(), key=lambda code: code.id)
    links = tuple(
        Link(f"{code.id} · {code.name}", code_address(code.id), day(code.issued_on))
        for code in codes
    )
    return Listing(
        frame=section_frame("海报真假", lead),
        lead=lead,
        groups=(Group("all", "", links),) if links else (),
        empty="还没有登记过短码。",
    )


def code_pages(
    catalogue: Catalogue, today: date
) -> Iterator[tuple[str, Callable[[], CodePage]]]:
    """Every code with what makes its page; found by ids alone."""
    for key in catalogue.codes:
        yield key, partial(_by_hand, catalogue, key, today)
    given_out = catalogue.all_ids_by(CODES_FOR)
    for target in all_targets(catalogue):
        if target not in given_out:
            yield own_code(target), partial(_by_itself, catalogue, target, today)
    for old in catalogue.all_ids_by(REDIRECTS_BY_OLD):
        if old.partition("/")[0] in _HUNG and target_of(catalogue, old) is None:
            yield own_code(old), partial(_of_the_past, catalogue, old, today)
    for code, quizzes in catalogue.all_ids_by(QUIZZES_BY_BOARD).items():
        yield code, partial(_of_a_board, catalogue, quizzes[0], code, today)


def all_targets(catalogue: Catalogue) -> Iterator[str]:
    for kind, hung in _HUNG.items():
        if hung.always:
            for key in getattr(catalogue, TARGET_TABLES[kind]):
                yield f"{kind}/{key}"
    for key in catalogue.all_ids_by(ARTICLE_POSTERS).get(EVERY, ()):
        yield f"article/{key}"


def placards_of(
    catalogue: Catalogue, target: str, code: str, today: date
) -> tuple[Issue, tuple[Told, ...]] | None:
    """What hangs for a record and who issued it; None for what has no sheet."""
    record = target_of(catalogue, target)
    hung = _HUNG.get(target.partition("/")[0])
    if record is None or hung is None:
        return None
    told = hung.told(catalogue, record, today)
    return hung.issue(catalogue, record, code), tuple(t for t in told if t is not None)


def _by_hand(catalogue: Catalogue, key: str, today: date) -> CodePage:
    """A code of content/codes.yml: it outlives what it led to."""
    code = catalogue.codes[key]
    target = target_of(catalogue, code.target)
    hung = placards_of(catalogue, code.target, key, today)
    issue, told = hung or (_bare_issue(catalogue, code), ())
    issue = replace(
        issue,
        issuer=name_of(catalogue, code.issuer),
        issued_on=code.issued_on,
        valid_to=code.valid_to,
    )
    link = Link(target.name, address(target, catalogue.config)) if target else None
    withdrawn = code.status != "published"
    return _page(catalogue, code.name, issue, (told, link, withdrawn), today)


def _bare_issue(catalogue: Catalogue, code: Code) -> Issue:
    phone = office_phone(catalogue)
    return Issue(code=code.id, issuer="", issued_on=None, valid_to=None, phone=phone)


def _by_itself(catalogue: Catalogue, target: str, today: date) -> CodePage:
    hung = placards_of(catalogue, target, own_code(target), today)
    if hung is None:
        raise LookupError(f"nothing hangs for {target}")
    record: Any = target_of(catalogue, target)
    link = Link(record.name, address(record, catalogue.config))
    withdrawn = record.status == "withdrawn"
    return _page(catalogue, record.name, hung[0], (hung[1], link, withdrawn), today)


def _of_the_past(catalogue: Catalogue, old: str, today: date) -> CodePage:
    """Of a station that was merged into another: its cards may still hang."""
    move = catalogue.redirects[catalogue.ids_by(REDIRECTS_BY_OLD, old)[0]]
    found = moved_to(catalogue, move.target)
    link = Link(found.name, address(found, catalogue.config)) if found else None
    issue = Issue(
        code=own_code(old), issuer="", issued_on=None, valid_to=move.since, phone=""
    )
    return _page(catalogue, move.name, issue, ((), link, True), today)


def _of_a_board(catalogue: Catalogue, quiz_id: str, code: str, today: date) -> CodePage:
    quiz = catalogue.quizzes[quiz_id]
    told = of_boards.board_sheet(catalogue, quiz, code)
    link = Link(told.headline, board_address(code))
    withdrawn = quiz.status == "withdrawn"
    issue = of_boards.board_issue(catalogue, quiz, code)
    return _page(catalogue, told.headline, issue, ((told,), link, withdrawn), today)


def _page(
    catalogue: Catalogue,
    title: str,
    issue: Issue,
    hung: tuple[tuple[Told, ...], Link | None, bool],
    today: date,
) -> CodePage:
    """`hung`: the sheets, where more is told, and whether it was withdrawn."""
    told, link, withdrawn = hung
    last = issue.valid_to
    return CodePage(
        frame=Frame(
            title=f"短码 {issue.code}",
            head_title=f"短码 {issue.code}：{title}",
            description=title,
            crumbs=(HOME, CODES_HOME),
            no_index=True,
        ),
        code=issue.code,
        title=title,
        issuer=issue.issuer or catalogue.config.operator,
        issued_on=day(issue.issued_on) if issue.issued_on else "",
        valid_to=day(last) if last else "",
        until=_end_of(last) if last else "",
        genuine=not withdrawn and (last is None or today <= last),
        target=link,
        phone=issue.phone or office_phone(catalogue),
        placards=tuple(framed(catalogue, each, issue) for each in told),
    )


def _end_of(last: date) -> str:
    return datetime.combine(last, time(23, 59), tzinfo=CHINA).isoformat()
