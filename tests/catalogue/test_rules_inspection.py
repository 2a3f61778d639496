"""K396–K399, K404, K447, K452: what inspectors look for beside the elements themselves."""

from datetime import date
from pathlib import Path

import pytest

from tests.catalogue_builders import (
    ARTICLE_PATH,
    CONFIG_PATH,
    LAW_PATH,
    SERVICE_PATH,
    STATION_PATH,
    edited,
    problems_of,
)


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "line"),
    [
        (CONFIG_PATH, "身份证}", "身份证, audience: [business]}", "K396", 8),
        (SERVICE_PATH, "kind: confirmation", "kind: licence", "K397", 5),
        (LAW_PATH, "checked_on", "changes_on: 2026-11-22\nchecked_on", "K399", 5),
        (SERVICE_PATH, ", sample: 一张卡", "", "K447", 29),
        (SERVICE_PATH, "身份证快过期了", "要过诉讼时效了", "K452", 4),
    ],
)
def test_what_should_be_better_is_a_warning(
    tmp_path: Path, path: str, old: str, new: str, code: str, line: int
) -> None:
    (problem,) = problems_of(tmp_path, edited(path, old, new))

    assert (problem.code, problem.line, problem.severity) == (code, line, "warning")


@pytest.mark.parametrize(
    ("fields", "fits"),
    [
        ("online_depth: 2\nvisits: 1", False),
        ("online_depth: 2\nchannels: [{type: online}]\nvisits: 2", True),
        ("online_depth: 3\nchannels: [{type: app}]\nvisits: 1", True),
        ("online_depth: 3\nchannels: [{type: app}]\nvisits: 2", False),
        ("online_depth: 4\nchannels: [{type: online}]\nvisits: 1", False),
        ("channels: [{type: online}]\nvisits: 1", True),
    ],
)
def test_how_far_online_fits_the_visits(
    tmp_path: Path, fields: str, fits: bool
) -> None:
    service = str(edited(SERVICE_PATH, "visits: 1", fields)[SERVICE_PATH])
    if "channels" in fields:
        service = service.replace("channels:\n  - {type: window}\n", "", 1)
    found = [problem.code for problem in problems_of(tmp_path, {SERVICE_PATH: service})]
    assert found == ([] if fits else ["K313"])


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (CONFIG_PATH, "身份证}", "身份证, audience: [person]}"),
        (
            SERVICE_PATH,
            "kind: confirmation",
            "faq: [{question: 要照相吗？, answer: 窗口照。}]\nkind: licence",
        ),
        (LAW_PATH, "checked_on", "changes_on: 2026-11-23\nchecked_on"),
        (STATION_PATH, "kind: police", "review_by: 2026-12-01\nkind: police"),
        (STATION_PATH, "reviewed_on: 2026-11-01", "reviewed_on: 2025-11-22"),
    ],
)
def test_what_is_well_is_not_mentioned(
    tmp_path: Path, path: str, old: str, new: str
) -> None:
    assert problems_of(tmp_path, edited(path, old, new)) == []


@pytest.mark.parametrize(
    ("dates", "line"),
    [("review_by: 2026-05-25", 23), ("reviewed_on: 2025-11-21", 23), ("", 1)],
    ids=["long overdue", "a year ago", "nobody knows when"],
)
def test_hours_nobody_checked_for_too_long_stop_the_build(
    tmp_path: Path, dates: str, line: int
) -> None:
    files = edited(STATION_PATH, "reviewed_on: 2026-11-01", dates)
    found = {(p.code, p.line, p.severity) for p in problems_of(tmp_path, files)}

    assert ("K398", line, "error") in found


def test_half_a_year_of_grace_is_a_warning_only(tmp_path: Path) -> None:
    files = edited(STATION_PATH, "kind: police", "review_by: 2026-05-26\nkind: police")
    found = problems_of(tmp_path, files, today=date(2026, 11, 22))

    assert [(p.code, p.severity) for p in found] == [("K365", "warning")]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("被告，王小红（女，12岁）说", True),
        ("学生，陈浩(9岁)说", True),
        ("有一天，小明（12岁）说", False),
        ("有一天，张某（15岁）说", False),
        ("有一天，王大力（42岁）说", False),
    ],
)
def test_a_child_is_never_named(tmp_path: Path, words: str, named: bool) -> None:
    files = edited(ARTICLE_PATH, "身份证快到期了", words)
    found = [(p.code, p.line, p.severity) for p in problems_of(tmp_path, files)]

    assert found == ([("K404", 13, "error")] if named else [])
