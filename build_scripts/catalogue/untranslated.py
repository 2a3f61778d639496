"""What is left to translate in records that have a page in a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Record
from build_scripts.catalogue.source_text import split_front_matter
from build_scripts.catalogue.translations import State, mark_of, state_of
from build_scripts.catalogue.walk import texts_of
from build_scripts.catalogue.yaml_source import locate
from build_scripts.shared.frozen import Frozen

_CHINESE = re.compile("[\u3400-\u9fff]")


class Left(Frozen):
    """One record: whether its translation still holds, and the texts without one."""

    name: str
    path: str
    state: State
    mark: str
    """What to write as `of` once the translation has been looked through."""
    missing: tuple[tuple[int, str], ...]
    """Line and Chinese words."""


def left_to_translate(
    root: Path, catalogue: Catalogue, language: str
) -> Iterator[Left]:
    """Of every record with a name in the language that is not wholly translated."""
    for record in catalogue.records():
        if language not in record.name.translations:
            continue
        missing = tuple(_missing(root, record, language))
        state = state_of(record, language)
        if missing or state != "fresh":
            mark = mark_of(record, language)
            yield Left(record.name, record.path, state, mark, missing)


def _missing(root: Path, record: Record, language: str) -> Iterator[tuple[int, str]]:
    told = dict(texts_of(record))
    text = (root / record.path).read_text("utf-8")
    head = split_front_matter(text) if record.path.endswith(".md") else None
    for pointer, words in told.items():
        place, _, tag = pointer.rpartition("/")
        if tag == "zh-Hans":
            lacking = f"{place}/{language}" not in told
        else:
            lacking = f"{place}/zh-Hans" not in told
        if lacking and _CHINESE.search(words):
            yield locate(head[0] if head else text, pointer)[0], words
