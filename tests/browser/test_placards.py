"""Whatever hangs on a wall is printed as one sheet of A4, with nothing cut off."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from build_scripts.pages.placards.codes import own_code
from build_scripts.pages.shell import load_shells
from tests.crowded_builders import a_crowded_catalogue
from tests.record_builders import a_config
from tests.site_builders import a_site

KNOWN = a_config(site_url="https://www.hechuan-changning.example.gov.cn/jiamenkou/")
CUT_OFF = """
[...document.querySelectorAll(".ds-placard__body")].some(
  (body) => body.scrollHeight > body.clientHeight + 1)
"""
MILLIMETRES_OF_CODE = """
(() => {
  const svg = [...document.querySelectorAll("svg.ds-qr")].find((s) => s.clientWidth);
  const side = svg.viewBox.baseVal.width;
  return svg.getBoundingClientRect().width * (side - 8) / side / 96 * 25.4;
})()
"""
A4 = {"width": 695, "height": 1039}
"""What is left of the sheet inside its margins, in pixels of CSS."""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("walls")
    shells = load_shells(KNOWN, root / "cache")
    site = a_site(a_crowded_catalogue(KNOWN), shells, date(2026, 11, 20))
    for url, content in site.files.items():
        if url.startswith(("v/", "areas/", "assets/")):
            target = root / "site" / url
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return root / "site"


@pytest.fixture
def paper(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-CN", viewport=A4)  # type: ignore[arg-type]
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def sheets() -> list[str]:
    station = f"v/{own_code('station/qiaodong-police-station')}.html"
    return [
        *(f"{station}{anchor}" for anchor in ("", "#door", "#pledges", "#finds")),
        f"v/{own_code('service/id-card-renewal')}.html",
        f"v/{own_code('event/van')}.html",
        f"v/{own_code('event/evening')}.html",
        f"v/{own_code('notice/power-cut')}.html",
        f"v/{own_code('article/fake-police')}.html",
        "v/hc101.html",
        "v/qd01.html",
        "areas/huanxi.html",
    ]


@pytest.mark.parametrize("sheet", sheets())
def test_the_fullest_sheet_of_every_kind_is_one_page(
    paper: Page, crowded: Path, sheet: str
) -> None:
    url, _, anchor = sheet.partition("#")
    address = (crowded / url).as_uri()
    paper.goto(f"{address}#{anchor}" if anchor else address)

    printed = PdfReader(io.BytesIO(paper.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == 1
    assert not paper.evaluate(CUT_OFF)
    assert paper.evaluate(MILLIMETRES_OF_CODE) >= 45


def test_of_several_sheets_the_one_aimed_at_is_printed(
    paper: Page, crowded: Path
) -> None:
    station = f"v/{own_code('station/qiaodong-police-station')}.html"
    for anchor, words in (
        ("door", "服务不好请投诉"),
        ("pledges", "亮身份"),
        ("finds", "来领"),
    ):
        paper.goto(f"{(crowded / station).as_uri()}#{anchor}")
        printed = PdfReader(io.BytesIO(paper.pdf(prefer_css_page_size=True)))
        told = unicodedata.normalize("NFKC", printed.pages[0].extract_text())
        assert words in told
