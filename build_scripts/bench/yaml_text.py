"""Records as the YAML an editor would write: short parts on one line, long ones below."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Value: TypeAlias = "Mapping[str, Value] | list[Value] | str | int | bool | None"

ONE_LINE = 100
"""Characters up to which a list or a map stands on one line."""

_PLAIN = re.compile(
    r"[0-9A-Za-z\u3400-\u9fff《（“][0-9A-Za-z\u3400-\u9fff_.《》（）“”、，。；：？！〔〕+·-]*"
)
"""What needs no quotes, in a flow list either."""


def yaml_text(record: Mapping[str, Value]) -> str:
    """The whole file of one record."""
    return "\n".join(_map_lines(record)) + "\n"


def _map_lines(fields: Mapping[str, Value], indent: str = "") -> Iterator[str]:
    for key, value in fields.items():
        yield from _field_lines(key, value, indent)


def _field_lines(key: str, value: Value, indent: str) -> Iterator[str]:
    line = f"{indent}{key}: {_one_line(value)}"
    if isinstance(value, Mapping) and value:
        yield f"{indent}{key}:"
        yield from _map_lines(value, f"{indent}  ")
    elif isinstance(value, list) and value and not _fits(value, line):
        yield f"{indent}{key}:"
        for item in value:
            yield from _item_lines(item, f"{indent}  ")
    else:
        yield line.rstrip()


def _item_lines(item: Value, indent: str) -> Iterator[str]:
    line = f"{indent}- {_one_line(item)}"
    if isinstance(item, Mapping) and item and not _fits(list(item.values()), line):
        first, *rest = _map_lines(item, f"{indent}  ")
        yield f"{indent}- {first.strip()}"
        yield from rest
    else:
        yield line


def _fits(parts: list[Value], line: str) -> bool:
    """Short enough for one line; a list of maps never is."""
    return len(line) <= ONE_LINE and not any(isinstance(p, Mapping) for p in parts)


def _one_line(value: Value) -> str:
    if isinstance(value, Mapping):
        fields = (f"{key}: {_one_line(part)}" for key, part in value.items())
        return "{" + ", ".join(fields) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_one_line(part) for part in value) + "]"
    return _scalar(value)


def _scalar(value: str | bool | int | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "" if value is None else str(value)
    if not text or _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
