"""Translations as gettext keeps them in .po files, which every translator's tool knows.

Read are msgid, msgid_plural and msgstr, each on one or several lines.  The Chinese
words are the msgid.  Of plural forms the first is for one, the last for several.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

Said = tuple[str, str]
"""How it is said of one and of several; mostly the same."""


def read_po(file: Path) -> Mapping[str, Said]:
    """msgid → translation; entries without a translation are left out."""
    return dict(_entries(file.read_text("utf-8").splitlines()))


def _entries(lines: list[str]) -> Iterator[tuple[str, Said]]:
    fields: dict[str, str] = {}
    name = ""
    for line in (*lines, ""):
        if line.startswith('"'):
            fields[name] += _words(line)
        elif line.startswith("msg"):
            name, _, rest = line.partition(" ")
            if name == "msgid":
                yield from _entry(fields)
                fields = {}
            fields[name] = _words(rest)
    yield from _entry(fields)


def _entry(fields: Mapping[str, str]) -> Iterator[tuple[str, Said]]:
    told = [words for name, words in fields.items() if name.startswith("msgstr")]
    if fields.get("msgid") and all(told):
        yield fields["msgid"], (told[0], told[-1])


def _words(quoted: str) -> str:
    said: str = ast.literal_eval(quoted)
    return said
