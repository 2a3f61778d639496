"""The whole build, from a project folder to the swapped site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import get_args, get_origin

import pytest
from msgspec.structs import fields, replace

from build_scripts.begin import build_site
from build_scripts.catalogue.catalogue import RECORD_TABLES, Catalogue
from build_scripts.catalogue.public import public_catalogue
from build_scripts.pages.context import Page
from build_scripts.pages.render import Renderer
from build_scripts.pages.shell import Shells
from tests.catalogue_builders import (
    ARTICLE_PATH,
    SERVICE_PATH,
    TODAY,
    a_catalogue_folder,
    edited,
)
from tests.learning_builders import an_alert, at
from tests.learning_files import ALERT_PATH
from tests.picture_builders import a_picture
from tests.record_builders import a_config
from tests.site.rebuilding import files
from tests.site_builders import a_catalogue, a_site


def test_a_build_publishes_the_site_and_counts_it(tmp_path: Path) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    report = build_site(root, root / "site", TODAY)
    assert report.published
    assert report.pages > 20
    assert report.written > report.pages
    assert (root / "site" / "services" / "id-card-renewal.html").is_file()
    assert (root / "site" / "shell" / "desk.html").is_file()


def test_whoever_waits_is_told_of_pages_made_not_of_other_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = (f"content/images/qiaodong/p{number}.png" for number in range(9))
    pictures: dict[str, str | bytes] = {place: a_picture("PNG") for place in places}
    root = a_catalogue_folder(tmp_path / "project", pictures)
    made: list[str] = []
    told: list[tuple[int, int, int]] = []
    real = Renderer.files

    def note(self: Renderer, page: Page) -> Iterator[tuple[str, bytes]]:
        made.append(page.url)
        return real(self, page)

    monkeypatch.setattr(Renderer, "files", note)
    report = build_site(
        root, root / "site", TODAY, lambda *said: told.append((*said, len(made)))
    )

    assert len(told) > 5
    assert told[-1][0] == report.pages
    for done, to_do, so_far in told:
        assert (done, to_do) == (so_far, report.pages)


def test_building_again_changes_nothing(tmp_path: Path) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    before = files(root / "site")
    report = build_site(root, root / "site", TODAY)
    assert report.written == 0
    assert files(root / "site") == before


def test_an_error_in_the_content_leaves_the_old_site_untouched(tmp_path: Path) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    before, target = files(root / "site"), (root / "site").resolve()
    a_catalogue_folder(root, edited(SERVICE_PATH, "kind: confirmation", "kind: magic"))
    report = build_site(root, root / "site", TODAY)
    assert not report.published
    assert any(problem.severity == "error" for problem in report.problems)
    assert (root / "site").resolve() == target
    assert files(root / "site") == before


def test_a_bug_while_rendering_leaves_the_old_site_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    before = files(root / "site")
    a_catalogue_folder(root, edited(SERVICE_PATH, "name: ", "name: 快速"))

    def fail(self: Renderer, page: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Renderer, "files", fail)
    with pytest.raises(ZeroDivisionError):
        build_site(root, root / "site", TODAY)
    assert files(root / "site") == before
    monkeypatch.undo()
    assert build_site(root, root / "site", TODAY).written


def test_what_fails_after_the_swap_leaves_the_new_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while old builds are swept out must not sweep out the one in use."""
    root = a_catalogue_folder(tmp_path / "project")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("build_scripts.output.SiteWriter._sweep", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build_site(root, root / "site", TODAY)
    assert (root / "site" / "index.html").is_file()


def test_a_first_build_that_fails_publishes_nothing(tmp_path: Path) -> None:
    report = build_site(tmp_path, tmp_path / "site", TODAY)
    assert not report.published
    assert not (tmp_path / "site").exists()


def test_drafts_appear_nowhere(shells: Shells) -> None:
    catalogue = a_catalogue()
    draft = replace(catalogue.services["id-card-renewal"], status="draft")
    hidden = public_catalogue(
        replace(catalogue, services={"id-card-renewal": draft}), TODAY
    )
    site = a_site(hidden, shells)
    assert "services/id-card-renewal.html" not in site.files
    for url, content in site.files.items():
        assert b"services/id-card-renewal" not in content, url


def test_no_table_is_forgotten() -> None:
    tables = [
        f.name
        for f in fields(Catalogue)
        if get_origin(f.type) is Mapping and get_args(f.type)[0] is str
    ]

    assert tuple(tables) == RECORD_TABLES


def test_a_draft_of_any_type_is_left_out() -> None:
    catalogue = a_catalogue()
    tables = RECORD_TABLES
    drafts = {
        name: {key: replace(r, status="draft") for key, r in records.items()}
        for name in tables
        if (records := getattr(catalogue, name))
    }

    assert set(drafts) == set(tables)
    public = public_catalogue(replace(catalogue, **drafts), TODAY)
    assert list(public.records()) == []


def test_nothing_is_published_before_its_day() -> None:
    catalogue = a_catalogue()
    later = replace(catalogue.articles["fake-police"], publish_at=date(2026, 11, 21))
    waiting = replace(catalogue, articles={"fake-police": later})

    before = public_catalogue(waiting, date(2026, 11, 20))
    on_the_day = public_catalogue(waiting, date(2026, 11, 21))

    assert before.articles == {}
    assert on_the_day.articles == {"fake-police": later}


@pytest.mark.parametrize(
    ("today", "seen"),
    [
        (date(2026, 11, 9), False),
        (date(2026, 11, 10), True),
        (date(2026, 12, 1), True),
        (date(2026, 12, 2), False),
    ],
)
def test_an_alert_is_published_while_it_holds(today: date, seen: bool) -> None:
    alert = an_alert(effective=at("2026-11-10 12:00"), expires=at("2026-12-01 08:00"))
    catalogue = a_catalogue(alerts={alert.id: alert})

    public = public_catalogue(catalogue, today)

    assert (alert.id in public.alerts) is seen


def test_the_sitemap_is_absolute_only_when_the_address_is_known(
    shells: Shells,
) -> None:
    with_url = a_config(site_url="https://jmk.example.gov.cn/home/")
    known = a_site(a_catalogue(config=with_url), shells).files
    unknown = a_site(a_catalogue(), shells).files
    wanted = "<loc>https://jmk.example.gov.cn/home/services/index.html</loc>"
    assert wanted in known["sitemap.xml"].decode()
    assert "Sitemap: https://jmk.example.gov.cn/home/sitemap.xml" in str(
        known["robots.txt"], "utf-8"
    )
    assert b"<loc>services/index.html</loc>" in unknown["sitemap.xml"]
    assert b"Sitemap:" not in unknown["robots.txt"]


def test_404_finds_its_stylesheet_at_any_depth(
    shells: Shells,
) -> None:
    with_url = a_config(site_url="https://jmk.example.gov.cn/home/")
    page = a_site(a_catalogue(config=with_url), shells).files["404.html"].decode()
    assert 'href="/home/assets/doorstep/' in page
    assert 'href="/home/services/index.html"' in page
    at_the_top = a_site(a_catalogue(), shells).files["404.html"].decode()
    assert 'href="/assets/doorstep/' in at_the_top


def test_the_headers_for_the_web_server_are_the_whole_policy(shells: Shells) -> None:
    """Written out once: a directive that goes missing is one that allows."""
    headers = json.loads(a_site(a_catalogue(), shells).files["shell/headers.json"])
    policy = headers.pop("Content-Security-Policy").split("; ")

    assert policy == [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "manifest-src 'self'",
        "frame-ancestors 'none'",
    ]
    assert headers == {
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


def test_a_page_carries_the_policy_itself(shells: Shells) -> None:
    """On a server whose headers nobody set; frame-ancestors works in headers only."""
    site = a_site(a_catalogue(), shells)
    headers = json.loads(site.files["shell/headers.json"])
    meta = site.pages["index.html"].find(
        "meta", {"http-equiv": "Content-Security-Policy"}
    )

    assert meta is not None
    assert (
        f"{meta['content']}; frame-ancestors 'none'"
        == (headers["Content-Security-Policy"])
    )


def test_each_day_has_its_own_site(tmp_path: Path) -> None:
    """Built day by day into one place: what waits appears, what is over goes."""
    root = a_catalogue_folder(
        tmp_path / "project",
        {
            **edited(ARTICLE_PATH, "publisher:", "publish_at: 2026-11-25\npublisher:"),
            **edited(ALERT_PATH, "expires: 2027-02-10", "expires: 2026-12-04"),
        },
    )
    seen = {}
    for day in (date(2026, 11, 9), date(2026, 11, 24), date(2026, 12, 5)):
        build_site(root, root / "site", day)
        pages = files(root / "site")
        seen[day] = [
            "articles/renew-early.html" in pages,
            "alerts/fake-police.html" in pages,
            b"alerts/fake-police.html" in pages["areas/qiaodong-huanxi.html"],
        ]

    assert list(seen.values()) == [
        [False, False, False],
        [False, True, True],
        [True, False, False],
    ]
