"""Small registers, several records in one file: hotlines, dispute types, calendar."""

from datetime import date
from typing import Literal

from build_scripts.catalogue.model.common import Citation, Record, Text
from build_scripts.shared.frozen import Frozen

WayKind = Literal[
    "people_mediation",
    "police_mediation",
    "labour_arbitration",
    "land_arbitration",
    "administrative",
    "court",
    "legal_aid",
    "petition",
]


class Hotline(Record, kw_only=True):
    """A telephone service of the whole country or county."""

    number: str
    """号码。"""
    what_for: Text
    """什么事打这个电话。"""
    what_happens: Text
    """打过去会怎样。"""
    hours: Text
    """什么时候有人接。"""
    cost: Text
    """话费怎么算。"""
    urgent: bool = False
    """有人身危险时打的写 true，排在最前面。"""


class Way(Frozen, kw_only=True):
    """One lawful way to settle a kind of dispute."""

    kind: WayKind
    """people_mediation 人民调解、police_mediation 治安调解、labour_arbitration 劳动仲裁、land_arbitration 土地承包仲裁、administrative 行政处理、court 诉讼、legal_aid 法律援助、petition 信访。"""
    station_kind: Literal[
        "police_station", "justice_office", "governance_center", ""
    ] = ""
    """本站哪类站点接手；不由本站接手就不写。"""
    who: Text
    """找谁。"""
    cost: Text
    """收不收费。"""
    time: Text
    """大约多久。"""
    effect: Text
    """结果有什么效力。"""
    legal_basis: tuple[Citation, ...]
    """依据。"""


class DisputeType(Record, kw_only=True):
    """A kind of dispute and its lawful ways; the first one is proposed."""

    examples: tuple[Text, ...]
    """举几个例子。"""
    proposal: Text
    """一句话建议先走哪条路、为什么。"""
    ways: tuple[Way, ...]
    """可以走的路，第一条是建议的。"""
    intake: bool = True
    """能不能在线申请调解；false 的只给指引。"""
    not_for: Text = Text("")
    """什么情况不要走调解，该找谁。"""
    facts_to_tell: tuple[Text, ...] = ()
    """申请时最好说清楚的事。"""
    bring: tuple[Text, ...] = ()
    """可以准备的凭据。"""
    time_limit: Text = Text("")
    """打官司或申请仲裁的时效。"""
    sensitive: bool = False
    """敏感事项（家暴、未成年人）：页面带快速离开按钮。"""


WordEffect = Literal["same", "ignore", "urgent"]


class SearchWord(Record, kw_only=True):
    """How people say a thing when they search: dialect, slips, other names."""

    words: tuple[str, ...]
    """群众的说法，一个一个列出来，用汉字，例如 [身分证, 身份正]；拼音不用写，会自动认。"""
    effect: WordEffect = "same"
    """same 和名称是一个意思、ignore 搜的时候跳过、urgent 有危险，先显示要打的电话。"""
    call: str = ""
    """effect 写 urgent 时要打的号码，例如 "110"。"""


class CalendarSpan(Frozen, kw_only=True):
    """A public holiday with its bridge days and the weekend days worked for it."""

    name: Text
    """节日。"""
    start: date
    """放假第一天。"""
    end: date
    """放假最后一天。"""
    makeup: tuple[date, ...] = ()
    """调休上班的日子。"""


class CalendarYear(Frozen, kw_only=True):
    """The working calendar of one year."""

    path: str
    """文件在 content 里的位置（由程序填写）。"""
    year: int
    """年份。"""
    provisional: bool = False
    """通知还没出、暂按法定节日排的写 true。"""
    source: Text
    """依据的通知。"""
    holidays: tuple[CalendarSpan, ...]
    """放假安排。"""
