"""`doorstep new`: a commented file made from the sentences of the model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

from build_scripts.catalogue.decode import SCALARS
from build_scripts.catalogue.field_docs import field_sentences
from build_scripts.catalogue.folder import CONTENT, REGISTERS, TABLES, Table
from build_scripts.catalogue.scalars import ID
from build_scripts.shared.frozen import fields, is_frozen

KINDS = {
    "service": "services",
    "material": "materials",
    "law": "laws",
    "life_event": "life_events",
    "station": "stations",
    "area": "areas",
    "article": "articles",
    "page": "pages",
    "alert": "alerts",
    "quiz": "quizzes",
    "event": "events",
    "notice": "notices",
    "volunteers": "volunteers",
    "lost_found": "lost_found",
    "form": "forms",
    "term": "terms",
    "code": "codes",
    "given_code": "codes_given",
    "redirect": "redirects",
    "agency": "agencies",
    "hotline": "hotlines",
    "dispute_type": "dispute_types",
    "search_word": "search_words",
    "triage": "triage",
}
_FILLED_IN = ("path", "body")


class CannotStart(Exception):
    """The file cannot be made; the message says why in both languages."""


def start_file(root: Path, kind: str, record_id: str) -> tuple[str, str]:
    """Write the file and return its path, or return path and text for a register.

    `record_id` may begin with a township's folder: "qiaodong/harvest-tips".
    """
    table = _table(kind)
    steps = record_id.split("/")
    allowed = 2 if table.nested else 1
    if len(steps) > allowed or not all(ID.fullmatch(step) for step in steps):
        raise CannotStart(
            f"“{record_id}”不能做编号。只用小写字母、数字和连字符，例如 id-card-renewal。\n"
            f"'{record_id}' cannot be an id."
        )
    if table in REGISTERS:
        return f"{CONTENT}/{table.name}.yml", _entry(table, record_id)
    path = f"{CONTENT}/{table.name}/{record_id}{table.ending}"
    try:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("x", encoding="utf-8") as file:
            file.write(_text(table, path.count("/")))
    except FileExistsError:
        raise CannotStart(
            f"{path} 已经有了，没有改动它。请换一个编号。\n{path} exists already."
        ) from None
    except OSError as error:
        raise CannotStart(
            f"写不了 {path}:{error.strerror}。\nCannot write it."
        ) from None
    return path, ""


def blank_text(table: Table) -> str:
    """What a new file holds, or a new record of a register."""
    return _entry(table, "编号") if table in REGISTERS else _text(table, 2)


def _table(kind: str) -> Table:
    name = KINDS.get(kind.replace("-", "_"))
    for table in (*TABLES, *REGISTERS):
        if table.name == name:
            return table
    raise CannotStart(
        f"没有“{kind}”这一类。可以写：{'、'.join(KINDS)}。\nThere is no kind '{kind}'."
    )


def _text(table: Table, depth: int) -> str:
    """`depth` is how many folders lie between the file and the project."""
    head = "\n".join(_group(table.type, skip=(*_FILLED_IN, "id")))
    if table.ending == ".md":
        return f"---\n{head}\n---\n\n正文写在这里，用 Markdown。\n"
    return f"{_for_editors(table, depth)}\n{head}\n"


def _for_editors(table: Table, depth: int) -> str:
    """Where editors with a YAML language server find what may be written here."""
    root = "../" * depth
    return f"# yaml-language-server: $schema={root}site/data/schema/{table.name}.json"


def _entry(table: Table, record_id: str) -> str:
    lines = list(_group(table.type, skip=(*_FILLED_IN, "id")))
    body = "\n".join(f"    {line}".rstrip() for line in lines)
    return f"  - id: {record_id}\n{body}"


def _group(cls: Any, skip: tuple[str, ...] = ()) -> Iterator[str]:
    """The lines of one group of fields: mandatory ones first, the others as comments."""
    sentences = field_sentences(cls)
    own = [field for field in fields(cls) if field.name not in skip]
    for field in own:
        if field.required:
            yield f"# {sentences[field.name]}"
            yield from _value(field.name, field.type)
    for field in own:
        if not field.required:
            yield f"# （可不写）{sentences[field.name]}"
            yield from (f"# {line}" for line in _value(field.name, field.type))


def _value(name: str, hint: Any) -> Iterator[str]:
    many = get_origin(hint) is tuple
    inner = next((arg for arg in get_args(hint) if arg is not NoneType), hint)
    cls = inner if many or NoneType in get_args(hint) else hint
    if cls in SCALARS or not is_frozen(cls):
        yield from (f"{name}:", "  - ") if many else (f"{name}: ",)
        return
    yield f"{name}:"
    if many:
        yield "  -"
    indent = "    " if many else "  "
    yield from (f"{indent}{line}" for line in _group(cls))
