"""What peers are handed: the same pages, from the same records."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from build_scripts.bench import ours
from build_scripts.bench.generate import generate
from build_scripts.bench.pages import kind_of
from build_scripts.bench.peers import hugo, mkdocs
from build_scripts.bench.peers.handed import MADE, hand_over, read_plan
from build_scripts.bench.peers.install import PeerMissing, environment
from tests.catalogue_builders import a_catalogue_folder

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small generated project with its site."""
    folder = tmp_path_factory.mktemp("peers")
    room = ours.make_room(folder / "room")
    generate(room.project, 60, project=a_catalogue_folder(folder / "project"))
    ours.build(room)
    return room.project


@pytest.fixture(scope="module")
def hugo_site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hugo")
    catalogue, plan = read_plan(built, TODAY)
    hugo.write_site(folder, hand_over(catalogue, plan, TODAY), built / "site")
    return folder


def test_hugo_gets_records_as_data_and_pairs_services_with_stations_itself(
    built: Path, hugo_site: Path
) -> None:
    catalogue, _ = read_plan(built, TODAY)
    for table in ("services", "stations", "areas", "articles", "materials"):
        written = {file.stem for file in (hugo_site / "data" / table).glob("*.yaml")}
        assert written == set(getattr(catalogue, table))
    station = yaml.safe_load((hugo_site / "data/stations/s0001.yaml").read_text())
    ours = catalogue.stations["s0001"]
    offered = [own.service for own in ours.offerings]
    assert [own["service"] for own in station["offerings"]] == offered
    assert station["hours"]["regular"][0]["days"] == list(ours.hours.regular[0].days)
    assert not (hugo_site / "content" / "offerings").exists()


def test_no_page_made_from_records_is_handed_over_finished(hugo_site: Path) -> None:
    finished = (hugo_site / "content" / "finished").glob("*.html")
    heads = [file.read_text("utf-8").split("---")[1] for file in finished]
    urls = {
        url for head in heads for url in re.findall(r'^url: "?/(\S+?)"?$', head, re.M)
    }
    assert "services/index.html" in urls
    assert not {kind_of(url) for url in urls - {"areas/index.html"}}.intersection(MADE)


def test_hugos_layouts_stand_inside_our_own_shell(built: Path, hugo_site: Path) -> None:
    catalogue, _ = read_plan(built, TODAY)
    layout = (hugo_site / "layouts/offering/page.html").read_text("utf-8")
    assert layout.startswith("<!doctype html>")
    assert "Content-Security-Policy" in layout
    assert "frame-ancestors" not in layout
    assert f"{{{{ .Title }}}} - {catalogue.config.name}" in layout
    assert "@@ROOT@@" not in layout
    assert "doorstep:content" not in layout


def test_a_layout_calls_only_partials_that_are_there() -> None:
    texts = [file.read_text("utf-8") for file in hugo.LAYOUTS.iterdir()]
    called = {
        name for t in texts for name in re.findall(r'partial(?:Cached)? "([^"]+)"', t)
    }
    defined = {
        name for t in texts for name in re.findall(r'define "_partials/([^"]+)"', t)
    }
    assert called <= defined


def test_mkdocs_gets_the_body_of_every_page_with_links_that_hold(
    built: Path, tmp_path: Path
) -> None:
    _, plan = read_plan(built, TODAY)

    mkdocs.write_site(tmp_path, plan)

    docs = {f.relative_to(tmp_path / "docs") for f in tmp_path.rglob("docs/**/*.md")}
    planned = {Path(p.url).with_suffix(".md") for p in plan if p.url != "404.html"}
    assert docs == planned
    offering = next(path for path in docs if len(path.parts) == 3)
    text = (tmp_path / "docs" / offering).read_text("utf-8")
    assert 'href="../../index.html"' in text
    assert "@@ROOT@@" not in text


@pytest.mark.slow
def test_a_peer_that_cannot_be_had_is_named_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)

    with pytest.raises(PeerMissing, match="装不上 hugo"):
        environment(tmp_path, "hugo", ("doorstep-no-such-peer",))
