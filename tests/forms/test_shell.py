"""The forms wear the site's own page."""

import os
from pathlib import Path

import pytest

from forms_app.shell import PublishedShells, ShellMissing
from tests.forms_builders import a_published_site


def test_links_lead_to_the_root_from_any_depth(tmp_path: Path) -> None:
    shell = PublishedShells(a_published_site(tmp_path)).current().section("booking")

    assert 'href="../../assets/' in shell.part(1, "../..")
    assert "@@ROOT@@" not in "".join(shell.part(n, ".") for n in range(4))


def test_the_desk_has_a_place_for_its_tabs(tmp_path: Path) -> None:
    assert (
        len(PublishedShells(a_published_site(tmp_path)).current().section("desk").parts)
        == 5
    )


def test_without_a_built_site_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(ShellMissing, match="doorstep build"):
        PublishedShells(tmp_path).current().section("booking")


def test_a_new_build_is_seen_and_a_broken_one_is_not_believed(tmp_path: Path) -> None:
    shells = PublishedShells(a_published_site(tmp_path))
    shells.current().section("home")
    about = tmp_path / "shell" / "shell.json"

    about.write_text(
        about.read_text().replace('"script": []', '"script": ["sha256-x"]')
    )
    assert "'sha256-x'" in shells.current().policy.header()

    for number, broken in enumerate(("{", "[]", "1", '{"sections": 1}'), start=1):
        about.write_text(broken)
        os.utime(about, ns=(number, number))
        assert "'sha256-x'" in shells.current().policy.header()


def test_a_section_that_changed_alone_is_seen(tmp_path: Path) -> None:
    """As in a folder that was swapped away, patched and swapped in again."""
    site = a_published_site(tmp_path)
    os.utime(site / "shell", ns=(1, 1))
    shells = PublishedShells(site)
    shells.current().section("home")
    file = site / "shell" / "home.html"
    text = file.read_text()

    file.unlink()
    file.write_text(text.replace("<body", "<body data-fresh"))

    parts = shells.current().section("home").parts
    assert "data-fresh" in "".join(parts)


def test_the_policy_never_allows_inline_code(tmp_path: Path) -> None:
    header = PublishedShells(a_published_site(tmp_path)).current().policy.header()

    assert "unsafe" not in header
    assert header.startswith("default-src 'none'")
