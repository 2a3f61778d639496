"""JSON Schema (draft 2020-12) of every kind of file, for editors that help while one types.

Made from the same model as the decoder, so that both want the same.  Editors read
`20` as a number and `true` as a truth value where the decoder reads text, so both
spellings pass.  What needs other records (does this id exist?) only `doorstep check`
can tell.
"""

from __future__ import annotations

import json
import types
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from msgspec.structs import FieldInfo

from build_scripts.catalogue.field_docs import field_sentences
from build_scripts.catalogue.folder import CONFIG, REGISTERS, TABLES, Table
from build_scripts.catalogue.model import SiteConfig, Text
from build_scripts.catalogue.scalars import ID
from build_scripts.shared.frozen import fields, is_frozen
from build_scripts.shared.opening_hours import Interval, MonthDay

Json = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
FILLED_IN = ("path", "body")
"""Fields the program knows without being told."""
SETTINGS = Table(CONFIG.removesuffix(".yml"), SiteConfig)
_ONE_LINE: Json = {"type": ["string", "number", "boolean"]}
_SPELLINGS: dict[str, list[Any]] = {
    "": [None],
    "yes": ["yes", True],
    "no": ["no", False],
}
"""Words of a choice that some readers of YAML take for something else."""
_TAG = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_SCALARS: dict[Any, Json] = {
    str: _ONE_LINE,
    Text: {
        "anyOf": [
            _ONE_LINE,
            {
                "type": "object",
                "required": ["zh-Hans"],
                "propertyNames": {"pattern": _TAG},
                "additionalProperties": _ONE_LINE,
            },
        ]
    },
    int: {"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]{1,9}$"},
    Decimal: {
        "type": ["number", "string"],
        "pattern": r"^-?[0-9]{1,9}(\.[0-9]{1,8})?$",
    },
    bool: {
        "enum": [
            *(True, False, "true", "false", "True", "False", "TRUE", "FALSE"),
            *("yes", "no", "Yes", "No", "YES", "NO", "是", "否"),
        ]
    },
    date: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    datetime: {
        "type": "string",
        "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(\+08:00)?$",
    },
    Interval: {
        "type": "string",
        "pattern": "^ *[0-9]{1,2}:[0-5][0-9] *- *[0-9]{1,2}:[0-5][0-9] *$",
    },
    MonthDay: {"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"},
}


KINDS: dict[str, Table] = {
    table.name: table for table in (*TABLES, *REGISTERS, SETTINGS)
}
"""Name of a schema → the kind of file it is for."""


def schema(name: str) -> Json:
    """The schema of a kind of file."""
    table = KINDS[name]
    return _register(table) if table in REGISTERS else _file(table)


def schema_text(name: str) -> str:
    """The same as a file."""
    return json.dumps(schema(name), ensure_ascii=False, separators=(",", ":")) + "\n"


def _file(table: Table) -> Json:
    """A file that is one record; its id is the file's name."""
    groups: dict[str, Json] = {}
    record = _group(table.type, groups, but=(*FILLED_IN, "id"))
    return {"$schema": DRAFT, "title": table.name, **record, "$defs": groups}


def _register(table: Table) -> Json:
    """A file that is a list of records."""
    groups: dict[str, Json] = {}
    record = _group(table.type, groups, but=FILLED_IN)
    listed = {"type": "array", "items": record}
    return {
        "$schema": DRAFT,
        "title": table.name,
        "type": "object",
        "required": [table.name],
        "properties": {table.name: listed},
        "additionalProperties": False,
        "$defs": groups,
    }


def _group(cls: Any, groups: dict[str, Json], but: tuple[str, ...] = ()) -> Json:
    sentences = field_sentences(cls)
    own = [field for field in fields(cls) if field.name not in but]
    return {
        "type": "object",
        "properties": {
            field.name: _field(field, sentences[field.name], groups) for field in own
        },
        "required": [field.name for field in own if field.required],
        "additionalProperties": False,
    }


def _field(field: FieldInfo, sentence: str, groups: dict[str, Json]) -> Json:
    if field.name == "id":
        kind: Json = {"type": ["string", "integer"], "pattern": f"^{ID.pattern}$"}
    else:
        kind = _kind(field.type, groups)
    if not field.required:
        return {"description": sentence, "anyOf": [kind, {"type": "null"}]}
    if kind.get("type") == "array":
        kind = {**kind, "minItems": 1}
    return {"description": sentence, **kind}


def _kind(hint: Any, groups: dict[str, Json]) -> Json:
    if hint in _SCALARS:
        return _SCALARS[hint]
    if is_frozen(hint):
        if hint.__name__ not in groups:
            groups[hint.__name__] = {}  # its place, should it hold itself
            groups[hint.__name__] = _group(hint, groups)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": [s for word in arguments for s in _spellings(word)]}
    if origin is tuple:
        return {"type": "array", "items": _kind(arguments[0], groups)}
    if origin in (Union, types.UnionType):
        return _kind(next(a for a in arguments if a is not types.NoneType), groups)
    raise KeyError(hint)


def _spellings(word: str) -> list[Any]:
    return [word, int(word)] if word.isdigit() else _SPELLINGS.get(word, [word])
