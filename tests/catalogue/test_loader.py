"""Walking content/: what is read, in which order, and what is out of place."""

import os
from io import FileIO
from pathlib import Path

import pytest

from build_scripts.catalogue.catalogue import RECORD_TABLES
from build_scripts.catalogue.loader import load_catalogue
from tests import catalogue_builders as sample


def codes(root: Path) -> list[tuple[str, str]]:
    _, problems = load_catalogue(root)
    return [(problem.path, problem.code) for problem in problems]


def test_the_sample_is_read_whole(tmp_path: Path) -> None:
    catalogue, problems = load_catalogue(sample.a_catalogue_folder(tmp_path))

    assert problems == []
    assert catalogue is not None
    assert list(catalogue.areas) == ["hechuan", "qiaodong-huanxi", "qiaodong", "yunyu"]
    assert list(catalogue.agencies) == ["county-psb", "county-justice"]
    assert catalogue.services["id-card-renewal"].path == sample.SERVICE_PATH
    assert catalogue.services["id-card-renewal"].promised_limit.n == 20
    assert catalogue.articles["renew-early"].body.startswith("\n身份证快到期了")
    assert catalogue.calendar.years == {2026: False}
    assert len(catalogue.calendar.makeup_workdays) == 6


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    root = sample.a_catalogue_folder(tmp_path)

    first, problems = load_catalogue(root)
    again, again_problems = load_catalogue(root)
    assert problems == again_problems
    for table in (*RECORD_TABLES, "config", "calendar"):
        assert getattr(first, table) == getattr(again, table)


def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    root = sample.a_catalogue_folder(tmp_path / "project")
    secret = tmp_path / "secret.yml"
    secret.write_text(sample.MATERIAL, encoding="utf-8")
    (root / "content/materials/linked.yml").symlink_to(secret)
    (root / "content/laws/folder").symlink_to(tmp_path)

    assert codes(root) == [
        ("content/laws/folder", "K031"),
        ("content/materials/linked.yml", "K031"),
    ]


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    root = sample.a_catalogue_folder(tmp_path)
    os.mkfifo(root / "content/laws/pipe.yml")

    assert codes(root) == [("content/laws/pipe.yml", "K031")]


def test_a_file_of_one_byte_too_many_is_refused_not_cut(tmp_path: Path) -> None:
    root = sample.a_catalogue_folder(tmp_path)
    file = root / sample.SERVICE_PATH
    words = file.read_bytes()
    file.write_bytes(words + b"#" * (256 * 1024 - len(words)))

    assert codes(root) == []
    file.write_bytes(file.read_bytes() + b"#")
    assert codes(root) == [(sample.SERVICE_PATH, "K001")]


def test_a_file_that_cannot_be_opened_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample.a_catalogue_folder(tmp_path)

    def guarded(place: str) -> FileIO:
        if place.endswith("about.md"):
            raise PermissionError(13, "Permission denied")
        return FileIO(place)

    monkeypatch.setattr("build_scripts.catalogue.loader.FileIO", guarded)

    assert codes(root) == [("content/pages/about.md", "K036")]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("content/services/more.yaml", "K032"),
        ("content/services/notes.txt", "K032"),
        ("content/articles/x.yml", "K032"),
        ("content/hotlines.yaml", "K032"),
        ("content/servces/x.yml", "K033"),
        ("content/readme.txt", "K033"),
        ("content/services/county/x.yml", "K033"),
        ("content/services/Id_Card.yml", "K110"),
        ("content/areas/qiaodong/deep/x.yml", "K033"),
    ],
)
def test_a_file_out_of_place_is_reported(tmp_path: Path, path: str, code: str) -> None:
    root = sample.a_catalogue_folder(tmp_path, {path: "name: 甲\n"})

    assert codes(root) == [(path, code)]


def test_a_misspelt_folder_brings_a_guess(tmp_path: Path) -> None:
    root = sample.a_catalogue_folder(tmp_path, {"content/servces/x.yml": "a: 1\n"})

    assert "services/" in load_catalogue(root)[1][0].hint_zh


