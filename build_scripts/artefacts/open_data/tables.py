"""The CSV files: which table, which columns, and what stands in each.

A column's name is the file's header; its sentence stands on the page 开放数据.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from build_scripts.artefacts.open_data import cells
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.pages.addresses import address


class Column(NamedTuple):
    """`tell` gives the cell of a record."""

    name: str
    sentence: str
    tell: Callable[[Catalogue, Any], object]


class CsvTable(NamedTuple):
    """A file data/<table>.csv."""

    title: str
    columns: tuple[Column, ...]


def row(catalogue: Catalogue, table: str, record: Any) -> tuple[str, ...]:
    """The cells of one record, in the order of the columns."""
    return tuple(
        _words(column.tell(catalogue, record)) for column in CSV[table].columns
    )


def _words(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable):
        return "；".join(map(str, value))
    return "" if value is None else str(value)


def _field(name: str, sentence: str, field: str) -> Column:
    return Column(name, sentence, lambda _, record: getattr(record, field))


ID = _field("编号", "不会变的编号，可以用来对照别的文件。", "id")
NAME = _field("名称", "页面上的名称。", "name")
SUMMARY = _field("一句话", "说清楚是什么。", "summary")
CHECKED = _field("核对日期", "最近一次有人核对内容的日子。", "reviewed_on")
URL = Column("网页", "这一条的网页。", lambda c, r: cells.link(c, address(r, c.config)))
PHONES = Column("电话", "打得进去的电话，监督电话除外。", cells.phones)
AREAS = Column("地区", "管哪些地方、请哪些地方的人。", cells.areas)

CSV: Mapping[str, CsvTable] = {
    "services": CsvTable(
        "办事指南",
        (
            ID,
            NAME,
            _field("平常说法", "群众平常怎么说。", "plain_name"),
            SUMMARY,
            Column("主题", "在网站上归到哪一类。", cells.topic),
            Column("主管部门", "哪个部门管。", cells.competent),
            Column("服务对象", "个人、企业还是别的。", cells.audience),
            _field("受理条件", "什么人、什么情况可以办。", "eligibility"),
            Column("材料", "各种办理人要带的材料合在一起。", cells.materials),
            Column("法定时限", "法律规定最长多久。", cells.statutory),
            Column("承诺时限", "我们答应多久办好。", cells.promised),
            Column("收费", "多少钱，不收费就写不收费。", cells.fee),
            _field("跑几次", "要到现场几次。", "visits"),
            Column("通办范围", "在哪里都能办。", cells.handle_area),
            Column("能预约", "能不能约时间。", lambda _, s: s.booking.supported),
            Column("咨询电话", "问事打的电话。", cells.consult),
            Column("监督电话", "投诉打的电话。", cells.supervise),
            CHECKED,
            URL,
        ),
    ),
    "stations": CsvTable(
        "站点",
        (
            ID,
            NAME,
            Column("类别", "派出所、司法所、综治中心等。", cells.station_kind),
            Column("机构", "在这里办公的机构。", cells.agencies),
            Column("管哪里", "管哪些地区。", cells.served),
            Column("地址", "详细地址。", cells.full_address),
            Column("附近", "好认的地方。", lambda _, s: s.address.landmark),
            Column("纬度", "WGS 84 坐标。", cells.latitude),
            Column("经度", "WGS 84 坐标。", cells.longitude),
            PHONES,
            Column("开放时间", "一句话的开放时间。", cells.hours),
            Column("opening_hours", "同样的时间，照 OpenStreetMap 的写法。", cells.osm),
            Column("夜里有人", "夜里、节假日有没有人值守。", cells.duty),
            Column("事项", "能办的事，写事项的编号。", cells.offers),
            Column("现状", "正常、暂停、搬了还是撤了。", cells.station_state),
            CHECKED,
            URL,
        ),
    ),
    "areas": CsvTable(
        "地区",
        (
            ID,
            _field("代码", "行政区划代码，12 位。", "code"),
            NAME,
            Column("级别", "县、乡镇、村、社区。", cells.area_level),
            _field("上级", "上一级地区的编号。", "parent"),
            _field("别名", "旧名、自然村、小区名。", "aliases"),
            Column("派出所", "管这里的派出所的编号。", cells.police),
            Column("司法所", "管这里的司法所的编号。", cells.justice),
            Column("综治中心", "管这里的综治中心的编号。", cells.governance),
            URL,
        ),
    ),
    "agencies": CsvTable(
        "部门",
        (
            ID,
            NAME,
            _field("简称", "平常叫什么。", "short_name"),
            _field("管什么", "管什么事。", "does"),
            _field("热线", "服务热线。", "hotline"),
            PHONES,
            Column("监督电话", "投诉打的电话。", cells.supervise),
            URL,
        ),
    ),
    "hotlines": CsvTable(
        "热线",
        (
            _field("号码", "拨这个号。", "number"),
            NAME,
            _field("什么事打", "什么事打这个电话。", "what_for"),
            _field("打了会怎样", "打过去会怎样。", "what_happens"),
            _field("什么时候", "什么时候有人接。", "hours"),
            _field("话费", "话费怎么算。", "cost"),
        ),
    ),
    "dispute_types": CsvTable(
        "纠纷",
        (
            ID,
            NAME,
            _field("例子", "举几个例子。", "examples"),
            _field("建议", "先走哪条路、为什么。", "proposal"),
            _field("能网上申请调解", "是或否。", "intake"),
            _field("时效", "打官司、申请仲裁的期限。", "time_limit"),
            URL,
        ),
    ),
    "materials": CsvTable(
        "材料",
        (
            ID,
            NAME,
            _field("是什么", "什么样的才算数。", "what"),
            Column("从哪里来", "自己准备还是谁出具。", cells.source),
            _field("谁出具", "出具的单位。", "issued_by"),
            _field("没有怎么办", "到哪里办。", "how_to_get"),
            URL,
        ),
    ),
    "laws": CsvTable(
        "法律法规",
        (
            ID,
            NAME,
            Column("层级", "法律、行政法规等。", cells.law_level),
            _field("文号", "发布的文号。", "document_no"),
            _field("制定机关", "谁制定的。", "issuer"),
            _field("施行日期", "现行文本从哪天起施行。", "effective_on"),
            Column("效力", "现行有效、已修改、已废止。", cells.law_state),
            _field("核对日期", "最近一次核对效力的日子。", "checked_on"),
            URL,
        ),
    ),
    "life_events": CsvTable(
        "一件事",
        (
            ID,
            NAME,
            _field("怎么说", "群众怎么说这件事。", "trigger"),
            _field("怎么办", "两三句话。", "intro"),
            _field("期限", "有没有期限。", "deadline"),
            Column("事项", "要办的事项的编号。", cells.tasks),
            URL,
        ),
    ),
    "articles": CsvTable(
        "普法文章",
        (
            ID,
            NAME,
            SUMMARY,
            Column("主题", "归到哪几类。", cells.topics),
            Column("写给谁", "写给谁看。", cells.readers),
            Column("发布单位", "谁发布的。", cells.publisher),
            _field("发布日期", "哪天发布。", "published_on"),
            _field("到期", "过了这天要重新核对。", "expires"),
            AREAS,
            URL,
        ),
    ),
    "events": CsvTable(
        "普法活动",
        (
            ID,
            NAME,
            Column("种类", "讲座、宣传车、夜校等。", cells.event_kind),
            Column("开始", "什么时候开始。", lambda _, e: e.starts.isoformat()),
            Column("结束", "什么时候结束。", lambda _, e: e.ends.isoformat()),
            Column("地点", "在哪里。", cells.where_held),
            AREAS,
            Column("状态", "空着是照常。", cells.event_state),
            PHONES,
            URL,
        ),
    ),
    "alerts": CsvTable(
        "安全提醒",
        (
            ID,
            NAME,
            Column("种类", "防骗、天气等。", cells.alert_kind),
            Column("轻重", "非常危险到知道就行，五级。", cells.severity),
            AREAS,
            Column("从", "从什么时候起。", lambda _, a: a.effective.isoformat()),
            Column("到", "到什么时候为止。", lambda _, a: a.expires.isoformat()),
            _field("什么样", "怎么认出来。", "looks_like"),
            _field("要做的", "一条一句。", "do"),
            _field("别做的", "一条一句。", "dont"),
            _field("热线", "打哪个电话。", "hotline"),
            URL,
        ),
    ),
    "notices": CsvTable(
        "通知",
        (
            ID,
            NAME,
            Column("种类", "停办、搬家等。", cells.notice_kind),
            _field("内容", "通知的话。", "text"),
            _field("从", "事情从哪天起。", "valid_from"),
            _field("到", "到哪天为止。", "valid_through"),
            AREAS,
            _field("站点", "跟哪些站点有关，写编号。", "stations"),
            URL,
        ),
    ),
    "terms": CsvTable(
        "法律词语",
        (
            ID,
            _field("词", "法律里的词。", "name"),
            _field("大白话", "换成平常的话。", "plain"),
            _field("群众怎么说", "当地人的说法。", "people_say"),
            _field("例子", "身边的例子。", "example"),
        ),
    ),
}
"""Table → its file."""
