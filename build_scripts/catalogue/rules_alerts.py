"""K37x: alerts are short enough to be heard and read, and end in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Alert, Poster
from build_scripts.problems import Problem, Severity

HEADLINE = 20
SMS = 70
POSTER_HEADLINE = 14
POSTER_POINTS = 3
POSTER_POINT = 18
SPOKEN_A_SECOND = 4
BROADCAST_SECONDS = (60, 90)
DAYS_AT_MOST = {"extreme": 30, "severe": 30}
OTHER_DAYS_AT_MOST = 180

_SPOKEN = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")


def headlines_are_short(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K370: the headline of an alert is longer than 20 characters.

    提醒的标题（name）超过 20 个字，手机上一眼看不完。
    """
    for alert in catalogue.alerts.values():
        if len(alert.name) > HEADLINE:
            yield _at(
                alert,
                "K370",
                "name",
                f"标题有 {len(alert.name)} 个字，超过 {HEADLINE} 个",
                "请只留最要紧的几个字",
            )


def alerts_end_in_time(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K371: an alert ends before it begins, or holds too long.

    提醒的结束时间不能早于开始时间。危险以上的最多 30 天，其余最多 180 天；
    还要提醒，就核对一遍再发一条新的。
    """
    for alert in catalogue.alerts.values():
        most = DAYS_AT_MOST.get(alert.severity, OTHER_DAYS_AT_MOST)
        if alert.expires <= alert.effective:
            words = "结束时间不比开始时间晚"
        elif alert.expires - alert.effective > timedelta(days=most + 1):
            words = f"这样的提醒最多放 {most} 天"
        else:
            continue
        yield _at(alert, "K371", "expires", words, "请改 expires")


def messages_fit_their_channel(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K372: a text message is longer than 70 characters, or the loudspeaker's text
    takes less than 60 or more than 90 seconds.

    短信连标点不超过 70 个字；大喇叭的稿子念 60 到 90 秒，也就是 240 到 360 个字。
    """
    first, last = (seconds * SPOKEN_A_SECOND for seconds in BROADCAST_SECONDS)
    for alert in catalogue.alerts.values():
        if alert.renditions is None:
            continue
        sms = len(alert.renditions.sms)
        if sms > SMS:
            place = "renditions/sms"
            yield _at(alert, "K372", place, f"短信有 {sms} 个字", f"请缩到 {SMS} 个")
        spoken = len(_SPOKEN.findall(alert.renditions.broadcast))
        if not first <= spoken <= last:
            yield _at(
                alert,
                "K372",
                "renditions/broadcast",
                f"大喇叭的稿子要念 {spoken // SPOKEN_A_SECOND} 秒（{spoken} 个字）",
                f"请写到 {first} 至 {last} 个字，念 60 到 90 秒",
            )


def posters_can_be_read_from_afar(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K373: the words of a poster are too many or too long.

    海报的大字不超过 14 个字，要点最多三条，每条不超过 18 个字。
    """
    for alert in catalogue.alerts.values():
        if alert.renditions is None:
            continue
        for place, words in _too_much_on(alert.renditions.poster):
            yield _at(alert, "K373", f"renditions/poster/{place}", words, "请写短一点")


def replaced_alerts_are_withdrawn(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K374: an alert replaces another that is still published (warning).

    新提醒代替了旧的，旧的还在网站上。
    """
    for alert in catalogue.alerts.values():
        old = catalogue.alerts.get(alert.replaces)
        if old is not None and "published" == old.status == alert.status:
            yield _at(
                alert,
                "K374",
                "replaces",
                f"旧的“{old.name}”还在网站上",
                "请把旧的状态改成 withdrawn，写上 status_note",
                severity="warning",
            )


RULES = (
    headlines_are_short,
    alerts_end_in_time,
    messages_fit_their_channel,
    posters_can_be_read_from_afar,
    replaced_alerts_are_withdrawn,
)

_IN_ENGLISH = {
    "K370": "the headline is longer than 20 characters",
    "K371": "it ends before it begins, or holds too long",
    "K372": "the text does not fit its channel",
    "K373": "the poster has too many words",
    "K374": "the alert it replaces is still published",
}


def _too_much_on(poster: Poster) -> Iterator[tuple[str, str]]:
    if len(poster.headline) > POSTER_HEADLINE:
        yield "headline", f"海报的大字有 {len(poster.headline)} 个"
    if len(poster.points) > POSTER_POINTS:
        yield "points", f"海报的要点有 {len(poster.points)} 条"
    for index, point in enumerate(poster.points):
        if len(point) > POSTER_POINT:
            yield f"points/{index}", f"这条要点有 {len(point)} 个字"


def _at(
    alert: Alert,
    code: str,
    pointer: str,
    sentence: str,
    hint: str,
    severity: Severity = "error",
) -> Problem:
    return Problem(
        alert.path,
        code=code,
        pointer=pointer,
        zh=sentence,
        en=_IN_ENGLISH[code],
        hint_zh=hint,
        severity=severity,
    )
