"""What the single pages say, read as a visitor reads them."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import (
    Citation,
)
from build_scripts.pages.shell import Shells
from tests.record_builders import (
    T,
    a_config,
    a_dispute_type,
    a_station,
    an_article,
)
from tests.site.conftest import Build
from tests.site_builders import (
    GUIDE,
    BuiltSite,
    a_catalogue,
    a_site,
    hrefs,
    services,
)

STATION = "stations/qiaodong-police-station.html"


def test_a_station_names_the_number_answered_at_night_first(
    sample_site: BuiltSite,
) -> None:
    first = sample_site.pages[STATION].find("ul", class_="ds-phones")
    assert first is not None
    numbers = [b.get_text() for b in first.find_all("b")]
    assert numbers == ["0000-0000201", "0000-0000202"]


def test_a_station_shows_season_special_day_and_who_takes_over(
    sample_site: BuiltSite,
) -> None:
    text = sample_site.text(STATION)
    assert "夏季作息（5月1日到9月30日）" in text
    assert "最近一个特别的日子： 1月1日（星期五）元旦：不开门" in text
    assert "由司法所代收。 桥东司法所" in text


def test_every_page_leads_to_where_one_says_what_is_wrong_on_it(
    sample_site: BuiltSite,
) -> None:
    for page in ("index.html", GUIDE, STATION):
        links = hrefs(sample_site.pages[page])
        asked = next(link for link in links if "letter/mistake" in link)
        assert asked.endswith(f"forms/letter/mistake?page={page}")


def test_a_station_that_moved_says_where_to(build: Build) -> None:
    moved = a_station(station_status="moved", moved_to="new")
    stations = {"qiaodong-police-station": moved, "new": a_station(id="new")}
    assert "已经搬走 ：请去 桥东派出所" in build(stations=stations).text(STATION)


def test_what_is_unknown_about_access_is_said(sample_site: BuiltSite) -> None:
    assert "还不清楚，请先打电话问" in sample_site.text(STATION)


def test_a_village_names_its_people_stations_and_hotlines(
    sample_site: BuiltSite,
) -> None:
    text = sample_site.text("areas/huanxi.html")
    assert "社区民警：王警官" in text
    assert "派出所： 桥东派出所" in text
    assert "110" in text
    assert "接到“公安”电话" in text


def test_a_village_without_people_names_the_police(build: Build) -> None:
    areas = dict(a_catalogue().areas)
    areas["huanxi"] = replace(areas["huanxi"], posts=())
    text = build(areas=areas).text("areas/huanxi.html")
    assert "联系人正在登记" in text
    assert "0000-0000201" in text


def test_danger_comes_before_the_kinds_of_dispute(sample_site: BuiltSite) -> None:
    text = sample_site.text("disputes/index.html")
    assert text.index("110") < text.index("邻里纠纷")


def test_a_dispute_leads_to_the_forms_with_its_kind(sample_site: BuiltSite) -> None:
    page = sample_site.pages["disputes/neighbour.html"]
    assert "../forms/dispute/start?type=neighbour" in hrefs(page)


def test_a_dispute_names_the_stations_to_walk_into(build: Build) -> None:
    mediation = a_station(
        id="room", name=T("调解室"), kind="mediation_room", takes_disputes=True
    )
    mediation_way = replace(a_dispute_type().ways[0], station_kind="")
    police_way = replace(
        mediation_way, kind="administrative", station_kind="police_station"
    )
    deaf = replace(mediation, id="deaf", name=T("不收纠纷"), takes_disputes=False)
    site = build(
        stations={"room": mediation, "deaf": deaf, "police": a_station(id="police")},
        dispute_types={
            "neighbour": a_dispute_type(ways=(mediation_way,)),
            "crime": a_dispute_type(id="crime", intake=False, ways=(police_way,)),
        },
    )

    def places(url: str) -> list[str]:
        found = site.pages[url].select(".ds-places__name > a")
        return [str(link.get_text()) for link in found]

    assert places("disputes/neighbour.html") == ["调解室"]
    assert places("disputes/crime.html") == ["桥东派出所"]


def test_a_sensitive_page_can_be_left_at_once_and_says_nothing_in_its_title(
    sample_site: BuiltSite,
) -> None:
    page = sample_site.pages["disputes/family-violence.html"]
    assert page.title is not None
    assert "暴" not in page.title.get_text()
    exit_link = page.find("a", attrs={"data-ds-exit": True})
    assert exit_link is not None
    assert exit_link["href"] == "../services/index.html"
    assert not [link for link in hrefs(page) if "/dispute/" in link]
    assert page.find("meta", {"name": "description"}) is None


def test_other_pages_have_no_exit_button(sample_site: BuiltSite) -> None:
    page = sample_site.pages["disputes/neighbour.html"]
    assert page.find(attrs={"data-ds-exit": True}) is None


def test_an_expired_article_warns_and_leaves_the_hub(build: Build) -> None:
    old = {"fake-police": an_article(expires=date(2026, 11, 19))}
    site = build(articles=old)
    assert "已经过了有效期" in site.text("articles/fake-police.html")
    assert "接到“公安”电话" not in site.text("articles/index.html")
    assert "接到“公安”电话" not in site.text("areas/huanxi.html")
    last_day = {"fake-police": an_article(expires=date(2026, 11, 20))}
    assert "过了有效期" not in build(articles=last_day).text(
        "articles/fake-police.html"
    )


def test_an_expired_article_is_not_new_on_the_first_page(build: Build) -> None:
    old = {"fake-police": an_article(expires=date(2026, 11, 19))}
    assert "接到“公安”电话" not in build(articles=old).text("index.html")


def test_a_law_lists_what_rests_on_it(sample_site: BuiltSite) -> None:
    text = sample_site.text("laws/id-card-law.html")
    assert "办事指南 居民身份证换领" in text
    assert "纠纷 邻里纠纷" in text
    assert "文章 接到“公安”电话" in text


def test_a_paper_lists_what_it_is_needed_for(sample_site: BuiltSite) -> None:
    assert "居民身份证换领" in sample_site.text("materials/old-card.html")


def test_the_first_page_leads_from_words_to_pages(sample_site: BuiltSite) -> None:
    page = sample_site.pages["index.html"]
    link = page.find("a", string="身份证快到期了")
    assert link is not None
    assert link["href"] == "./services/id-card-renewal.html"


def test_a_problem_whose_page_is_not_public_is_left_out(build: Build) -> None:
    text = build(services={}).text("index.html")
    assert "身份证快到期了" not in text
    assert "邻居漏水" in text


def test_a_provisional_year_is_marked(build: Build) -> None:
    year = a_catalogue().calendar_years[2026]
    drafted = {2026: replace(year, provisional=True)}
    assert "暂定" in build(calendar_years=drafted).text("calendar/index.html")
    assert "暂定" not in build().text("calendar/index.html")
    assert "10月10日（星期六）" in build().text("calendar/index.html")


def test_words_of_the_catalogue_are_escaped_everywhere(build: Build) -> None:
    evil = T("<script>alert(1)</script>")
    site = build(
        **services(name=evil, summary=evil, not_for=evil),
        dispute_types={"d": a_dispute_type(id="d", name=evil, proposal=evil)},
        articles={"a": an_article(id="a", name=evil, takeaways=(evil,), body=evil)},
        config=a_config(tagline=evil),
    )
    for url, content in site.files.items():
        if url.endswith((".html", ".xml")):
            assert b"<script>alert" not in content, url


def test_an_empty_county_still_has_every_page(shells: Shells) -> None:
    bare = Catalogue(config=a_config(problems=()))
    site = a_site(bare, shells)
    assert "请打 12345 问" in site.text("services/index.html")
    assert "12348" in site.text("articles/index.html")
    assert "110" in site.text("stations/index.html")


def test_a_citation_of_an_unknown_law_still_shows(build: Build) -> None:
    cited = services(legal_basis=(Citation(law="gone", article="3"),))
    assert "gone 第3条" in build(**cited).text(GUIDE)
