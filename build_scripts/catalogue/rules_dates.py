"""K36x: the working calendar, and what has become old.  `today` is handed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath

from build_scripts.catalogue.calendar_years import LONGEST_HOLIDAY, days_of
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.folder import CONTENT
from build_scripts.catalogue.model import CalendarYear
from build_scripts.catalogue.walk import pointer_to
from build_scripts.catalogue.windows import window_of
from build_scripts.problems import Problem, Severity
from build_scripts.shared.working_days import SATURDAY

WARN_FROM = (12, 1)
FAIL_FROM = (12, 20)


def this_year_and_next_are_entered(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K360: the working calendar of this year or, in December, of the next is missing.

    缺少工作日历。明年的从 12 月 1 日起提醒，12 月 20 日起不能再生成网站；
    通知没出来时，可以先按法定节日写，加上 provisional: true。
    """
    if today.year not in catalogue.calendar_years:
        yield _no_calendar(today.year, "error")
    now = (today.month, today.day)
    if now >= WARN_FROM and today.year + 1 not in catalogue.calendar_years:
        yield _no_calendar(today.year + 1, "error" if now >= FAIL_FROM else "warning")


def calendar_files_hold_their_own_year(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K361: the year in a calendar file is not the year of its name, or dates of
    another year stand in it.

    日历文件里的年份、日期要和文件名一致。
    """
    for year in catalogue.calendar_years.values():
        if PurePosixPath(year.path).stem != str(year.year):
            yield _problem(
                year,
                "K361",
                "year",
                ("年份和文件名不一致", "year and file name differ"),
            )
        for index, span in enumerate(year.holidays):
            days = (span.start, span.end, *span.makeup)
            if any(day.year not in (year.year - 1, year.year) for day in days):
                yield _problem(
                    year,
                    "K361",
                    f"holidays/{index}",
                    ("日期不在这一年", "a date of another year"),
                )


def holidays_are_in_order(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K362: a holiday ends before it begins, is far too long, or overlaps another.

    放假的开始和结束写反了、太长了，或者两个假期重叠。
    """
    for year in catalogue.calendar_years.values():
        taken: set[date] = set()
        for index, span in enumerate(year.holidays):
            length = (span.end - span.start).days + 1
            days = set(days_of(span.start, span.end))
            if not 1 <= length < LONGEST_HOLIDAY or days & taken:
                yield _problem(
                    year,
                    "K362",
                    f"holidays/{index}",
                    ("放假日期写反、太长或者重叠", "the span is reversed or overlaps"),
                )
            taken |= days


def makeup_days_are_weekend_days(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K363: a make-up workday is not a Saturday or Sunday, or lies in a holiday.

    调休上班的日子只能是周六、周日，而且不在假期里。
    """
    for year in catalogue.calendar_years.values():
        off = {d for span in year.holidays for d in days_of(span.start, span.end)}
        for index, span in enumerate(year.holidays):
            for number, day in enumerate(span.makeup):
                if day.weekday() < SATURDAY or day in off:
                    yield _problem(
                        year,
                        "K363",
                        f"holidays/{index}/makeup/{number}",
                        (
                            f"{day} 不是周末，或者正在放假，不能是调休上班日",
                            f"{day} is not a free weekend day",
                        ),
                    )


def expired_articles_are_looked_at(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K364: an article has expired (warning) or expires before it is published.

    文章过期了，请核对后改日期，或者撤下。
    """
    for article in catalogue.articles.values():
        reversed_ = article.expires <= article.published_on
        if reversed_ or (article.status == "published" and article.expires < today):
            yield Problem(
                article.path,
                code="K364",
                pointer="expires",
                zh="过期日期早于发布日期" if reversed_ else "这篇文章已经过期",
                en="expires before it is published" if reversed_ else "has expired",
                hint_zh="请核对内容，改过期日期，或者把状态改成 withdrawn",
                hint_en="check it, then change the date or withdraw it",
                severity="error" if reversed_ else "warning",
            )


def records_are_reviewed_in_time(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K365: the next review is overdue (warning), or dates of reviews are odd.

    该核对的内容过了期限，请核对后改日期。
    """
    for record in catalogue.records():
        over = window_of(record)[1] < today  # nobody sees it any more
        if record.review_by and record.review_by < today and not over:
            yield Problem(
                record.path,
                code="K365",
                pointer=pointer_to(record, "review_by"),
                zh="过了核对期限",
                en="the review is overdue",
                hint_zh="请核对内容，再改 reviewed_on 和 review_by",
                hint_en="check it, then change both dates",
                severity="warning",
            )
        if record.reviewed_on and record.reviewed_on > today + timedelta(days=1):
            yield Problem(
                record.path,
                code="K365",
                pointer=pointer_to(record, "reviewed_on"),
                zh="核对日期还没有到",
                en="the review lies in the future",
                hint_zh="请写真正核对的那一天",
                severity="warning",
            )


RULES = (
    this_year_and_next_are_entered,
    calendar_files_hold_their_own_year,
    holidays_are_in_order,
    makeup_days_are_weekend_days,
    expired_articles_are_looked_at,
    records_are_reviewed_in_time,
)


def _no_calendar(year: int, severity: Severity) -> Problem:
    return Problem(
        f"{CONTENT}/calendar/{year}.yml",
        1,
        1,
        code="K360",
        zh=f"还没有 {year} 年的工作日历",
        en=f"there is no working calendar for {year}",
        hint_zh="照国务院办公厅的放假通知写；通知没出来先写法定节日，加 provisional: true",
        hint_en="enter the State Council's notice, or a provisional table",
        severity=severity,
    )


def _problem(
    year: CalendarYear, code: str, pointer: str, sentence: tuple[str, str]
) -> Problem:
    return Problem(
        year.path,
        code=code,
        pointer=pointer,
        zh=sentence[0],
        en=sentence[1],
        hint_zh="请对照国务院办公厅的放假通知",
        hint_en="compare the State Council's notice",
    )