def test_hidden_files_are_nobodys_business(tmp_path: Path) -> None:
    root = sample.a_catalogue_folder(tmp_path, {"content/services/.x.yml.swp": "?"})

    assert codes(root) == []


def test_an_id_is_given_once(tmp_path: Path) -> None:
    twice = {
        "content/areas/yunyu/qiaodong-huanxi.yml": sample.VILLAGE,
        **sample.edited(sample.AGENCIES_PATH, "county-justice", "county-psb"),
    }
    root = sample.a_catalogue_folder(tmp_path, twice)

    assert codes(root) == [
        (sample.AGENCIES_PATH, "K034"),
        ("content/areas/yunyu/qiaodong-huanxi.yml", "K034"),
    ]


def test_without_content_or_settings_there_is_a_sentence(tmp_path: Path) -> None:
    assert codes(tmp_path) == [("content", "K035"), ("site_config.yml", "K035")]


def test_a_register_holds_one_list(tmp_path: Path) -> None:
    root = sample.a_catalogue_folder(
        tmp_path,
        {
            sample.AGENCIES_PATH: f"{sample.AGENCIES}extra: 1\n",
            "content/hotlines.yml": "hotlines: 110\n",
        },
    )

    assert codes(root) == [
        (sample.AGENCIES_PATH, "K037"),
        ("content/hotlines.yml", "K037"),
    ]


def test_problems_of_all_files_come_together(tmp_path: Path) -> None:
    root = sample.a_catalogue_folder(
        tmp_path,
        {
            **sample.edited(sample.SERVICE_PATH, "kind: confirmation", "kind: sport"),
            **sample.edited(sample.STATION_PATH, "seats: 2", "seats: 两个"),
            **sample.edited(sample.CONFIG_PATH, "demo: true", "demo: maybe"),
        },
    )

    assert codes(root) == [
        (sample.CONFIG_PATH, "K103"),
        (sample.SERVICE_PATH, "K103"),
        (sample.STATION_PATH, "K104"),
    ]


def test_a_broken_file_causes_no_dangling_ids(tmp_path: Path) -> None:
    broken = {
        **sample.edited(sample.SERVICE_PATH, "visits: 1", "visits: 一次"),
        **sample.edited("content/hotlines.yml", "hours: 全天", "hours: [全天]"),
        **sample.edited(sample.LAW_PATH, "level: law", "level: &x law"),
    }
    problems = sample.problems_of(tmp_path, broken)

    assert [problem.code for problem in problems] == ["K107", "K008", "K104"]


def test_an_unreadable_register_causes_no_dangling_ids(tmp_path: Path) -> None:
    problems = sample.problems_of(tmp_path, {sample.AGENCIES_PATH: "agencies: ["})

    assert [(p.path, p.code) for p in problems] == [(sample.AGENCIES_PATH, "K011")]


def test_broken_settings_do_not_hide_other_problems(tmp_path: Path) -> None:
    broken = {
        **sample.edited(sample.CONFIG_PATH, "county: hechuan", "country: hechuan"),
        **sample.edited(sample.SERVICE_PATH, "visits: 1", "visits: 一次"),
    }
    problems = sample.problems_of(tmp_path, broken)

    assert [problem.code for problem in problems] == ["K104", "K102"]


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (sample.STATION_PATH, "kind: police_station", "kind: police", "K103"),
        (sample.CALENDAR_PATH, "year: 2026", "year: 今年", "K104"),
        ("content/hotlines.yml", "urgent: true", "urgent: very", "K103"),
    ],
)
def test_a_broken_file_is_the_only_problem(
    tmp_path: Path, path: str, old: str, new: str, code: str
) -> None:
    problems = sample.problems_of(tmp_path, sample.edited(path, old, new))

    assert [(p.path, p.code) for p in problems] == [(path, code)]
