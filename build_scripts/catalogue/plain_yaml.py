"""The short way through YAML: for files that are as they should be, nearly all.

Anything odd ends it at once, and `yaml_source` reads the file again, event by event, to
say what is wrong and where.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import yaml

from build_scripts.catalogue.source_problems import MAX_DEPTH

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"
_NextEvent = Callable[[], Any]

EMPTY = frozenset({"", "~", "null"})
"""What stands for nothing, unless it is quoted."""
NO_KEYS = frozenset({"", "<<"})


class _Odd(Exception):
    """Something that has to be looked at more closely."""


def plain_map(text: str) -> dict[str, Tree] | None:
    """The fields of a file, None when it is anything but one well-formed map."""
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
        nothing = event.value in EMPTY and event.implicit[0]
        return None if nothing else event.value
    if depth >= MAX_DEPTH:
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
        if key in fields or key in NO_KEYS:
            raise _Odd
        fields[key] = _value(next_event(), next_event, depth)
    return fields


def _list(next_event: _NextEvent, depth: int) -> list[Tree]:
    items: list[Tree] = []
    end = yaml.SequenceEndEvent
    while type(event := next_event()) is not end:
        items.append(_value(event, next_event, depth))
    return items
