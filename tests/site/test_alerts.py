"""安全提醒: where alerts are shown, in which order, and what a poster says."""

from __future__ import annotations

from build_scripts.catalogue.model import Hotline
from tests.learning_builders import an_alert, at
from tests.record_builders import T
from tests.site.conftest import Build
from tests.site_builders import BuiltSite, by_id, hrefs

ALERT = "alerts/fake-police-call.html"
POSTER = "v/hc101.html"


def names(site: BuiltSite, url: str) -> list[str]:
    cards = site.pages[url].select(".ds-alert")
    return [card.select_one("h2, h3").get_text(strip=True) for card in cards]  # type: ignore[union-attr]


def test_an_alert_stands_on_the_first_page_and_on_those_of_its_villages(
    build: Build,
) -> None:
    only_jinshi = an_alert(id="other", name=T("别处的事"), areas=("hechuan",))
    site = build(alerts=by_id(an_alert(areas=("qiaodong",)), only_jinshi))

    both = {"自称公安要转账先挂断", "别处的事"}
    for url in ("index.html", "areas/qiaodong.html", "areas/huanxi.html"):
        assert set(names(site, url)) == both, url
    assert names(site, "areas/index.html") == ["别处的事"]
    assert f"../{ALERT}" in hrefs(site.pages["areas/huanxi.html"])


def test_the_most_dangerous_comes_first_then_what_concerns_all_then_the_newest(
    build: Build,
) -> None:
    site = build(
        alerts=by_id(
            an_alert(id="a", name=T("旧")),
            an_alert(id="b", name=T("新"), effective=at("2026-11-12 08:00")),
            an_alert(id="c", name=T("险"), severity="extreme"),
            an_alert(id="f", name=T("全县"), areas=("hechuan",)),
            an_alert(id="d", name=T("轻"), severity="info"),
            an_alert(id="e", name=T("撤"), status="withdrawn", status_note=T("假的")),
        )
    )

    assert names(site, "alerts/index.html") == ["险", "全县", "新", "旧", "轻"]
    assert names(site, "index.html") == ["险", "全县", "新"]


def test_an_alert_says_when_it_ends_to_readers_and_to_the_browser(
    sample_site: BuiltSite,
) -> None:
    card = sample_site.pages["index.html"].select_one(".ds-alert")
    assert card is not None
    assert card["data-ds-until"] == "2027-02-10T18:30:00+08:00"
    assert "有效到 2027年2月10日 18:30" in card.get_text()
    over = sample_site.pages[ALERT].select_one("[data-ds-after]")
    assert over is not None
    assert over.has_attr("hidden")


def test_an_alert_tells_what_to_do_and_whom_to_call(sample_site: BuiltSite) -> None:
    words = sample_site.text(ALERT)
    for part in ("骗子怎么骗", "要这样做 先挂断", "千万别做 不转账", "12348", "110"):
        assert part in words
    assert "县公安局提示（禾川县公安局）" in words
    assert "../articles/fake-police.html" in hrefs(sample_site.pages[ALERT])
    assert f"../{POSTER}" in hrefs(sample_site.pages[ALERT])


def test_without_alerts_nothing_speaks_of_them(build: Build) -> None:
    site = build(alerts={})
    assert "最近要当心" not in site.text("index.html")
    assert "最近要当心" not in site.text("areas/huanxi.html")
    note = site.pages["alerts/index.html"].select_one("[data-ds-when-none]")
    assert note is not None
    assert not note.has_attr("hidden")


def test_a_number_is_told_once(build: Build) -> None:
    line = Hotline(
        id="h110",
        path="hotlines.yml",
        name=T("报警"),
        number="110",
        what_for=T("有危险"),
        what_happens=T("有人接"),
        hours=T("全天"),
        cost=T("免费"),
    )
    site = build(hotlines={"h110": line}, alerts=by_id(an_alert(hotline="110")))
    assert len(site.pages[ALERT].select(".ds-phones li")) == 1
