"""From text to the model: a decoder that follows the type hints of the model.

All problems of a file are collected; nothing is guessed and nothing raises.
"""

from __future__ import annotations

import re
import types
from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from build_scripts.catalogue import shape_problems as says
from build_scripts.catalogue.field_docs import field_sentences
from build_scripts.catalogue.model import Text
from build_scripts.catalogue.scalars import (
    BAD,
    MAX_PROBLEMS,
    Found,
    Reader,
    choice_reader,
    escaped,
    read_amount,
    read_date,
    read_id,
    read_interval,
    read_moment,
    read_month_day,
    read_string,
    read_text,
    read_whole_number,
    read_yes_no,
)
from build_scripts.catalogue.yaml_source import Tree
from build_scripts.problems import Problem
from build_scripts.shared.frozen import Frozen, fields, is_frozen
from build_scripts.shared.opening_hours import Interval, MonthDay

T = TypeVar("T")

SCALARS: Mapping[Any, Reader] = {
    str: read_string,
    Text: read_text,
    int: read_whole_number,
    Decimal: read_amount,
    bool: read_yes_no,
    date: read_date,
    datetime: read_moment,
    Interval: read_interval,
    MonthDay: read_month_day,
}
_LIST_KIND = ("一个列表", "a list", "每条一行，以“- ”开头；或者写成 [甲, 乙]")
_MAP_KIND = (
    "几个字段",
    "a group of fields",
    "请换行缩进后写“字段: 内容”，冒号用英文冒号加空格",
)
_WIDE_COLON = re.compile("[a-z_]+ ?：")
_COLON_HINT = "字段名后面用了中文冒号“：”，请改成英文冒号加一个空格"


class _Field(Frozen):
    name: str
    read: Reader
    mandatory: bool
    many: bool


def decode(
    cls: type[T],
    tree: Tree,
    path: str,
    given: Mapping[str, Any] = types.MappingProxyType({}),
    pointer: str = "",
) -> tuple[T | None, list[Problem]]:
    """An instance of `cls`, or every reason why the text is not one.

    `given` are fields the program fills in (id, path, body); the file must not.
    `pointer` is where in the file the record stands (registers hold several).
    """
    found = Found(path)
    instance = _read_fields(cls, tree, pointer, found, given)
    return (None if instance is BAD else instance), found.problems


def _read_fields(
    cls: Any, tree: Tree, pointer: str, found: Found, given: Mapping[str, Any]
) -> Any:
    if tree is None:
        return found.add(says.empty_text(found.path, pointer))
    if not isinstance(tree, dict):
        colon = isinstance(tree, str) and _WIDE_COLON.match(tree)
        kind = (*_MAP_KIND[:2], _COLON_HINT) if colon else _MAP_KIND
        return found.add(says.wrong_kind(found.path, pointer, kind))
    before = len(found.problems)
    inner = f"{pointer}/" if pointer else ""
    known = _fields_of(cls)
    may = {k: known[k] for k in known if k not in given} if given else known
    if not tree.keys() <= may.keys():
        _refuse_unknown(tree, may, inner, found)
    values = dict(given)
    for name, field in may.items():
        typed = tree.get(name)
        if typed or typed == {}:
            values[name] = field.read(typed, inner + name, found)
        elif field.mandatory:
            _miss(cls, field, tree, (pointer, inner + name), found)
    bad = found.full or len(found.problems) > before
    return BAD if bad else cls(**values)


def _refuse_unknown(
    tree: Mapping[str, Tree], may: Mapping[str, _Field], inner: str, found: Found
) -> None:
    for name in tree:
        if name not in may and not found.full:
            place = inner + escaped(name)
            found.add(says.unknown_field(found.path, place, name, tuple(may)))


def _miss(
    cls: Any,
    field: _Field,
    tree: Mapping[str, Tree],
    places: tuple[str, str],
    found: Found,
) -> None:
    """Say that a mandatory field has nothing in it; `places` = record, field."""
    meaning = field_sentences(cls).get(field.name, "")
    if field.name in tree and not field.many:
        found.add(says.empty_text(found.path, places[1], meaning))
    elif not _near_miss(field.name, tree, _fields_of(cls)):  # else reported as unknown
        place = places[1] if field.name in tree else places[0]
        found.add(says.missing_field(found.path, place, field.name, meaning))


def _near_miss(name: str, typed: Iterable[str], known: Container[str]) -> bool:
    """Some unknown field is this one with a slip of the keyboard."""
    strangers = [key for key in typed if key not in known]
    return bool(get_close_matches(name, strangers[:MAX_PROBLEMS], n=1))


@cache
def _fields_of(cls: Any) -> dict[str, _Field]:
    return {
        field.name: _Field(
            field.name,
            read_id if field.name == "id" else _reader(field.type),
            field.required,
            get_origin(field.type) is tuple,
        )
        for field in fields(cls)
    }


@cache
def _reader(hint: Any) -> Reader:
    """The reader of a type hint; KeyError names a hint nobody taught it."""
    if hint in SCALARS:
        return SCALARS[hint]
    if is_frozen(hint):
        return _group_reader(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return choice_reader(arguments)
    if origin is tuple:
        return _list_reader(_reader(arguments[0]))
    if origin in (Union, types.UnionType):
        return _reader(next(arg for arg in arguments if arg is not types.NoneType))
    raise KeyError(hint)


def _group_reader(cls: Any) -> Reader:
    def read_group(value: Tree, pointer: str, found: Found) -> Any:
        return _read_fields(cls, value, pointer, found, {})

    return read_group


def _list_reader(read_item: Reader) -> Reader:
    def read_list(value: Tree, pointer: str, found: Found) -> Any:
        if not isinstance(value, list):
            return found.add(says.wrong_kind(found.path, pointer, _LIST_KIND))
        before = len(found.problems)
        items = [
            read_item(item, f"{pointer}/{index}", found)
            for index, item in enumerate(value)
            if not found.full
        ]
        return BAD if len(found.problems) > before else tuple(items)

    return read_list
