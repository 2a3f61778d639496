"""Sheets for walls and doors: what stands on them, and how one tells they are genuine."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
import segno
from msgspec.structs import replace

from build_scripts.catalogue.model import Redirect
from build_scripts.pages.placards import of_badges, of_services, of_stations
from build_scripts.pages.placards.codes import fingerprint, own_code
from build_scripts.pages.placards.every import every_sheet
from build_scripts.pages.placards.frame import Issue, framed
from build_scripts.pages.placards.qr import QUIET, modules, qr
from tests.community_builders import a_code, a_find, a_notice
from tests.learning_builders import an_alert, an_event
from tests.record_builders import T, a_config, a_service, a_station
from tests.site.conftest import Build
from tests.site_builders import BuiltSite, a_catalogue, by_id, hrefs

STATION = f"v/{own_code('station/qiaodong-police-station')}.html"
SERVICE = f"v/{own_code('service/id-card-renewal')}.html"
KNOWN = a_config(site_url="https://jmk.example.gov.cn/x/", demo=False)


def words_of(site: BuiltSite, url: str, anchor: str) -> str:
    sheet = site.pages[url].select_one(f".ds-placard#{anchor}")
    assert sheet is not None, (url, anchor)
    return sheet.get_text(" ", strip=True)


def test_a_station_has_a_card_for_its_door(sample_site: BuiltSite) -> None:
    words = words_of(sample_site, STATION, "door")
    for part in (
        "桥东派出所",
        "08:30-12:00 ， 14:00-17:30",
        "夏季作息",
        "夜里和节假日也有人值守",
        "下班以后： 由司法所代收。 桥东司法所 0000-0000201",
        "0000-0000203",
    ):
        assert part in words, part


def test_a_badge_names_whom_to_call_and_nobody_else(build: Build) -> None:
    site = build(config=KNOWN)
    words = words_of(site, STATION, "badges")
    assert words.count("我可能迷路了") == of_badges.A_SHEET
    assert words.count("0000-0000201") == of_badges.A_SHEET
    codes = site.pages[STATION].select("#badges .ds-placard__badges svg")
    assert len(codes) == of_badges.A_SHEET

    found = site.pages["found/qiaodong-police-station.html"]
    assert [link for link in hrefs(found) if link.startswith("tel:")][:2] == [
        "tel:00000000201",
        "tel:110",
    ]
    assert not any(
        "#badges" in sheet.key
        for sheet in every_sheet(a_catalogue(config=KNOWN), date(2026, 11, 22))
    )


def test_the_five_lights_stand_in_their_own_order(sample_site: BuiltSite) -> None:
    words = words_of(sample_site, STATION, "pledges")
    order = (
        "亮身份",
        "亮牌上岗",
        "亮职责",
        "办证",
        "亮流程",
        "亮承诺",
        "亮目标",
        "少跑",
    )
    places = [words.index(part) for part in order]
    assert places == sorted(places)


def test_a_guide_sheet_says_who_brings_what_where_how_long_and_how_much(
    sample_site: BuiltSite,
) -> None:
    words = words_of(sample_site, SERVICE, "guide")
    for part in (
        "本人来办",
        "原居民身份证 原件 1 份",
        "户口簿 原件 1 份、复印件 1 份（有就带）",
        "请人代办 不用带材料。",
        "桥东派出所",
        "20 个工作日内",
        "20 元/证",
        "0000-0000101",
    ):
        assert part in words, part


def test_a_guide_done_in_many_places_names_their_kind(build: Build) -> None:
    stations = by_id(*(a_station(id=f"s{n}", name=T(f"{n}所")) for n in range(5)))
    site = build(stations=stations)
    assert "派出所 全县 5 处都能办，到离您近的一处" in words_of(site, SERVICE, "guide")


def test_what_was_found_hangs_at_the_station_that_keeps_it(build: Build) -> None:
    many = [a_find(id=f"f{n}", name=T(f"钥匙{n}")) for n in range(16)]
    lost = a_find(id="lost", name=T("丢的伞"), kind="lost")
    site = build(lost_found=by_id(*many, lost))
    words = words_of(site, STATION, "finds")
    assert words.count("钥匙 2026年11月15日") == of_stations.MOST_FINDS
    assert "还有 2 件" in words
    assert "丢的伞" not in words
    assert f"../{STATION}#finds" in hrefs(site.pages["lost-found/index.html"])


def test_every_sheet_is_linked_from_the_page_it_belongs_to(
    sample_site: BuiltSite,
) -> None:
    for url, sheet in (
        ("stations/qiaodong-police-station.html", STATION),
        ("services/id-card-renewal.html", SERVICE),
        ("alerts/fake-police-call.html", "v/hc101.html"),
        ("events/van.html", f"v/{own_code('event/van')}.html"),
        ("notices/power-cut.html", f"v/{own_code('notice/power-cut')}.html"),
    ):
        assert f"../{sheet}" in hrefs(sample_site.pages[url]), url
    board = sample_site.pages["quizzes/boards/qd01.html"]
    assert "../../v/qd01.html" in hrefs(board)


def test_a_van_sheet_lists_its_stops_and_a_cancelled_one_says_so(build: Build) -> None:
    van = f"v/{own_code('event/van')}.html"
    assert "09:00-10:00 村口 14:00-15:00 学校门口, 大树下" in words_of(
        build(), van, "news"
    )
    off = an_event(event_status="cancelled", change_note=T("大风"), sequence=1)
    evening = f"v/{own_code('event/evening')}.html"
    assert "取消：大风" in words_of(build(events=by_id(off)), evening, "news")


def test_a_board_asks_without_the_answer_and_leads_to_it(build: Build) -> None:
    site = build(config=KNOWN)
    words = words_of(site, "v/qd01.html", "board")
    assert "证快到期，能换吗？" in words
    assert "到期前就能换" not in words
    assert "jmk.example.gov.cn/x/quizzes/boards/qd01.html" in words


def test_a_sheet_tells_who_issued_it_when_until_when_and_how_to_check_it(
    build: Build,
) -> None:
    site = build(config=KNOWN)
    words = words_of(site, "v/hc101.html", "poster")
    assert "2026年11月10日 核发 · 用到 2026年12月31日" in words
    assert "短码 hc101 · 核对码" in words
    assert "jmk.example.gov.cn/x/v/hc101.html" in words
    assert "https" not in words
    assert "演示" not in words
    page = site.text("v/hc101.html").split("应该是这个样子")[0]
    check = words.split("核对码 ")[1][:8]
    assert f"大字写着“要转账先挂断”，核对码 {check}" in page
    assert "请打 12348 问" in page


def test_without_an_address_of_its_own_a_sheet_has_a_telephone_and_no_code_to_scan(
    sample_site: BuiltSite,
) -> None:
    words = words_of(sample_site, STATION, "door")
    assert "有疑问请打 0000-0000202" in words
    assert "对真假" not in words
    assert "演示数据，请勿张贴" in words
    assert sample_site.pages[STATION].select_one(".ds-qr") is None


def test_a_village_page_carries_what_its_sheet_needs(build: Build) -> None:
    site = build(config=KNOWN)
    page = site.pages["areas/huanxi.html"]
    code = page.select_one(".ds-village-qr svg")
    assert code is not None
    assert code["aria-label"] == (
        "二维码，扫出来是 https://jmk.example.gov.cn/x/areas/huanxi.html"
    )
    assert site.pages["areas/qiaodong.html"].select_one(".ds-village-qr") is None
    foot = page.select_one(".ds-village-foot")
    assert foot is not None
    check = foot.get_text().split("核对码")[1].strip()[:8]
    assert f"现在的核对码是 {check}" in site.text("areas/huanxi.html")


def test_a_telephone_of_a_station_changes_the_sheets_of_its_villages(
    build: Build,
) -> None:
    def check_of(site: BuiltSite) -> str:
        return site.text("areas/huanxi.html").split("现在的核对码是 ")[1][:8]

    stations = dict(a_catalogue().stations)
    police = stations["qiaodong-police-station"]
    moved = replace(police, phones=police.phones[:1])
    kept = replace(police, transport=T("坐 2 路车"))
    before = check_of(build())
    assert check_of(build(stations=stations | {police.id: moved})) != before
    assert check_of(build(stations=stations | {police.id: kept})) == before


@pytest.mark.parametrize(
    ("today", "said"),
    [(date(2027, 5, 1), "还在用"), (date(2027, 5, 2), "已经过期")],
)
def test_a_card_holds_until_its_next_check(
    build: Build, today: date, said: str
) -> None:
    station = a_station(reviewed_on=date(2026, 11, 1), review_by=date(2027, 5, 1))
    assert said in build(today, stations=by_id(station)).text(STATION)


def test_a_code_stays_when_its_station_is_withdrawn(build: Build) -> None:
    gone = a_station(status="withdrawn", status_note=T("并掉了"))
    assert "已经过期" in build(stations=by_id(gone)).text(STATION)


def test_the_latest_code_given_out_by_hand_is_printed(build: Build) -> None:
    newer = a_code(id="hc201", issued_on=date(2026, 11, 18))
    site = build(codes=by_id(a_code(), newer))
    assert "../v/hc201.html" in hrefs(site.pages["alerts/fake-police-call.html"])
    assert {"v/hc101.html", "v/hc201.html"} <= set(site.pages)


def test_an_alert_has_a_code_without_anybody_giving_it_one(build: Build) -> None:
    url = f"v/{own_code('alert/fake-police-call')}.html"
    assert "要转账先挂断" in words_of(build(codes={}), url, "poster")


def test_an_alert_of_which_no_poster_can_be_made_offers_none(build: Build) -> None:
    bare = an_alert(renditions=None, dont=(T("字" * 19),))
    site = build(alerts=by_id(bare), codes={})
    assert "打印海报" not in site.text("alerts/fake-police-call.html")


def test_own_codes_can_be_read_out_and_typed() -> None:
    codes = {own_code(f"station/s{n}") for n in range(2000)}
    assert len(codes) == 2000
    assert not set("".join(codes)) & set("01ilo")
    assert own_code("station/qiaodong-police-station") == "765dnc5t"


def test_a_fingerprint_follows_every_word_and_nothing_else() -> None:
    told = of_services.guide_sheet(a_catalogue(), a_service())
    other = of_services.guide_sheet(a_catalogue(), a_service(eligibility=T("别的")))
    assert fingerprint(told.shown) != fingerprint(other.shown)
    assert fingerprint("一", ("", None, False), "二") == fingerprint(("一", "二"))
    assert fingerprint("一二") != fingerprint("一", "二")


def test_a_special_day_is_printed_and_gives_no_reason_to_print_again() -> None:
    catalogue = a_catalogue()
    station = catalogue.stations["qiaodong-police-station"]
    issue = Issue(code="x", issuer="", issued_on=None, valid_to=None, phone="110")
    sheets = [
        framed(catalogue, of_stations.placards_at(catalogue, station, day)[0], issue)
        for day in (date(2026, 12, 30), date(2027, 1, 2))
    ]
    assert "最近一个特别的日子：1月1日（星期五）元旦：不开门" in sheets[0].body
    assert "元旦" not in sheets[1].body
    assert sheets[0].foot.check == sheets[1].foot.check


def test_a_notice_hangs_with_its_words(build: Build) -> None:
    notice = a_notice(text=T("一。\n二。"))
    url = f"v/{own_code('notice/power-cut')}.html"
    assert "一。\n二。" in words_of(build(notices=by_id(notice)), url, "news")


@pytest.mark.parametrize("length", [1, 20, 46, 60, 90])
def test_a_code_is_drawn_as_the_standard_has_it(length: int) -> None:
    text = ("https://jmk.example.gov.cn/v/" + "a1" * 40)[:length]
    rows = modules(text)
    code = segno.make(text, error="q", micro=False, boost_error=False, mask=3)
    assert code.error == "Q"
    assert [list(row) for row in code.matrix] == [list(row) for row in rows]
    drawn = str(qr(text))
    side = len(rows) + 2 * QUIET
    assert f'viewBox="0 0 {side} {side}"' in drawn
    strokes = drawn.split(' d="')[1].split('"', maxsplit=1)[0].split("M")[1:]
    dark = set()
    for stroke in strokes:
        place, run = stroke.split("h")
        x, y = place.split(" ")
        dark |= {(int(x) + n - QUIET, int(float(y)) - QUIET) for n in range(int(run))}
    assert dark == {
        (x, y) for y, row in enumerate(rows) for x, on in enumerate(row) if on
    }


def test_a_code_that_was_drawn_once_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://jmk.example.gov.cn/kept"
    room = import_module("build_scripts.pages.placards.qr")
    monkeypatch.setattr(room._Kept, "folder", None)
    room.keep_qr(tmp_path)
    first = qr(address)
    room._drawn.cache_clear()
    monkeypatch.setattr(room, "modules", None)
    assert qr(address) == first
    monkeypatch.undo()
    (file,) = (tmp_path / "qr").iterdir()
    file.write_bytes(b"spoilt")
    room._drawn.cache_clear()
    assert qr(address) == first


def test_the_code_of_a_station_that_was_merged_still_leads_on(build: Build) -> None:
    move = Redirect(
        id="old",
        path="content/redirects.yml",
        name=T("石板派出所"),
        old="station/shiban",
        target="station/qiaodong-police-station",
        since=date(2020, 8, 1),
    )
    url = f"v/{own_code('station/shiban')}.html"
    site = build(redirects=by_id(move))
    assert "已经过期" in site.text(url)
    assert "../stations/qiaodong-police-station.html" in hrefs(site.pages[url])
