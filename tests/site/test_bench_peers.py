"""What peers are handed: the same pages, from the same records."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
import yaml

from build_scripts.bench import ours
from build_scripts.bench.generate import generate
from build_scripts.bench.peers import hugo, mkdocs
from build_scripts.bench.peers.handed import hand_over, read_plan
from build_scripts.bench.peers.install import PeerMissing, environment
from build_scripts.pages.areas import AreaPage
from build_scripts.pages.articles import ArticlePage
from build_scripts.pages.guides import Guide
from build_scripts.pages.papers import LawPage, MaterialPage
from build_scripts.pages.stations import StationPage
from tests.catalogue_builders import a_catalogue_folder

TODAY = date(2026, 11, 22)
SHOWN = {
    "area": AreaPage,
    "article": ArticlePage,
    "law": LawPage,
    "material": MaterialPage,
    "service": Guide,
    "station": StationPage,
}
JOINED = {"key", "kind_id", "line", "own", "books", "kinds", "many", "up"}
"""What is handed over besides the fields of a page's context."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small generated project with its site."""
    folder = tmp_path_factory.mktemp("peers")
    room = ours.make_room(folder / "room")
    generate(room.project, 60, project=a_catalogue_folder(folder / "project"))
    ours.build(room)
    return room.project


def test_hugo_gets_every_record_as_yaml_and_pairs_services_with_stations_itself(
    built: Path, tmp_path: Path
) -> None:
    catalogue, plan = read_plan(built, TODAY)

    hugo.write_site(tmp_path, hand_over(catalogue, plan, TODAY), built / "site")

    for folder, table in (("services", catalogue.services), ("areas", catalogue.areas)):
        written = {file.stem for file in (tmp_path / "data" / folder).glob("*.yaml")}
        assert written == set(table) - {catalogue.config.county}
    station = yaml.safe_load((tmp_path / "data/stations/s0001.yaml").read_text("utf-8"))
    offered = {own.service for own in catalogue.stations["s0001"].offerings}
    assert set(station["own"]) == offered
    assert "offerings" not in station
    assert not (tmp_path / "content" / "offerings").exists()


def test_hugos_layouts_stand_inside_our_own_shell(built: Path, tmp_path: Path) -> None:
    catalogue, plan = read_plan(built, TODAY)

    hugo.write_site(tmp_path, hand_over(catalogue, plan, TODAY), built / "site")

    layout = (tmp_path / "layouts/offering/page.html").read_text("utf-8")
    assert layout.startswith("<!doctype html>")
    assert "Content-Security-Policy" in layout
    assert "frame-ancestors" not in layout
    assert f"{{{{ .Title }}}} - {catalogue.config.name}" in layout
    assert "@@ROOT@@" not in layout
    assert "doorstep:content" not in layout


@pytest.mark.parametrize("kind", sorted(SHOWN))
def test_a_layout_names_only_what_our_own_page_shows(kind: str) -> None:
    text = hugo.LAYOUTS.joinpath(f"{kind}.html").read_text(encoding="utf-8")
    named = set(re.findall(r"\$page\.([a-z_]+)", text))

    assert named
    assert named <= {field.name for field in fields(SHOWN[kind])} | JOINED


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
