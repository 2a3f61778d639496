"""K390–K393: notices end, and what is lost and found gives nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.findings import problem_at
from build_scripts.problems import Problem

THING = 12
_PROOF = re.compile(
    r"[0-9A-Za-z]|[一二三四五六七八九十百千两]+元|尾号|号码|卡号|牌照|密码|品牌|牌子"
    r"|刻着|写着|印着|贴着|姓名|名字|里面|内有|装着|颜色|[红黄蓝绿白黑紫灰银金粉棕]色"
)


def finds_give_nothing_away(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K390: a thing lost or found is described so closely that anybody could claim it.

    失物招领只写是什么东西，不超过 12 个字。颜色、牌子、数字、里面装了什么都不写，
    留着核对失主。
    """
    for item in catalogue.lost_found.values():
        if match := _PROOF.search(item.name):
            words = f"“{match[0]}”会让人冒领"
            yield _at(item, "K390", "name", words, "请只写是什么东西，例如“一串钥匙”")
        elif len(item.name) > THING:
            words = f"写得太细，有 {len(item.name)} 个字"
            yield _at(item, "K390", "name", words, f"请缩到 {THING} 个字以内")


def finds_come_before_their_notice(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K391: something was found after the notice about it.

    捡到、丢失的日子不能在登出来的日子后面。
    """
    for item in catalogue.lost_found.values():
        if item.when > item.published_on:
            yield _at(
                item, "K391", "when", "日子在登出来以后", "请改 when 或者 published_on"
            )


def notices_end_after_they_begin(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K392: a notice ends before it begins.

    通知的结束日期不能早于开始日期。
    """
    for notice in catalogue.notices.values():
        if notice.valid_through < notice.valid_from:
            yield _at(
                notice, "K392", "valid_through", "结束比开始早", "请改 valid_through"
            )


def volunteers_can_be_verified(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K393: nobody says where one can ask whether a volunteer is a real one (warning).

    志愿者的页面要写清怎么核实真假：recognise 里要有电话号码或者派出所。
    """
    for group in catalogue.volunteers.values():
        if not re.search("[0-9]{3,}|派出所|警务室|司法所|综治中心", group.recognise):
            yield Problem(
                group.path,
                code="K393",
                pointer="recognise",
                zh="没有写到哪里核实真假",
                en="recognise does not say where to ask",
                hint_zh="请写一个电话，或者写“到派出所问”",
                severity="warning",
            )


RULES = (
    finds_give_nothing_away,
    finds_come_before_their_notice,
    notices_end_after_they_begin,
    volunteers_can_be_verified,
)

_IN_ENGLISH = {
    "K390": "a detail like this proves whose it is; leave it out",
    "K391": "it was found after the notice",
    "K392": "the notice ends before it begins",
}
_at = partial(problem_at, _IN_ENGLISH)
