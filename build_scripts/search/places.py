"""Pages of the site that are no record, and still what somebody looks for."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from build_scripts.catalogue.model import SiteConfig
from build_scripts.search.phrase import Phrase
from build_scripts.shared.frozen import Frozen


class Place(Frozen):
    """A page by its name, with what people call it."""

    id: str
    name: str
    url: str
    note: str
    words: tuple[str, ...] = ()

    def phrases(self) -> Iterator[Phrase]:
        yield Phrase(self.name, 27, spoken=True)
        for word in self.words:
            yield Phrase(word, 27, spoken=True)
        yield Phrase(self.note, 10)


_PLACES = (
    Place(
        "stations",
        "派出所、司法所、综治中心在哪里",
        "stations/index.html",
        "按乡镇找：地址、电话、几点开门。",
        ("派出所电话", "派出所地址", "派出所几点上班", "司法所电话", "附近派出所"),
    ),
    Place(
        "areas",
        "我的村",
        "areas/index.html",
        "找本村的民警、网格员、调解员、法律顾问。",
        ("村里谁管", "网格员电话", "社区民警", "村警", "法律顾问", "驻村民警"),
    ),
    Place(
        "disputes",
        "有纠纷怎么办",
        "disputes/index.html",
        "先看有哪几条路，调解不收费。",
        ("纠纷", "闹矛盾", "找谁评理", "申请调解", "调解"),
    ),
    Place(
        "ask",
        "申请调解",
        "{forms}/dispute/start",
        "在网上说一说，我们找人来调解。",
        ("网上申请调解", "我要调解"),
    ),
    Place(
        "progress",
        "查调解办到哪一步",
        "{forms}/dispute/progress",
        "用编号和手机号后四位查。",
        ("查进度", "调解进度", "办到哪了", "案子进度"),
    ),
    Place(
        "appointment",
        "预约查询、改期、取消",
        "{forms}/appointment",
        "用预约码和手机号后四位查。",
        ("预约", "取消预约", "改预约", "查预约", "挂号", "取号"),
    ),
    Place(
        "hotlines",
        "全部热线",
        "hotlines/index.html",
        "什么事打什么电话。",
        ("电话", "热线", "服务电话", "投诉电话"),
    ),
    Place(
        "calendar",
        "放假和调休",
        "calendar/index.html",
        "哪天不上班、哪天补班。",
        ("放假", "调休", "几号上班", "过年上班", "国庆上班", "节假日", "周末上班"),
    ),
    Place(
        "articles",
        "学法律",
        "articles/index.html",
        "防骗、讨薪、邻里家事，写得明白。",
        ("普法", "法律知识", "普法文章"),
    ),
    Place(
        "alerts",
        "安全提醒",
        "alerts/index.html",
        "最近的骗术和要当心的事。",
        ("提醒", "预警", "最近有什么骗术"),
    ),
    Place(
        "events",
        "普法活动",
        "events/index.html",
        "讲座、宣传车、夜校，什么时候在哪里。",
        ("活动", "讲座", "法律讲座", "宣传车几点来", "夜校"),
    ),
    Place(
        "notices",
        "通知",
        "notices/index.html",
        "放假、停办、搬家。",
        ("公告", "停办通知", "最新通知"),
    ),
    Place(
        "quizzes",
        "答题",
        "quizzes/index.html",
        "做几道题，答错了告诉您为什么。",
        ("普法答题", "法律测试", "考考我", "知识竞赛"),
    ),
    Place(
        "volunteers",
        "志愿者",
        "volunteers/index.html",
        "有哪些队伍，怎么认、怎么加入。",
        ("当志愿者", "志愿者报名", "义警", "巡逻队"),
    ),
    Place(
        "lost-found",
        "失物招领",
        "lost-found/index.html",
        "捡到的等人来领，丢了的请大家留意。",
        ("有没有人捡到", "捡到东西", "招领", "寻物"),
    ),
    Place(
        "terms",
        "法律词语",
        "terms/index.html",
        "看不懂的词，换成平常的话。",
        ("法律名词", "名词解释", "看不懂的词"),
    ),
    Place(
        "sheets",
        "空白表格",
        "sheets/index.html",
        "要填的表，空白的和填好的样子。",
        ("表格下载", "申请表", "空白表", "样表", "下载表格"),
    ),
    Place(
        "codes",
        "海报真假",
        "v/index.html",
        "按海报角上的短码查是真是假。",
        ("短码", "海报真伪", "查真伪"),
    ),
    Place(
        "area-names",
        "按拼音找村",
        "help/villages.html",
        "只记得老名字、小地名，也能找到现在归哪里管。",
        ("老地名", "以前的村名"),
    ),
    Place(
        "whom",
        "我该找谁",
        "help/index.html",
        "一步一步问，告诉您该找谁、打什么电话。",
        ("该找谁", "找哪个部门", "不知道找谁", "归谁管"),
    ),
)


def places(config: SiteConfig) -> tuple[Place, ...]:
    """The index pages and the doors of the forms, in this order for ever."""
    return tuple(
        replace(place, url=place.url.replace("{forms}", config.forms_path))
        for place in _PLACES
    )
