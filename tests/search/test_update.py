"""A small edit mends the published index; the result is that of a cold build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from build_scripts.begin import build_seen, build_site
from build_scripts.engine.sight import look_around
from build_scripts.pages import theme_files
from build_scripts.pages.theme_files import Asset
from tests.catalogue_builders import (
    MATERIAL,
    SERVICE_PATH,
    TODAY,
    a_catalogue_folder,
    edited,
)

WORDS = "content/search_words.yml"


def index_of(site: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (site / "search").iterdir()}


def from_nothing(root: Path, folder: Path) -> dict[str, bytes]:
    """What a first build of the same content makes."""
    for name in ("content", "site_config.yml"):
        source = root / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    build_site(folder, folder / "site", TODAY)
    return index_of(folder / "site")


@pytest.mark.parametrize(
    "edit",
    [
        edited(SERVICE_PATH, "plain_name: ", "plain_name: 赶紧"),
        {"content/materials/another-card.yml": MATERIAL.replace("旧的", "别的")},
        {WORDS: "search_words:\n  - {id: x, name: 身份证, words: [派司]}\n"},
    ],
    ids=["other words", "a record more", "a search word"],
)
def test_after_an_edit_the_index_is_that_of_a_first_build(
    tmp_path: Path, edit: dict[str, str | bytes]
) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    before = index_of(root / "site")
    a_catalogue_folder(root, edit)
    report = build_site(root, root / "site", TODAY)

    after = index_of(root / "site")
    assert report.published
    assert after != before
    (tmp_path / "cold").mkdir()
    assert after == from_nothing(root, tmp_path / "cold")


def test_an_edit_that_changes_no_word_leaves_the_index_alone(tmp_path: Path) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    before = index_of(root / "site")
    a_catalogue_folder(root, edited(SERVICE_PATH, "visit_reason: ", "visit_reason: 要"))
    build_site(root, root / "site", TODAY)

    assert index_of(root / "site") == before


def test_a_new_script_is_asked_for_by_the_page_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    newer = Asset("assets/doorstep/search.0123456789.js", b"// newer")
    monkeypatch.setattr(theme_files, "search_script", lambda: newer)
    build_site(root, root / "site", TODAY)

    assert newer.url in (root / "site" / "search.html").read_text()
    assert (root / "site" / newer.url).read_bytes() == newer.content


def test_a_build_without_search_has_none_and_the_next_one_makes_it(
    tmp_path: Path,
) -> None:
    """Only `doorstep bench build` asks for it; nothing it leaves may mislead."""
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    before = index_of(root / "site")
    build_seen(root, root / "site", TODAY, look_around(root), search=False)
    assert not (root / "site" / "search").exists()

    build_site(root, root / "site", TODAY)

    assert index_of(root / "site") == before
