"""One record in other words: what is left out is put together, nothing is cut."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from build_scripts.catalogue import spoken
from build_scripts.catalogue.model import Renditions
from build_scripts.catalogue.renditions import (
    SMS,
    WECHAT,
    News,
    fits_the_loudspeaker,
    passed_on,
)
from tests.catalogue_builders import edited, problems_of
from tests.community_builders import a_notice
from tests.learning_builders import a_van, an_alert, an_event
from tests.learning_files import ALERT_PATH, NOTICE_PATH
from tests.record_builders import T, a_phone, an_article
from tests.site_builders import a_catalogue

SENTENCE = "先挂断再去问一问，跟家里人说一声，别一个人拿主意。"


def told(record: News) -> str:
    return passed_on(a_catalogue(), record).sms


def test_what_the_author_wrote_stands() -> None:
    given = Renditions(sms=T("短"), wechat=T("微"), broadcast=T("播"))
    texts = passed_on(a_catalogue(), an_alert(renditions=given))
    assert (texts.sms, texts.wechat, texts.broadcast) == ("短", "微", "播")


def test_an_alert_signs_says_what_to_do_and_whom_to_call() -> None:
    words = told(an_alert(renditions=None))
    assert words.startswith("【县公安局】自称公安要转账先挂断。先挂断。")
    assert words.endswith("打12348。")


def test_whole_sentences_are_left_out_never_cut() -> None:
    alert = an_alert(renditions=None, do=(T(SENTENCE), T(SENTENCE), T("字" * 60)))
    words = told(alert)
    assert len(words) <= SMS
    assert words.count(SENTENCE) == 1
    assert "字字" not in words


def test_what_cannot_be_said_briefly_is_not_said_at_all() -> None:
    assert told(an_alert(renditions=None, name=T("字" * 60))) == ""


def test_an_event_says_when_where_and_how_to_come() -> None:
    assert told(an_event()) == (
        "【县公安局】12月4日19:00，村委会院坝，院坝夜校。讲三个骗局。不用报名，不收钱。"
    )
    booked = an_event(booking="phone", phones=(a_phone(number="0000-0000615"),))
    assert told(booked).endswith("报名打0000-0000615。")
    assert "村口" in told(a_van())
    assert "桥东派出所" in told(an_event(station="qiaodong-police-station"))


def test_a_cancelled_event_says_only_that() -> None:
    off = an_event(event_status="cancelled", change_note=T("大风"))
    assert told(off).startswith("【县公安局】院坝夜校取消了。大风。")


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({}, "【县公安局】11月28日到11月29日，停电半天。停电，窗口下午开。"),
        ({"name": T("11月28日停电")}, "【县公安局】11月28日停电。停电"),
        (
            {"valid_through": date(2026, 11, 28)},
            "【县公安局】11月28日，停电半天。停电",
        ),
    ],
)
def test_a_notice_tells_its_days_once(changes: dict[str, object], first: str) -> None:
    assert told(a_notice(**changes)).startswith(first)


def test_an_article_passes_on_what_to_remember() -> None:
    assert told(an_article()) == "【县公安局】接到“公安”电话。先挂断。"


def test_a_group_gets_no_more_than_it_reads() -> None:
    alert = an_alert(renditions=None, do=tuple(T(SENTENCE) for _ in range(20)))
    words = passed_on(a_catalogue(), alert).wechat
    assert 200 < len(words) <= WECHAT
    assert words.splitlines()[1] == "有人自称民警，叫您转账。", "in reading order"


def test_a_short_text_is_said_again_until_it_lasts_a_minute() -> None:
    event = an_event(summary=T(SENTENCE * 3))
    words = passed_on(a_catalogue(), event).broadcast
    assert fits_the_loudspeaker(words)
    assert words.count("再说一遍") == 2
    assert "十二月四号，星期五，晚上七点" in words
    assert passed_on(a_catalogue(), an_event()).broadcast == "", "too short thrice over"


def test_no_number_is_read_out_in_figures() -> None:
    alert = an_alert(
        renditions=None, do=tuple(T(f"{SENTENCE}打96110。") for _ in range(3))
    )
    words = passed_on(a_catalogue(), alert).broadcast
    assert "九六幺幺零" in words
    assert not spoken.telephones_in(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("打96110或者110", "打九六幺幺零或者幺幺零"),
        ("电话0000-0000615", "电话零零零零零零零零六幺五"),
        ("2027年还1000元", "2027年还1000元"),
        ("满18岁，3个月", "满18岁，3个月"),
    ],
)
def test_telephones_are_said_digit_by_digit_and_nothing_else(
    words: str, said: str
) -> None:
    assert spoken.for_the_ear(words) == said


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ("08:00", "上午八点"),
        ("07:30", "早上七点半"),
        ("12:15", "中午十二点一刻"),
        ("14:05", "下午两点零五分"),
        ("19:45", "晚上七点四十五分"),
        ("02:00", "凌晨两点"),
    ],
)
def test_hours_are_said_as_people_say_them(clock: str, said: str) -> None:
    assert spoken.hour(datetime.fromisoformat(f"2026-12-04T{clock}")) == said


def test_days_are_said_as_people_say_them() -> None:
    assert spoken.day(date(2026, 12, 30)) == "十二月三十号，星期三"
    assert spoken.day(date(2026, 10, 2)) == "十月二号，星期五"


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (
            ALERT_PATH,
            "  sms: 自称",
            f"  wechat: {'长长长。' * 76}\n  sms: 自称",
            "K372",
        ),
        (
            NOTICE_PATH,
            "kind: ",
            f"renditions: {{sms: {'字字字。' * 18}}}\nkind: ",
            "K372",
        ),
        (
            NOTICE_PATH,
            "kind: ",
            f"renditions: {{poster: {{headline: {'字' * 15}, points: [一]}}}}\nkind: ",
            "K373",
        ),
    ],
)
def test_texts_of_every_kind_of_news_are_measured(
    tmp_path: Path, path: str, old: str, new: str, code: str
) -> None:
    found = problems_of(tmp_path, edited(path, old, new))
    assert [p.code for p in found if p.severity == "error"] == [code]


def test_what_nobody_wrote_and_nothing_yields_is_told(tmp_path: Path) -> None:
    files = edited(ALERT_PATH, f"  broadcast: {'先挂断再去问一问。' * 32}\n", "")
    (problem,) = problems_of(tmp_path, files)
    assert (problem.code, problem.severity) == ("K375", "warning")
    assert "renditions.broadcast（大喇叭）" in problem.zh


def test_figures_in_a_loudspeakers_text_are_told(tmp_path: Path) -> None:
    files = edited(ALERT_PATH, "broadcast: 先挂断", "broadcast: 打96110，先挂断")
    (problem,) = problems_of(tmp_path, files)
    assert (problem.code, problem.severity) == ("K376", "warning")
    assert "九六幺幺零" in problem.hint_zh
