"""开放数据: which files there are, what stands in them, and how one may use them."""

from __future__ import annotations

from build_scripts.artefacts.open_data import hsds
from build_scripts.artefacts.open_data.changes import FILE as CHANGES
from build_scripts.artefacts.open_data.feeds import feed_links
from build_scripts.artefacts.open_data.tables import CSV
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.pages.context import Frame, Link
from build_scripts.pages.navigation import section_frame
from build_scripts.shared.frozen import Frozen


class FieldLine(Frozen):
    name: str
    sentence: str


class DataFile(Frozen):
    """A CSV file with its columns."""

    anchor: str
    title: str
    url: str
    fields: tuple[FieldLine, ...]


class OpenDataPage(Frozen, kw_only=True):
    frame: Frame
    lead: str
    license: str
    license_url: str
    tables: tuple[DataFile, ...]
    others: tuple[Link, ...]
    feeds: tuple[Link, ...]


_OTHERS = (
    Link(
        "datapackage.json",
        "data/datapackage.json",
        "上面这些表的说明，程序读的（Frictionless Tabular Data Package）。",
    ),
    Link(
        "catalogue.json",
        "catalogue.json",
        "整个目录合成一个 JSON，预约和调解申请用的就是它。",
    ),
    Link(
        "changes.jsonl",
        CHANGES,
        "哪天上线、哪天核对过、哪天暂停或撤下、搬到哪里，一行一条，新的在前。"
        "按内容里写的日期排，没写日期的改动不在里面。",
    ),
    Link(
        "hsds/datapackage.json",
        f"{hsds.FOLDER}datapackage.json",
        "国际上交换办事目录的格式 HSDS 3.0：机构、事项、地点、电话、开放时间。",
    ),
    Link(
        "编辑手册", "handbook/index.html", "写内容的人看：每类文件的字段和检查的规则。"
    ),
    Link(
        "从前的名字",
        "moved/index.html",
        "合并了、搬走了、改了名的，旧地址还打得开，这里列着现在看哪里。",
    ),
    Link("sitemap.xml", "sitemap.xml", "全部网页的地址。"),
    Link("search/index.json", "search/index.json", "本站搜索用的索引。"),
)


def open_data_page(catalogue: Catalogue) -> OpenDataPage:
    lead = "本站写给大家看的，程序也可以直接读。不用申请，不用登录。"
    config = catalogue.config
    return OpenDataPage(
        frame=section_frame("开放数据", lead),
        lead=lead,
        license=config.data_license,
        license_url=config.data_license_url,
        tables=tuple(
            DataFile(
                table,
                spec.title,
                f"data/{table}.csv",
                tuple(FieldLine(c.name, c.sentence) for c in spec.columns),
            )
            for table, spec in CSV.items()
        ),
        others=_OTHERS,
        feeds=feed_links(catalogue),
    )
