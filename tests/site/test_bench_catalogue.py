"""The catalogue of the benchmark: the same from the same seed, valid, of the size asked for."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from build_scripts.bench.basis import BasisRefused, Own, read_basis
from build_scripts.bench.dice import World
from build_scripts.bench.generate import generate
from build_scripts.bench.moved import moved_records
from build_scripts.bench.names import NamesRefused, Place, read_names
from build_scripts.bench.pages import OFFERING, kind_of
from build_scripts.bench.sites import kinds_of, share_out
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.check import check_catalogue
from build_scripts.catalogue.related import offerings
from build_scripts.cli import main
from build_scripts.pages.plan import plan_pages
from tests.catalogue_builders import ARTICLE, a_catalogue_folder

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).parents[2]


def a_project(folder: Path) -> Path:
    """A small project whose own content lends the laws and services."""
    return a_catalogue_folder(folder / "project")


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def checked(folder: Path) -> Catalogue:
    catalogue, problems = check_catalogue(folder, TODAY)
    assert [str(problem) for problem in problems] == []
    assert catalogue is not None
    return catalogue


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(
    tmp_path: Path,
) -> None:
    project = a_project(tmp_path)
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        generate(tmp_path / name, 60, seed, project=project)

    assert files_in(tmp_path / "one") == files_in(tmp_path / "again")
    assert files_in(tmp_path / "one") != files_in(tmp_path / "other")


def test_what_is_generated_passes_the_check_without_a_warning(tmp_path: Path) -> None:
    generate(tmp_path / "made", 60, project=a_project(tmp_path))

    checked(tmp_path / "made")


@pytest.mark.parametrize("pages", [300, 500])
def test_the_pages_are_as_many_as_asked_for_and_counted_by_kind(
    tmp_path: Path, pages: int
) -> None:
    mix = generate(tmp_path / "made", pages, project=a_project(tmp_path))

    catalogue = checked(tmp_path / "made")
    levels = Counter(area.level for area in catalogue.areas.values())
    planned = [p.url for p in plan_pages(catalogue, TODAY)]
    assert mix.pages == pytest.approx(pages, rel=0.02)
    assert mix.offerings == len(list(offerings(catalogue)))
    assert mix.villages == levels["village"] + levels["community"]
    assert mix.townships == levels["township"]
    assert mix.stations == len(catalogue.stations)
    assert mix.services == len(catalogue.services)
    assert mix.articles == len(catalogue.articles)
    assert mix.pages == pytest.approx(len(planned), abs=6)
    assert mix.offerings == sum(kind_of(url) == OFFERING for url in planned)


@pytest.mark.slow
def test_this_projects_own_content_can_be_grown(tmp_path: Path) -> None:
    mix = generate(tmp_path / "made", 1500, project=ROOT)

    _, problems = check_catalogue(tmp_path / "made", TODAY)
    assert not [problem for problem in problems if problem.severity == "error"]
    assert mix.pages == pytest.approx(1500, rel=0.02)
    assert mix.offerings > mix.pages * 0.6


def test_a_site_too_small_for_its_fixed_pages_still_hangs_together(
    tmp_path: Path,
) -> None:
    mix = generate(tmp_path / "made", 1, project=a_project(tmp_path))

    checked(tmp_path / "made")
    assert mix.villages == mix.townships > 0


@pytest.mark.parametrize(
    "given",
    [
        ["真山镇", "真水乡"],
        {"真山镇": ["一村", "二村"], "真水乡": []},
        [{"name": "真山镇", "children": [{"name": "一村"}]}, {"name": "真水乡"}],
    ],
)
def test_a_list_of_names_comes_first_in_each_of_its_forms(
    tmp_path: Path, given: object
) -> None:
    file = tmp_path / "names.json"
    file.write_text(json.dumps(given), encoding="utf-8")

    generate(tmp_path / "made", 60, 1, read_names(file), a_project(tmp_path))

    areas = checked(tmp_path / "made").areas.values()
    towns = [area.name for area in areas if area.level == "township"]
    assert towns[:2] == ["真山镇", "真水乡"]
    villages = [a.name for a in areas if a.level in ("village", "community")]
    assert ("一村" in villages) == ("一村" in str(given))


@pytest.mark.parametrize("text", ["{", "[]", '"甲镇"', "[1]", '{"甲镇": "一村"}'])
def test_a_file_that_is_no_list_of_names_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "names.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(NamesRefused):
        read_names(file)


def test_a_project_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    project = a_project(tmp_path)
    (project / "content/agencies.yml").write_text("agencies: [")

    with pytest.raises(BasisRefused, match=r"agencies\.yml 读不出来"):
        generate(tmp_path / "made", 60, project=project)


def test_what_hangs_on_a_place_of_the_project_is_mended_or_left_out(
    tmp_path: Path,
) -> None:
    project = a_catalogue_folder(
        tmp_path / "project",
        {
            "content/articles/from-a-station.md": ARTICLE.replace(
                "publisher: county-psb",
                "publisher: qiaodong-police-station\nrelated: [renew-early-huanxi]",
            ),
            "content/articles/for-a-township.md": ARTICLE.replace(
                "publisher:", "areas: [yunyu]\npublisher:"
            ),
        },
    )

    generate(tmp_path / "made", 60, project=project)

    articles = checked(tmp_path / "made").articles
    assert articles["from-a-station"].publisher == "county-psb"
    assert articles["from-a-station"].related == ()
    assert "for-a-township" not in articles
    assert "renew-early-huanxi" not in articles


def test_what_a_township_has_moves_to_every_tenth_generated_one(
    tmp_path: Path,
) -> None:
    own = Own(
        table="alerts",
        id="ferry",
        record={
            "name": "渡船停航",
            "areas": ["yunyu", "yunyu-yuwan"],
            "source": {"issuer": "yunyu-gov", "station": "yunyu-police-station"},
            "stops": [{"code": "yy01", "note": ""}],
        },
        moves={
            "yunyu": "area",
            "yunyu-yuwan": "area",
            "yunyu-gov": "agency",
            "yunyu-police-station": "police",
        },
    )
    basis = replace(read_basis(a_project(tmp_path)), own=[own])
    places = [Place(f"甲{n}镇", f"甲{n}", ()) for n in range(11)]
    towns = share_out(places, kinds_of(9))

    moved = dict(moved_records(basis, towns, World(1, basis.agencies)))

    assert list(moved) == ["alerts/t0001/ferry-t0001", "alerts/t0011/ferry-t0011"]
    assert moved["alerts/t0011/ferry-t0011"] == {
        "name": "渡船停航",
        "areas": ["t0011"],
        "source": {"issuer": "county-psb", "station": towns[10].stations["police"]},
        "stops": [{"code": "yy011", "note": ""}],
    }


def test_the_command_writes_one_to_look_at_and_tells_its_mix(tmp_path: Path) -> None:
    project = a_project(tmp_path)
    out = tmp_path / "made"
    command = ["bench", "catalogue", "--root", str(project), "--pages", "60"]

    first = CliRunner().invoke(main, [*command, "--out", str(out)])
    second = CliRunner().invoke(main, [*command, "--out", str(out)])

    planned = sum(1 for _ in plan_pages(checked(out), TODAY))
    assert f"一共 {planned} 页" in first.output
    assert second.exit_code == 1
    assert "已经有东西" in second.output
