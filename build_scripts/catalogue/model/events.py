"""Talks, the education van, evening schools: where one can go and hear the law."""

from datetime import datetime
from typing import Literal

from build_scripts.catalogue.model.common import Phone, Record, Text
from build_scripts.catalogue.model.learning import ReaderGroup
from build_scripts.catalogue.model.renditions import Renditions
from build_scripts.shared.frozen import Frozen

EventKind = Literal[
    "lecture",
    "mobile_van",
    "counter_day",
    "reception_day",
    "mock_trial",
    "circuit_mediation",
    "open_day",
    "night_school",
    "junior_police",
    "seven_entries",
]
EventStatus = Literal["scheduled", "moved", "postponed", "cancelled"]
EventBooking = Literal["none", "phone"]


class VanStop(Frozen, kw_only=True):
    """One stop of a van."""

    place: Text
    """停在哪里，说得出路牌、店名。"""
    area: str
    """哪个村、社区（编号）。"""
    starts: datetime
    """几点到，例如 2026-12-04 09:00。"""
    ends: datetime
    """几点走。"""


class LegalEvent(Record, kw_only=True):
    """An event (schema.org Event, RFC 5545 VEVENT)."""

    kind: EventKind
    """种类：lecture 讲座、mobile_van 法治宣传车、counter_day 现场咨询、reception_day 领导接访日、mock_trial 模拟法庭、circuit_mediation 巡回调解、open_day 开放日、night_school 夜校、junior_police 少年警校、seven_entries 法律七进（进机关、乡村、社区、学校、企业、单位、家庭）。"""
    summary: Text
    """一句话说讲什么、谁来合适，不超过 100 个字。"""
    starts: datetime
    """什么时候开始，例如 2026-12-04 19:30。"""
    ends: datetime
    """什么时候结束。"""
    station: str = ""
    """在哪个站点办（编号）；不在站点就写 place。"""
    place: Text = Text("")
    """在哪里办，例如“欢喜村村委会院坝”。"""
    stops: tuple[VanStop, ...] = ()
    """宣传车停哪几站，按先后。"""
    areas: tuple[str, ...]
    """请哪些地区的人来（编号）；全县就写县的编号。"""
    organiser: str
    """谁办的（机构或站点编号）。"""
    audience: tuple[ReaderGroup, ...] = ("everyone",)
    """请谁来。"""
    languages: tuple[str, ...] = ("zh",)
    """用什么话讲。"""
    capacity: int = 0
    """坐得下多少人；0 表示不限。"""
    booking: EventBooking = "none"
    """要不要报名：none 直接来、phone 打电话报名。"""
    guardian_needed: bool = False
    """不满十四周岁的孩子要监护人同意才能参加，写 true。"""
    bring: Text = Text("")
    """要带什么；不用带就不写。"""
    accessibility: Text = Text("")
    """轮椅进得去吗，有没有手语翻译。"""
    phones: tuple[Phone, ...]
    """问事、报名的电话。"""
    rain_plan: Text = Text("")
    """下雨怎么办。"""
    event_status: EventStatus = "scheduled"
    """照常 scheduled、改地点改时间 moved、延期待定 postponed、取消 cancelled。取消了不要删，改成 cancelled。"""
    previous_start: datetime | None = None
    """改期以前的开始时间。"""
    change_note: Text = Text("")
    """改动的原因，给群众看的一句话。"""
    sequence: int = 0
    """改过几次时间、地点：每改一次加一，手机日历里的才会跟着改。"""
    services: tuple[str, ...] = ()
    """现场可以办、可以问的事（编号）。"""
    renditions: Renditions | None = None
    """短信、微信、大喇叭、海报的稿子；不写的由程序照内容写。"""
