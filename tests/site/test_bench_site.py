"""What is measured of a built site, and how it is written down."""

from __future__ import annotations

import gzip
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from build_scripts.bench.browser import CannotMeasure
from build_scripts.bench.site import (
    SiteMeasure,
    Visit,
    command_line,
    measure_site,
    reachable,
    section,
    site_of,
    table,
)
from build_scripts.bench.site_server import serving
from build_scripts.shared.benchmarks_file import put_section

PAGE = '<link rel="stylesheet" href="{root}assets/a.css"><p>您好</p>' + "<p>字</p>" * 99


LINKS = '<a href="services/a.html#top">甲</a> <img src="assets/i.svg">'
TABLE = "1," * 300


def a_site(folder: Path, **pages: str) -> Path:
    files = {
        "services/a.html": PAGE.format(root="../") + '<a href="../stations/s.html">',
        "services/b.html": "<p>没有路到这里</p>",
        "index.html": f"{LINKS}<p data-open='[{TABLE}]' data-name='{TABLE}'></p>",
        "stations/s.html": '<a href="?x=1">这一页</a><a href="https://example.cn/">外面</a>',
        "assets/a.css": "p { background: url('i.svg') }",
        "assets/i.svg": "<svg/>",
        "catalogue.json": "{}",
        "secret": "",
    } | pages
    for name, text in files.items():
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder / "site"


def ask(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(address).netloc)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_every_way_of_links_is_gone_to_its_end(tmp_path: Path) -> None:
    assert reachable(a_site(tmp_path)) == {
        "index.html",
        "services/a.html",
        "stations/s.html",
        "assets/a.css",
        "assets/i.svg",
    }


def test_pages_and_styles_come_compressed_and_assets_are_kept_for_ever(
    tmp_path: Path,
) -> None:
    site = a_site(tmp_path)
    raw = (site / "services" / "a.html").read_bytes()
    gzipped = {"Accept-Encoding": "gzip"}
    with serving(site) as address:
        _, page_headers, page = ask(address, "/services/a.html", **gzipped)
        _, asset_headers, _ = ask(address, "/assets/a.css", **gzipped)
        _, _, plain = ask(address, "/services/a.html")

    assert len(page) < len(raw)
    assert gzip.decompress(page) == raw == plain
    assert "immutable" in asset_headers["Cache-Control"]
    assert "immutable" not in page_headers["Cache-Control"]


def test_the_server_sends_the_headers_of_the_site_and_nothing_from_outside(
    tmp_path: Path,
) -> None:
    (tmp_path / "outside").write_text("x")
    site = a_site(tmp_path, **{"shell/headers.json": '{"X-Own": "1"}'})
    with serving(site) as address:
        status, headers, page = ask(address, "/")
        outside, _, _ = ask(address, "/..%2foutside")

    assert (status, headers["X-Own"], page) == (
        200,
        "1",
        (site / "index.html").read_bytes(),
    )
    assert outside == 404


def test_without_pages_to_visit_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotMeasure, match="量不出来"):
        measure_site(tmp_path)


def test_the_table_sets_every_measure_beside_its_goal() -> None:
    visits = (
        Visit("first", "a.html", 100, bytes=100, requests=3),
        Visit("second", "b.html", 100, bytes=1101, foreign=["https://x.cn/"]),
    )
    lines = table(SiteMeasure(visits, ("old.css",), 9, "Chromium 1")).splitlines()

    assert "| first (`a.html`) | 100 | 3 | ≤ 100 bytes | pass |" in lines
    assert "| second (`b.html`) | 1,101 | 0 | ≤ 100 bytes | short |" in lines
    assert "| requests to other hosts | | 1 | 0 | short |" in lines
    assert "| files no page leads to, of 9 | | 1 | 0 | short |" in lines
    assert "- https://x.cn/" in lines
    assert "- old.css" in lines


def test_the_section_is_found_again_by_its_command() -> None:
    measure = SiteMeasure((), (), 9, "Chromium 1")
    text = "# Benchmarks\n\n## `doorstep bench build`\n\nof others\n"
    for day in (date(2026, 11, 1), date(2026, 11, 2)):
        text = put_section(text, section(measure, "doorstep bench site", day))

    assert "of others" in text
    assert "2026-11-01" not in text
    assert text.count("## `doorstep bench site`") == 1
    assert "Chromium 1" in text


@pytest.mark.parametrize(
    ("root", "site", "command"),
    [
        (Path(), None, "doorstep bench site"),
        (Path("/srv/county"), None, "doorstep bench site --root county"),
        (Path(), Path("/srv/county/site"), "doorstep bench site --site site"),
    ],
)
def test_the_command_names_no_folder_of_this_machine(
    root: Path, site: Path | None, command: str
) -> None:
    assert command_line(root, site) == command


def test_content_with_errors_is_not_measured(tmp_path: Path) -> None:
    day = date(2026, 11, 20)

    with pytest.raises(CannotMeasure, match="check"), site_of(tmp_path, None, day):
        raise AssertionError
