"""The only file that speaks YAML: every value stays text, nothing is guessed.

`8:30`, `0512` and `no` are what the editor typed.  The tree is put together from
parser events, so size, depth, anchors and duplicate keys are refused while reading.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

import yaml

from build_scripts.catalogue import source_problems as says
from build_scripts.catalogue.source_text import (
    MAX_PROBLEMS,
    full_width_colons,
    read_text,
    split_front_matter,
    structure,
)
from build_scripts.catalogue.yaml_words import begins_earlier, reworded
from build_scripts.problems import Problem

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"
_NextEvent = Callable[[], Any]
_EMPTY = frozenset({"", "~", "null"})
"""What stands for nothing, unless it is quoted."""
_NO_KEYS = frozenset({"", "<<"})

if not yaml.__with_libyaml__:
    sys.exit(
        "缺少 libyaml:请安装带 libyaml 的 PyYAML。\n"
        "libyaml is missing: install PyYAML with its C extension."
    )


def read_yaml(path: str, data: bytes) -> tuple[dict[str, Tree] | None, list[Problem]]:
    """The fields of a YAML file as text, or every reason why not."""
    text, problems = read_text(path, data)
    return (None, problems) if problems else _read_map(path, text)


def read_markdown(
    path: str, data: bytes
) -> tuple[dict[str, Tree] | None, str, list[Problem]]:
    """The YAML head and the body of a Markdown file."""
    text, problems = read_text(path, data)
    if problems:
        return None, "", problems
    parts = split_front_matter(text)
    if parts is None:
        return None, "", [says.no_front_matter(path, 1)]
    tree, problems = _read_map(path, parts[0])
    return tree, parts[1], problems


def locate(text: str, pointer: str) -> tuple[int, int]:
    """Line and column of a field ("fees/0/amount"; "fees/0/amuont#" is the key itself).

    In a list, "@county-psb" is the item with that id.  `text` was read before, so
    composing it again is safe.  A pointer that leads nowhere gives the last place
    on its way.
    """
    if not pointer or not text:
        return 1, 1
    on_key = pointer.endswith("#")
    node = _composed(text)
    mark = node.start_mark if node is not None else None
    for step in pointer.removesuffix("#").split("/"):
        found = _step(node, step.replace("~1", "/").replace("~0", "~"))
        if found is None:
            break
        key, node = found
        mark = (key if on_key else node).start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


@lru_cache(maxsize=4)
def _composed(text: str) -> yaml.Node | None:
    return yaml.compose(text, Loader=yaml.CBaseLoader)


def _step(node: yaml.Node | None, step: str) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key, value
    if isinstance(node, yaml.SequenceNode) and step.startswith("@"):
        return next(
            ((item, item) for item in node.value if _id_of(item) == step[1:]), None
        )
    if isinstance(node, yaml.SequenceNode) and step.isdigit():
        index = int(step)
        if index < len(node.value):
            return node.value[index], node.value[index]
    return None


def _id_of(node: yaml.Node) -> str | None:
    found = _step(node, "id")
    return found[1].value if found and isinstance(found[1].value, str) else None


def _read_map(path: str, text: str) -> tuple[dict[str, Tree] | None, list[Problem]]:
    if problems := structure(path, text):
        return None, problems
    plain = plain_map(text)
    return (plain, []) if plain else read_carefully(path, text)


class _Odd(Exception):
    """Something that has to be looked at more closely."""


def plain_map(text: str) -> dict[str, Tree] | None:
    """The fields of a file, None when it is anything but one well-formed map.

    Nearly every file is, so this takes the shortest way; any other is read again by
    `read_carefully`, which can say what is wrong and where.
    """
    next_event = yaml.CBaseLoader(text).get_event
    try:
        next_event()  # the file begins
        next_event()  # its document
        if type(event := next_event()) is not yaml.MappingStartEvent:
            return None
        tree = _value(event, next_event, 0)
        next_event()  # the document ends
        alone = type(next_event()) is yaml.StreamEndEvent
    except (_Odd, yaml.YAMLError):
        return None
    return tree if alone and isinstance(tree, dict) else None


def _value(event: Any, next_event: _NextEvent, depth: int) -> Tree:
    kind = type(event)
    if event.anchor is not None or event.tag is not None:
        raise _Odd
    if kind is yaml.ScalarEvent:
        nothing = event.value in _EMPTY and event.implicit[0]
        return None if nothing else event.value
    if depth >= says.MAX_DEPTH:
        raise _Odd
    if kind is yaml.MappingStartEvent:
        return _map(next_event, depth + 1)
    return _list(next_event, depth + 1)


def _map(next_event: _NextEvent, depth: int) -> dict[str, Tree]:
    fields: dict[str, Tree] = {}
    scalar, end = yaml.ScalarEvent, yaml.MappingEndEvent
    while type(event := next_event()) is not end:
        if type(event) is not scalar or not (event.anchor is None is event.tag):
            raise _Odd
        key = event.value
        if key in fields or key in _NO_KEYS:
            raise _Odd
        fields[key] = _value(next_event(), next_event, depth)
    return fields


def _list(next_event: _NextEvent, depth: int) -> list[Tree]:
    items: list[Tree] = []
    end = yaml.SequenceEndEvent
    while type(event := next_event()) is not end:
        items.append(_value(event, next_event, depth))
    return items


def read_carefully(
    path: str, text: str
) -> tuple[dict[str, Tree] | None, list[Problem]]:
    """The fields event by event, or everything that is wrong with them."""
    reading = _Reading(path)
    try:
        _follow(yaml.CBaseLoader(text), reading)
    except yaml.YAMLError as error:
        return None, reading.problems + _syntax_problems(path, text, error)
    if reading.problems:
        return None, reading.problems
    if not isinstance(reading.root, dict) or not reading.root:
        return None, [says.not_a_map(path)]
    return reading.root, []


def _syntax_problems(path: str, text: str, error: yaml.YAMLError) -> list[Problem]:
    noticed = getattr(error, "problem_mark", None)
    if colons := full_width_colons(path, text, noticed.line + 1 if noticed else 1):
        return colons
    began = getattr(error, "context_mark", None) if begins_earlier(error) else None
    mark = began or noticed
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    typed = text.split("\n")[line - 1 : line]
    return [says.syntax(path, line, column, reworded(error, "".join(typed)))]


@dataclass(slots=True)
class _Open:
    """A map or list being filled."""

    fields: dict[str, Tree] | None
    items: list[Tree]
    """Of a list, which has no fields."""
    key: str | None = None
    events: dict[str, yaml.ScalarEvent] = field(default_factory=dict)
    """Key → where it stood first."""


@dataclass(slots=True)
class _Reading:
    """The state of reading one file: what is open, what was found."""

    path: str
    root: Tree = None
    documents: int = 0
    open: list[_Open] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _follow(parser: yaml.CBaseLoader, reading: _Reading) -> None:
    """Put the tree together; stops at the first thing that cannot be read further."""
    while (event := parser.get_event()) is not None:
        if not _take(event, reading) or len(reading.problems) >= MAX_PROBLEMS:
            return


def _take(event: yaml.Event, reading: _Reading) -> bool:
    """Take one event in; False when nothing after it can be understood."""
    if isinstance(event, yaml.ScalarEvent):
        _refuse_signs(event, reading)
        _put_scalar(event, reading)
    elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
        _refuse_signs(event, reading)
        return _begin(event, reading)
    elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
        reading.open.pop()
    elif isinstance(event, yaml.AliasEvent):
        sign = f"*{event.anchor}"
        reading.problems.append(says.reference_sign(reading.path, *_at(event), sign))
        return False
    elif isinstance(event, yaml.DocumentStartEvent):
        reading.documents += 1
        if reading.documents > 1:
            reading.problems.append(says.second_document(reading.path, *_at(event)))
            return False
    return True


def _begin(
    event: yaml.MappingStartEvent | yaml.SequenceStartEvent, reading: _Reading
) -> bool:
    if len(reading.open) >= says.MAX_DEPTH:
        reading.problems.append(says.too_deep(reading.path, *_at(event)))
        return False
    if reading.open and _awaits_key(reading.open[-1]):
        reading.problems.append(says.odd_key(reading.path, *_at(event)))
        return False
    if isinstance(event, yaml.MappingStartEvent):
        opened = _Open({}, [])
        _put(opened.fields, reading)
    else:
        opened = _Open(None, [])
        _put(opened.items, reading)
    reading.open.append(opened)
    return True


def _put_scalar(event: yaml.ScalarEvent, reading: _Reading) -> None:
    value: str | None = event.value
    if reading.open and _awaits_key(reading.open[-1]):
        _put_key(event, reading, reading.open[-1])
        return
    if reading.open and value in _EMPTY and event.implicit[0]:
        value = None
    _put(value, reading)


def _put_key(event: yaml.ScalarEvent, reading: _Reading, into: _Open) -> None:
    key = event.value
    if key in _NO_KEYS:
        reading.problems.append(says.odd_key(reading.path, *_at(event)))
    elif key in into.events:
        first, _ = _at(into.events[key])
        problem = says.duplicate_key(reading.path, *_at(event), key, first)
        reading.problems.append(problem)
    into.key = key
    into.events.setdefault(key, event)


def _put(value: Tree, reading: _Reading) -> None:
    if reading.open:
        _put_into(reading.open[-1], value)
    else:
        reading.root = value


def _put_into(into: _Open, value: Tree) -> None:
    if into.fields is None:
        into.items.append(value)
    elif into.key is not None:
        into.fields[into.key] = value
        into.key = None


def _awaits_key(into: _Open) -> bool:
    return into.fields is not None and into.key is None


def _refuse_signs(event: yaml.NodeEvent, reading: _Reading) -> None:
    tag = getattr(event, "tag", None)
    sign = f"&{event.anchor}" if event.anchor else tag and "!"
    if sign:
        reading.problems.append(says.reference_sign(reading.path, *_at(event), sign))


def _at(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
