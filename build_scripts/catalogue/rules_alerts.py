"""K370–K371, K374: alerts are short enough to be read, and end in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.findings import problem_at
from build_scripts.problems import Problem

HEADLINE = 20
DAYS_AT_MOST = {"extreme": 30, "severe": 30}
OTHER_DAYS_AT_MOST = 180


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
    replaced_alerts_are_withdrawn,
)

_IN_ENGLISH = {
    "K370": "the headline is longer than 20 characters",
    "K371": "it ends before it begins, or holds too long",
    "K374": "the alert it replaces is still published",
}
_at = partial(problem_at, _IN_ENGLISH)
