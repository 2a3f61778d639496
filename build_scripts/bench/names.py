"""The names of townships and villages: invented, or a list from outside."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from random import Random

from build_scripts.shared.frozen import Frozen

TOWNSHIP_FIRST = "青白金银石云龙凤松柏梅兰竹桃柳杏荷莲东西南北上下前后长高平安永福和兴"
TOWNSHIP_SECOND = "山河溪湖桥塘坪岭泉洲浦港湾坡沟谷城关集店门陵原阳峰岩滩江渡园"
TOWNSHIP_KINDS = ("镇", "镇", "乡", "街道")
VILLAGE_FIRST = "大小新老前后左右中三五七九双红黄青白张王李赵陈林周吴徐孙胡朱高何郭马"
VILLAGE_SECOND = "家湾坪塘桥垭坡寨屯庄园井坝冲岭坑洼埠圩营堡铺窑树石泉"
VILLAGE_KINDS = ("村", "村", "村", "社区")


class NamesRefused(ValueError):
    """The list of names is not one; the message says what it should be."""


class Names(Frozen):
    """Real townships in their order, each with the villages that are known."""

    townships: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Place(Frozen):
    """A township: `stem` is its name without 镇, 乡 or 街道."""

    name: str
    stem: str
    villages: tuple[str, ...]


def read_names(file: Path) -> Names:
    """Names from JSON: `["甲镇", …]`, `{"甲镇": ["一村", …]}`, or a list of objects
    with `name` and perhaps `villages` or `children`.

    Raises NamesRefused for anything else.
    """
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NamesRefused(f"读不出 {file.name}：{error}") from error
    if isinstance(given, dict):
        given = [{"name": name, "villages": below} for name, below in given.items()]
    if not isinstance(given, list) or not given:
        raise NamesRefused(f"{file.name} 应当是一列乡镇的名字。")
    return Names(tuple(_township(entry, file.name) for entry in given))


def _township(entry: object, file: str) -> tuple[str, tuple[str, ...]]:
    if isinstance(entry, str):
        entry = {"name": entry}
    name = entry.get("name") if isinstance(entry, dict) else None
    if not isinstance(name, str) or not name or not isinstance(entry, dict):
        raise NamesRefused(f"{file} 里有一条没有名字：{entry!r:.60}")
    below = entry.get("villages") or entry.get("children") or []
    if not isinstance(below, list):
        raise NamesRefused(f"{file} 里“{name}”的村应当是一列名字。")
    villages = (b.get("name") if isinstance(b, dict) else b for b in below)
    return name, tuple(str(village) for village in villages if village)


def township_names(count: int, dice: Random, names: Names | None) -> list[Place]:
    """`count` townships: the given ones first, then invented ones, all different."""
    places = [
        Place(
            name, name.removesuffix("街道").removesuffix("镇").removesuffix("乡"), below
        )
        for name, below in (names.townships if names else ())[:count]
    ]
    taken = {place.stem for place in places}
    stems = [a + b for a, b in product(TOWNSHIP_FIRST, TOWNSHIP_SECOND)]
    dice.shuffle(stems)
    more = stems + [f"{a}{b}" for a, b in product(TOWNSHIP_FIRST, stems)]
    for stem in more:
        if len(places) >= count:
            break
        if stem not in taken:
            places.append(Place(stem + dice.choice(TOWNSHIP_KINDS), stem, ()))
    return places


def village_names(place: Place, count: int, dice: Random) -> list[str]:
    """`count` villages of one township: the given ones first, all different."""
    found = list(dict.fromkeys(place.villages))[:count]
    stems = [a + b for a, b in product(VILLAGE_FIRST, VILLAGE_SECOND)]
    dice.shuffle(stems)
    rounds = ("", *"一二三四五六七八九")
    for stem, tail in product(stems, rounds) if count > len(stems) else _once(stems):
        if len(found) >= count:
            break
        found.append(stem + tail + dice.choice(VILLAGE_KINDS))
    return found


def _once(stems: list[str]) -> list[tuple[str, str]]:
    return [(stem, "") for stem in stems]
