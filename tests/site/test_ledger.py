"""The register's figures and check codes on the public site."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from build_scripts.catalogue.loader import load_catalogue
from build_scripts.pages.ledger import figures_page, trail_page
from forms_app.disputes.published import figures
from forms_app.disputes.published import heads as published_heads
from forms_app.disputes.published.figures import Row
from forms_app.disputes.trail import Head
from tests import forms_builders
from tests.catalogue_builders import a_catalogue_folder
from tests.disputes_builders import the_catalogue as forms_catalogue
from tests.site_builders import a_catalogue, a_head


def test_the_county_comes_first_and_what_is_small_is_not_said() -> None:
    page = figures_page(a_catalogue())

    assert [line.name for line in page.lines] == ["全县", "桥东派出所"]
    assert page.lines[1].received == "31件"
    assert page.lines[1].median_days == "9天"
    assert page.lines[1].settled == page.lines[1].overrides == "不公布"
    assert page.until == "2026年11月21日"


def test_a_county_without_figures_has_the_page_all_the_same() -> None:
    empty = replace(a_catalogue(), figures={}, trail_heads={})

    assert figures_page(empty).lines == ()
    assert trail_page(empty).heads == ()


def test_the_newest_head_comes_first() -> None:
    heads = {key: a_head(id=key) for key in ("2026-11-19", "2026-11-21", "2026-11-20")}

    page = trail_page(replace(a_catalogue(), trail_heads=heads))

    assert [head.day for head in page.heads] == sorted(heads, reverse=True)


def test_what_the_forms_write_the_build_reads(tmp_path: Path) -> None:
    heads = {date(2026, 11, 21): Head(12, "ab" * 32)}
    row = Row(
        station="all",
        received=40,
        settled=None,
        median_days=9,
        content=90,
        overrides=None,
    )
    forms = forms_catalogue(forms_builders.a_published_site(tmp_path / "site"))
    files: dict[str, str | bytes] = {
        "content/trail_heads.yml": published_heads.write_heads(heads),
        "content/figures.yml": figures.written([row], forms, date(2026, 11, 22)),
    }

    catalogue, problems = load_catalogue(a_catalogue_folder(tmp_path, files))

    assert problems == []
    assert catalogue.trail_heads["2026-11-21"].line == 12
    found = catalogue.figures["all"]
    assert (found.received, found.settled, found.content) == (40, None, 90)
