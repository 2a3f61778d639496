"""K2xx, each shown failing; the sample shows them passing."""

from pathlib import Path

import pytest

from tests import catalogue_builders as sample
from tests.catalogue_builders import (
    AGENCIES_PATH,
    ARTICLE_PATH,
    CONFIG_PATH,
    SERVICE_PATH,
    STATION_PATH,
    TOWNSHIP_ARTICLE_PATH,
    VILLAGE_PATH,
    edited,
    problems_of,
)

TOWNSHIP_PATH = "content/areas/qiaodong/qiaodong.yml"
LIFE_EVENT_PATH = "content/life_events/moving.yml"
DISPUTES_PATH = "content/dispute_types.yml"


def test_the_sample_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "line", "guess"),
    [
        (
            SERVICE_PATH,
            "_agency: county-psb",
            "_agency: conty-psb",
            "K201",
            9,
            "county-psb",
        ),
        (
            VILLAGE_PATH,
            "agency: county-psb",
            "agency: count-psb",
            "K201",
            8,
            "county-psb",
        ),
        (AGENCIES_PATH, 'parent: ""', "parent: nobody", "K201", 17, ""),
        (STATION_PATH, "[qiaodong]", "[qiaodon]", "K202", 4, "qiaodong"),
        (CONFIG_PATH, "hechuan", "hechuan-x", "K202", 5, "hechuan"),
        (
            TOWNSHIP_PATH,
            "justice: qiaodong-",
            "justice: qiadong-",
            "K203",
            7,
            "qiaodong-justice-office",
        ),
        (STATION_PATH, "service: id-card-renewal", "service: passport", "K204", 13, ""),
        (
            STATION_PATH,
            "services: [id-card-renewal]",
            "services: [id-card-renewl]",
            "K204",
            18,
            "id-card-renewal",
        ),
        (
            LIFE_EVENT_PATH,
            "id-card-renewal",
            "id-card-renewel",
            "K204",
            8,
            "id-card-renewal",
        ),
        (SERVICE_PATH, "old-id-card", "old-card", "K205", 16, "old-id-card"),
        (SERVICE_PATH, "id-card-law", "id-card-lau", "K206", 11, "id-card-law"),
        (DISPUTES_PATH, "mediation-law", "meditation-law", "K206", 14, "mediation-law"),
        (
            LIFE_EVENT_PATH,
            "service: id-card-renewal",
            "article: renew-erly",
            "K208",
            8,
            "renew-early",
        ),
        (SERVICE_PATH, "topic: id-card", "topic: id-crad", "K209", 8, "id-card"),
        (
            CONFIG_PATH,
            "service/id-card-renewal",
            "service/id-card-renewl",
            "K210",
            10,
            "service/id-card-renewal",
        ),
        (
            CONFIG_PATH,
            "service/id-card-renewal",
            "job/id-card-renewal",
            "K210",
            10,
            "dispute_type/",
        ),
        (
            ARTICLE_PATH,
            "publisher: county-psb",
            "publisher: county-pbs",
            "K215",
            8,
            "county-psb",
        ),
        (SERVICE_PATH, "visits: 1", "owner: nobody\nvisits: 1", "K215", 21, ""),
        (
            SERVICE_PATH,
            "visits: 1",
            "related: [renew-eraly]\nvisits: 1",
            "K216",
            21,
            "renew-early",
        ),
        (CONFIG_PATH, '"110"', '"119"', "K217", 12, ""),
        (AGENCIES_PATH, '"110"', '"111"', "K217", 9, ""),
    ],
)
def test_an_id_nobody_has_is_named_with_a_guess(
    tmp_path: Path, path: str, old: str, new: str, code: str, line: int, guess: str
) -> None:
    problems = problems_of(tmp_path, edited(path, old, new))

    assert (path, line, code) in [(p.path, p.line, p.code) for p in problems]
    named = next(p for p in problems if (p.path, p.code) == (path, code))
    assert guess in named.hint_zh


def test_a_cited_article_without_a_gist_is_a_warning(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, edited(SERVICE_PATH, '"11"', '"12"'))

    assert (problem.code, problem.line, problem.severity) == ("K207", 11, "warning")


def test_parents_in_a_loop_are_found(tmp_path: Path) -> None:
    loop = {
        **edited("content/areas/hechuan.yml", "county", "county\nparent: qiaodong"),
    }
    codes = [problem.code for problem in problems_of(tmp_path, loop)]

    assert codes.count("K211") == 2


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (VILLAGE_PATH, "parent: qiaodong\n", "parent: hechuan\n"),
        (VILLAGE_PATH, "parent: qiaodong\n", ""),
        (VILLAGE_PATH, "level: village", "level: county"),
    ],
)
def test_an_area_stands_under_the_right_level(
    tmp_path: Path, path: str, old: str, new: str
) -> None:
    codes = [problem.code for problem in problems_of(tmp_path, edited(path, old, new))]

    assert "K212" in codes


def test_a_township_names_its_three_stations(tmp_path: Path) -> None:
    without = sample.TOWNSHIP.split("stations:")[0]
    (problem,) = problems_of(tmp_path, {TOWNSHIP_PATH: without})

    assert problem.code == "K213"


@pytest.mark.parametrize(
    ("files", "path"),
    [
        (
            edited(TOWNSHIP_ARTICLE_PATH, "[qiaodong-huanxi]", "[yunyu]"),
            TOWNSHIP_ARTICLE_PATH,
        ),
        (
            edited(TOWNSHIP_ARTICLE_PATH, "[qiaodong-huanxi]", "[qiaodong, hechuan]"),
            TOWNSHIP_ARTICLE_PATH,
        ),
        (
            edited(TOWNSHIP_ARTICLE_PATH, "areas: [qiaodong-huanxi]\n", ""),
            TOWNSHIP_ARTICLE_PATH,
        ),
        (
            {"content/articles/nowhere/x.md": sample.ARTICLE},
            "content/articles/nowhere/x.md",
        ),
        (
            {
                "content/areas/yunyu/stolen.yml": sample.VILLAGE.replace(
                    "01001", "01002"
                ),
            },
            "content/areas/yunyu/stolen.yml",
        ),
    ],
)
def test_a_townships_folder_holds_only_its_own(
    tmp_path: Path, files: dict[str, str | bytes], path: str
) -> None:
    problems = problems_of(tmp_path, files)

    assert [(p.path, p.code) for p in problems] == [(path, "K214")]


def test_a_link_to_a_draft_is_a_warning(tmp_path: Path) -> None:
    draft = edited(SERVICE_PATH, "plain_name", "status: draft\nplain_name")
    problems = problems_of(tmp_path, draft)

    assert {p.code for p in problems} == {"K218"}
    assert {p.severity for p in problems} == {"warning"}


def test_a_kind_not_yet_written_is_said_once(tmp_path: Path) -> None:
    root = sample.a_catalogue_folder(tmp_path)
    (root / SERVICE_PATH).unlink()
    codes = [p.code for p in sample.check_catalogue(root, sample.TODAY)[1]]

    assert codes.count("K204") == 1
