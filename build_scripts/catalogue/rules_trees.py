"""K211–K214: areas, agencies and stations form trees, and townships keep to theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Area, Record
from build_scripts.catalogue.names import Names
from build_scripts.catalogue.walk import pointer_to
from build_scripts.problems import Problem

_PARENT_LEVEL = {
    "township": ("county",),
    "village": ("township",),
    "community": ("township",),
}


def parents_form_a_tree(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K211: following `parent` leads back to where one began.

    上级绕了一圈又回到自己。请检查 parent。
    """
    trees: tuple[Mapping[str, Any], ...] = (
        catalogue.areas,
        catalogue.agencies,
        catalogue.stations,
    )
    for tree in trees:
        for record in tree.values():
            if _comes_back(record, tree):
                yield Problem(
                    record.path,
                    code="K211",
                    pointer=pointer_to(record, "parent"),
                    zh=f"“{record.name}”的上级绕了一圈又回到自己",
                    en=f"the parents of '{record.id}' form a loop",
                    hint_zh="请检查 parent",
                    hint_en="check the parents",
                )


def areas_stand_under_the_right_level(
    catalogue: Catalogue, names: Names
) -> Iterator[Problem]:
    """K212: an area's parent is missing or of the wrong level.

    县没有上级，乡镇街道的上级是县，村和社区的上级是乡镇街道。
    """
    for area in catalogue.areas.values():
        parent = catalogue.areas.get(area.parent)
        wanted = _PARENT_LEVEL.get(area.level, ())
        fits = parent.level in wanted if parent else not wanted
        if not fits and not (area.parent and parent is None):
            yield Problem(
                area.path,
                code="K212",
                pointer="parent" if area.parent else "level",
                zh=f"“{area.name}”的上级不对",
                en=f"the parent of '{area.id}' is missing or of the wrong level",
                hint_zh="县不写 parent；乡镇街道写县；村和社区写乡镇街道",
                hint_en="county: none; township: the county; village: its township",
            )


def townships_name_their_stations(
    catalogue: Catalogue, names: Names
) -> Iterator[Problem]:
    """K213: a township without police station, justice office or governance centre.

    每个乡镇街道都要写清由哪个派出所、司法所、综治中心管。
    """
    for area in catalogue.areas.values():
        if area.level == "township" and area.stations is None:
            yield Problem(
                area.path,
                code="K213",
                pointer="",
                zh=f"“{area.name}”没有写由哪个派出所、司法所、综治中心管",
                en=f"'{area.id}' names no police, justice and governance stations",
                hint_zh="请写 stations: 下面三行 police、justice、governance",
                hint_en="add stations: police, justice, governance",
            )


def townships_keep_to_their_own_folder(
    catalogue: Catalogue, names: Names
) -> Iterator[Problem]:
    """K214: a township's folder holds a record of another area.

    乡镇文件夹里只能放本乡镇的内容。
    """
    for area in catalogue.areas.values():
        yield from _strangers(area, "parent", [area.id], (catalogue, names))
    for item in catalogue.lost_found.values():
        yield from _strangers(item, "area", [item.area], (catalogue, names))
    for record in _of_a_township(catalogue):
        yield from _strangers(record, "areas", record.areas, (catalogue, names))


RULES = (
    parents_form_a_tree,
    areas_stand_under_the_right_level,
    townships_name_their_stations,
    townships_keep_to_their_own_folder,
)


def _of_a_township(catalogue: Catalogue) -> Iterator[Any]:
    """Everything a township may put into a folder of its own."""
    yield from catalogue.articles.values()
    yield from catalogue.alerts.values()
    yield from catalogue.events.values()
    yield from catalogue.notices.values()
    yield from catalogue.volunteers.values()
    yield from catalogue.quizzes.values()


def _comes_back(record: Any, tree: Mapping[str, Any]) -> bool:
    seen = {record.id}
    above = record.parent
    while above in tree and above not in seen:
        seen.add(above)
        above = tree[above].parent
    return bool(above == record.id)


def _township_folder(record: Area | Record) -> str:
    """ "qiaodong" for content/articles/qiaodong/x.md, "" outside township folders."""
    steps = record.path.split("/")
    return steps[2] if len(steps) == 4 else ""


def _strangers(
    record: Record,
    field: str,
    area_ids: Iterable[str],
    known: tuple[Catalogue, Names],
) -> Iterator[Problem]:
    """A problem for each area of the record outside the township of its folder."""
    catalogue, names = known
    folder = _township_folder(record)
    if folder and names.missing(folder, "areas"):
        yield _not_yours(record, "", folder, folder)
    elif folder:
        if not area_ids:
            yield _not_yours(record, "", folder, "全县")
        for index, area_id in enumerate(area_ids):
            line = [above.id for above in catalogue.ancestors(area_id)]
            if line and folder not in line:
                pointer = field if field != "areas" else f"{field}/{index}"
                yield _not_yours(record, pointer, folder, area_id)


def _not_yours(record: Record, pointer: str, folder: str, wanted: str) -> Problem:
    return Problem(
        record.path,
        code="K214",
        pointer=pointer,
        zh=f"“{folder}”文件夹里只能放本乡镇的内容，这一条属于“{wanted}”",
        en=f"the folder '{folder}' may only hold records of its own area",
        hint_zh="请移到对的文件夹，或者改成本乡镇（村）的编号",
        hint_en="move the file or name an area of this township",
    )
