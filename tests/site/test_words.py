"""Dates, periods, money and hours as people say them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from build_scripts.catalogue.model import (
    Fee,
    Limit,
    alerts,
    common,
    community,
    events,
    learning,
    papers,
    places,
    quizzes,
    registers,
    services,
)
from build_scripts.pages import labels, learning_labels
from build_scripts.pages.date_words import day_with_weekday, limit, limit_ends, money
from build_scripts.pages.fees import fee_text
from build_scripts.pages.filters import href, tel, times
from build_scripts.pages.hours_words import (
    holiday_sentence,
    hours_sentence,
    special_day,
    special_day_words,
    week_rows,
)
from build_scripts.shared.opening_hours import WORKWEEK, Hours, Interval, WeekRule
from build_scripts.shared.working_days import WorkingCalendar
from tests.record_builders import T, a_service

MORNING = Interval(510, 720)
CALENDAR = WorkingCalendar(
    years={2026: False},
    holidays={date(2026, 10, d): "国庆节" for d in range(1, 8)},
    makeup_workdays={date(2026, 10, 10): "国庆节"},
)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Limit(unit="instant"), "当场办结"),
        (Limit(n=20, unit="workday"), "20 个工作日内"),
        (Limit(n=60, unit="day"), "60 天内"),
        (Limit(n=30, unit="minute"), "30 分钟内"),
        (Limit(n=6, unit="month"), "6 个月内"),
    ],
)
def test_a_period_in_words(given: Limit, said: str) -> None:
    assert limit(given) == said


@pytest.mark.parametrize(
    ("given", "start", "last"),
    [
        (Limit(n=3, unit="workday"), date(2026, 9, 29), date(2026, 10, 9)),
        (Limit(n=4, unit="workday"), date(2026, 9, 29), date(2026, 10, 10)),
        (Limit(n=10, unit="day"), date(2026, 9, 29), date(2026, 10, 9)),
        (Limit(n=1, unit="month"), date(2026, 1, 31), date(2026, 2, 28)),
        (Limit(n=3, unit="month"), date(2026, 11, 15), date(2027, 2, 15)),
        (Limit(unit="instant"), date(2026, 9, 29), date(2026, 9, 29)),
    ],
)
def test_when_a_period_ends(given: Limit, start: date, last: date) -> None:
    assert limit_ends(given, start, CALENDAR) == last


def test_no_end_is_promised_beyond_the_entered_calendar() -> None:
    given = Limit(n=20, unit="workday")
    assert limit_ends(given, date(2026, 12, 28), CALENDAR) is None


def test_money_without_useless_noughts() -> None:
    assert [money(Decimal(x)) for x in ("20.00", "7.50", "100", "0.5")] == [
        "20 元",
        "7.5 元",
        "100 元",
        "0.5 元",
    ]


def test_what_a_service_costs() -> None:
    urgent = Fee(name=T("加急"), amount=Decimal(10), basis=T("x"), pay_online=False)
    service = a_service()
    assert fee_text(service) == "20 元/证"
    both = a_service(fees=(*service.fees, urgent))
    assert fee_text(both) == "工本费 20 元/证；加急 10 元"
    assert fee_text(a_service(free=True, fees=())) == "不收费"


def test_a_day_in_words() -> None:
    assert day_with_weekday(date(2026, 12, 3)) == "12月3日（星期四）"


def test_equal_neighbouring_days_share_a_row() -> None:
    week = (
        WeekRule(days=WORKWEEK, open=(MORNING,)),
        WeekRule(days=("sat",), open=(Interval(540, 660),)),
    )
    rows = [(row.days, row.times) for row in week_rows(week)]
    assert rows == [
        ("周一至周五", "08:30-12:00"),
        ("周六", "09:00-11:00"),
        ("周日", "不开门"),
    ]


def test_two_neighbouring_days_and_a_whole_week() -> None:
    every = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    whole = week_rows((WeekRule(days=every, open=(Interval(0, 1440),)),))
    assert [(row.days, row.times) for row in whole] == [("每天", "全天")]
    weekend = week_rows((WeekRule(days=("sat", "sun"), open=(MORNING,)),))
    assert weekend[-1].days == "周六、周日"


def test_hours_in_one_sentence() -> None:
    week = (WeekRule(days=WORKWEEK, open=(MORNING,)),)
    said = "周一至周五 08:30-12:00；夜里和节假日有人值守"
    assert hours_sentence(Hours(regular=week, duty_24h=True)) == said
    assert hours_sentence(Hours(regular=())) == "请先打电话问"


def test_what_a_holiday_means_here() -> None:
    week = (WeekRule(days=WORKWEEK, open=(MORNING,)),)
    plain = holiday_sentence(Hours(regular=week))
    assert plain == "法定节假日不开门；调休上班的周末照工作日开门。"
    usual = Hours(regular=week, public_holidays="as_usual", makeup_workdays="closed")
    assert holiday_sentence(usual) == "法定节假日照常开门；调休上班的周末不开门。"
    some = holiday_sentence(Hours(regular=week, holiday_open=(MORNING,)))
    assert some.startswith("法定节假日 08:30-12:00")


def test_the_next_special_day_is_announced() -> None:
    hours = Hours(regular=(WeekRule(days=WORKWEEK, open=(MORNING,)),))
    said = {
        today: special_day_words(day)
        for today in (date(2026, 9, 20), date(2026, 10, 8))
        if (day := special_day(hours, today, CALENDAR))
    }
    assert said == {
        date(2026, 9, 20): "10月1日（星期四）国庆节：不开门",
        date(2026, 10, 8): "10月10日（星期六）国庆节调休上班：08:30-12:00",
    }
    assert special_day(hours, date(2026, 10, 20), CALENDAR) is None
    assert special_day(hours, date(2031, 1, 1), CALENDAR) is None


def test_telephones_addresses_and_times() -> None:
    assert tel("0000-0000001") == "tel:00000000001"
    assert href("services/a.html") == "@@ROOT@@/services/a.html"
    assert href("https://example.gov.cn") == "https://example.gov.cn"
    assert str(times("<b>08:30-12:00")) == (
        '&lt;b&gt;<span class="ds-nowrap">08:30-12:00</span>'
    )


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (labels.STATION_KIND, places.StationKind),
        (labels.SETTING, places.Setting),
        (labels.POST_ROLE, places.PostRole),
        (labels.YES_NO, places.YesNo),
        (labels.PHONE_KIND, common.PhoneKind),
        (labels.LIMIT, common.LimitUnit),
        (labels.SERVICE_KIND, services.ServiceKind),
        (labels.PROJECT_TYPE, services.ProjectType),
        (labels.AUDIENCE, services.Audience),
        (labels.HANDLE_AREA, services.HandleArea),
        (labels.CHANNEL, services.ChannelType),
        (labels.WHO, services.Who),
        (labels.NEED, papers.Need),
        (labels.MATERIAL_SOURCE, papers.MaterialSource),
        (labels.LAW_LEVEL, papers.LawLevel),
        (labels.LAW_STATUS, papers.LawStatus),
        (labels.WAY_KIND, registers.WayKind),
        (labels.ARTICLE_FORMAT, learning.ArticleFormat),
        (labels.READER, learning.ReaderGroup),
        (learning_labels.ALERT_KIND, alerts.AlertKind),
        (learning_labels.SEVERITY, alerts.Severity),
        (learning_labels.SEVERITY_TONE, alerts.Severity),
        (learning_labels.QUIZ_MODE, quizzes.QuizMode),
        (learning_labels.EVENT_KIND, events.EventKind),
        (learning_labels.EVENT_STATUS, events.EventStatus),
        (learning_labels.NOTICE_KIND, community.NoticeKind),
        (learning_labels.LOST_CATEGORY, community.LostCategory),
        (learning_labels.EVENT_STATUS_TONE, events.EventStatus),
    ],
)
def test_every_value_of_the_model_has_its_word(table: object, values: object) -> None:
    assert set(table) == set(get_args(values))  # type: ignore[call-overload]
