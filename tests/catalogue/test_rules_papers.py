"""K32x: laws, materials, articles, links and telephone numbers."""

from pathlib import Path

import pytest

from tests.catalogue_builders import (
    AGENCIES_PATH,
    ARTICLE_PATH,
    CONFIG_PATH,
    LAW_PATH,
    SERVICE_PATH,
    STATION_PATH,
    VILLAGE_PATH,
    edited,
    problems_of,
)
from tests.learning_files import ALERT_PATH, QUIZ_PATH, TERMS_PATH

MATERIAL_PATH = "content/materials/old-id-card.yml"
LIFE_EVENT_PATH = "content/life_events/moving.yml"


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "line"),
    [
        (MATERIAL_PATH, "source: applicant", "source: government", "K322", 3),
        (
            ARTICLE_PATH,
            'legal_basis:\n  - {law: id-card-law, article: "11"}\n',
            "",
            "K323",
            1,
        ),
        (ARTICLE_PATH, "publisher", "no_law_needed: true\npublisher", "K323", 7),
        (ARTICLE_PATH, "[到期前三个月能换]", "[一, 二, 三, 四]", "K324", 4),
        (ARTICLE_PATH, "publisher", "format: case\npublisher", "K324", 8),
        (LIFE_EVENT_PATH, "{service: id-card-renewal}", "{need: optional}", "K325", 8),
        (LIFE_EVENT_PATH, "renewal}", "renewal, offline: 找医院}", "K325", 8),
        (MATERIAL_PATH, "what:", "status: withdrawn\nwhat:", "K326", 2),
        (
            SERVICE_PATH,
            "{type: window}",
            '{type: window, url: "http://x.cn"}',
            "K327",
            24,
        ),
        (CONFIG_PATH, "county:", "site_url: https://a b\ncounty:", "K327", 5),
        (STATION_PATH, "0000-0000201", "0000 0000201", "K328", 7),
        (STATION_PATH, "0000-0000201", "0000201", "K328", 7),
        (VILLAGE_PATH, "0000-0000401", "总机", "K328", 10),
        (STATION_PATH, "0000-0000201", "0571-8765432", "K329", 7),
        (AGENCIES_PATH, "0000-0000104", "12345", "K329", 21),
    ],
)
def test_a_slip_is_refused_at_its_place(
    tmp_path: Path, path: str, old: str, new: str, code: str, line: int
) -> None:
    problems = [
        problem
        for problem in problems_of(tmp_path, edited(path, old, new))
        if problem.severity == "error"
    ]

    assert [(p.path, p.code, p.line) for p in problems] == [(path, code, line)]


@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        (
            "checked_on",
            "law_status: repealed\nsuccessor: mediation-law\nchecked_on",
            "error",
        ),
        ("2012-01-01", "2027-01-01", "error"),
        ("checked_on", "law_status: amended\nchecked_on", "warning"),
    ],
)
def test_a_citation_of_a_law_out_of_force_is_found_everywhere(
    tmp_path: Path, old: str, new: str, severity: str
) -> None:
    problems = problems_of(tmp_path, edited(LAW_PATH, old, new))

    assert {(p.code, p.severity) for p in problems} == {("K320", severity)}
    assert [p.path for p in problems] == [
        ALERT_PATH,
        "content/articles/qiaodong/renew-early-huanxi.md",
        ARTICLE_PATH,
        QUIZ_PATH,
        SERVICE_PATH,
        TERMS_PATH,
    ]


def test_a_repealed_law_names_its_successor(tmp_path: Path) -> None:
    files = edited(LAW_PATH, "checked_on", "law_status: repealed\nchecked_on")

    assert "K321" in {p.code for p in problems_of(tmp_path, files)}


def test_a_real_site_may_show_real_numbers(tmp_path: Path) -> None:
    files = {
        **edited(CONFIG_PATH, "demo: true", "site_url: https://jmk.example.gov.cn"),
        **edited(STATION_PATH, "0000-0000201", "0571-8765432"),
    }

    assert problems_of(tmp_path, files) == []


def test_a_case_made_anonymous_passes(tmp_path: Path) -> None:
    files = edited(
        ARTICLE_PATH, "publisher", "format: case\ncase_anonymised: true\npublisher"
    )

    assert problems_of(tmp_path, files) == []
