"""Old addresses lead on: posters and links people still have keep working."""

from __future__ import annotations

from build_scripts.catalogue.model import Redirect
from build_scripts.pages.shell import Shells
from tests.community_builders import a_move
from tests.site_builders import BuiltSite, a_catalogue, a_site, by_id, hrefs


def site_with(shells: Shells, *moves: Redirect, **changes: object) -> BuiltSite:
    return a_site(a_catalogue(redirects=by_id(*moves), **changes), shells)


def test_an_old_address_says_where_it_went_and_why(shells: Shells) -> None:
    page = site_with(shells, a_move()).pages["areas/shiban.html"]

    main = page.find("main")
    assert main is not None
    assert "石板乡并进桥东镇了。" in main.get_text()
    assert "2020年8月1日" in main.get_text()
    assert "../areas/qiaodong.html" in hrefs(page)
    canonical = page.find("link", rel="canonical")
    assert canonical is not None
    assert canonical["href"] == "../areas/qiaodong.html"


def test_nobody_is_sent_on_unasked(shells: Shells) -> None:
    page = site_with(shells, a_move()).pages["areas/shiban.html"]

    assert page.find("meta", {"http-equiv": "refresh"}) is None


def test_what_moved_twice_leads_straight_to_where_it_is_now(shells: Shells) -> None:
    site = site_with(
        shells,
        a_move(target="area/middle"),
        a_move(id="middle", old="area/middle", target="area/qiaodong"),
    )

    assert "../areas/qiaodong.html" in hrefs(site.pages["areas/shiban.html"])


def test_when_the_new_place_is_gone_too_the_page_still_stands(shells: Shells) -> None:
    page = site_with(shells, a_move(target="area/gone")).pages["areas/shiban.html"]

    assert "12345" in page.get_text()


def test_search_engines_are_told_of_the_new_address_only(shells: Shells) -> None:
    listed = site_with(shells, a_move()).files["sitemap.xml"].decode()

    assert "areas/qiaodong.html" in listed
    assert "areas/shiban.html" not in listed


def test_a_record_that_took_its_address_back_is_shown(shells: Shells) -> None:
    page = site_with(shells, a_move(old="area/huanxi")).pages["areas/huanxi.html"]

    assert "欢喜村" in page.get_text()
    assert page.find("link", rel="canonical") is None
