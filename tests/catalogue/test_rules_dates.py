"""K36x: the working calendar and what has become old."""

from datetime import date
from pathlib import Path

import pytest

from tests.catalogue_builders import (
    ARTICLE_PATH,
    CALENDAR_PATH,
    SERVICE_PATH,
    edited,
    problems_of,
)

NEXT_YEAR = "year: 2027\nprovisional: true\nsource: 法定节日\nholidays:\n  - {name: 元旦, start: 2027-01-01, end: 2027-01-01}\n"


@pytest.mark.parametrize(
    ("today", "severities"),
    [
        (date(2026, 11, 30), []),
        (date(2026, 12, 1), ["warning"]),
        (date(2026, 12, 19), ["warning"]),
        (date(2026, 12, 20), ["error"]),
        (date(2027, 1, 1), ["error"]),
    ],
)
def test_next_years_calendar_is_asked_for_in_december(
    tmp_path: Path, today: date, severities: list[str]
) -> None:
    problems = problems_of(tmp_path, today=today)

    assert [p.severity for p in problems if p.code == "K360"] == severities
    files: dict[str, str | bytes] = {"content/calendar/2027.yml": NEXT_YEAR}
    later = problems_of(tmp_path, files, today=today)
    assert [p for p in later if p.code == "K360"] == []


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("year: 2026", "year: 2025", "K361", 1),
        ("end: 2026-09-27", "end: 2029-09-27", "K361", 9),
        ("end: 2026-04-06", "end: 2026-04-03", "K362", 6),
        ("end: 2026-09-27", "end: 2026-10-02", "K362", 10),
        ("end: 2026-04-06", "end: 2026-04-30", "K362", 6),
        ("makeup: [2026-05-09]", "makeup: [2026-05-08]", "K363", 7),
        ("makeup: [2026-05-09]", "makeup: [2026-05-02]", "K363", 7),
    ],
)
def test_a_calendar_that_cannot_be_right_is_refused(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    problems = problems_of(tmp_path, edited(CALENDAR_PATH, old, new))

    assert (code, line) in [(p.code, p.line) for p in problems]
    assert all(p.severity == "error" for p in problems)


def test_an_expired_article_is_a_warning(tmp_path: Path) -> None:
    files = edited(ARTICLE_PATH, "expires: 2028-11-01", "expires: 2026-11-21")
    (problem,) = problems_of(tmp_path, files)

    assert (problem.code, problem.line, problem.severity) == ("K364", 10, "warning")


def test_the_last_day_of_an_article_is_not_expired(tmp_path: Path) -> None:
    files = edited(ARTICLE_PATH, "expires: 2028-11-01", "expires: 2026-11-22")

    assert problems_of(tmp_path, files) == []


def test_an_article_cannot_expire_before_it_appears(tmp_path: Path) -> None:
    files = edited(ARTICLE_PATH, "expires: 2028-11-01", "expires: 2025-11-01")
    (problem,) = problems_of(tmp_path, files)

    assert (problem.code, problem.severity) == ("K364", "error")


@pytest.mark.parametrize(
    ("field", "codes"),
    [
        ("review_by: 2026-11-21", ["K365"]),
        ("review_by: 2026-11-22", []),
        ("reviewed_on: 2026-12-01", ["K365"]),
        ("reviewed_on: 2026-11-22", []),
    ],
)
def test_an_overdue_review_is_a_warning(
    tmp_path: Path, field: str, codes: list[str]
) -> None:
    files = edited(SERVICE_PATH, "visits: 1", f"{field}\nvisits: 1")
    problems = problems_of(tmp_path, files)

    assert [p.code for p in problems] == codes
    assert all(p.severity == "warning" for p in problems)
