"""What happens around people: notices, volunteers, things lost and found."""

from datetime import date
from typing import Literal

from build_scripts.catalogue.model.common import Phone, Record, Text
from build_scripts.catalogue.model.renditions import Renditions

NoticeKind = Literal["closure", "move", "change", "recruit", "other"]
LostKind = Literal["found", "lost"]
LostCategory = Literal[
    "id_card", "phone", "wallet", "keys", "vehicle", "livestock", "tool", "bag", "other"
]
LostStatus = Literal["open", "claimed", "handed_over", "closed"]


class Notice(Record, kw_only=True):
    """Something people have to know before they set out: a closure, a move."""

    kind: NoticeKind
    """种类：closure 停办放假、move 搬家、change 办法变了、recruit 招募、other 其他。"""
    text: Text
    """通知的话，几句说完：什么事、从哪天到哪天、急用怎么办。"""
    valid_from: date
    """事情从哪天起。"""
    valid_through: date
    """到哪天为止；过了这天，通知从网站上消失。"""
    areas: tuple[str, ...]
    """通知哪些地区（编号）；全县就写县的编号。"""
    stations: tuple[str, ...] = ()
    """跟哪些站点有关（编号），站点页面上会显示。"""
    publisher: str
    """谁发的通知（机构或站点编号）。"""
    phones: tuple[Phone, ...] = ()
    """问事的电话。"""
    renditions: Renditions | None = None
    """短信、微信、大喇叭、海报的稿子；不写的由程序照内容写。"""


class VolunteerGroup(Record, kw_only=True):
    """A group of volunteers: what they do, how one knows them, how one joins."""

    summary: Text
    """一句话说是谁、做什么，不超过 100 个字。"""
    agency: str
    """由哪个机构管（编号）。"""
    areas: tuple[str, ...]
    """在哪些地区（编号）。"""
    duties: tuple[Text, ...]
    """做哪些事，一条一句。"""
    not_duties: tuple[Text, ...]
    """不做哪些事：不查证件、不罚款、不搜身，一条一句。"""
    recognise: Text
    """怎么认出是真的：穿什么、戴什么、到哪里核实。"""
    lead_display: Text = Text("")
    """负责人的称呼，例如“余队长”。"""
    members_count: int = 0
    """大约多少人；不写就不显示。只写人数，不登记名单。"""
    schedule: Text = Text("")
    """什么时候活动。"""
    training: Text = Text("")
    """加入以前学什么。"""
    insurance: Text = Text("")
    """有没有意外保险。"""
    how_to_join: Text
    """怎么报名、要什么条件。"""
    safeguarding: Text = Text("")
    """接触孩子、老人时的规矩。"""
    phones: tuple[Phone, ...]
    """联系电话。"""


class LostFound(Record, kw_only=True):
    """A thing found or lost.  Its `name` is vague on purpose: no detail that proves
    whose it is; the proof stays with the station.
    """

    kind: LostKind
    """found 捡到的、lost 丢失的。"""
    category: LostCategory
    """种类：id_card 证件、phone 手机、wallet 钱包、keys 钥匙、vehicle 车、livestock 牲畜、tool 工具、bag 包、other 其他。"""
    when: date
    """哪天捡到、哪天丢的。"""
    area: str
    """大概在哪个村、社区（编号），不写具体地点。"""
    station: str
    """到哪个站点认领、报失（编号）。"""
    lost_status: LostStatus = "open"
    """open 等人认领、claimed 已领走、handed_over 已移交、closed 已了结。不是 open 的不再显示。"""
    published_on: date
    """哪天登的；满一年自动消失。"""
