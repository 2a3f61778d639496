"""The gold set: how people ask, and the pages any of which answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("gold.tsv")
NOT_OURS = ("-",)
TOP = 3


@dataclass(frozen=True)
class Question:
    words: str
    pages: tuple[str, ...]
    """Addresses without .html; NOT_OURS when the site has no answer."""


def gold() -> list[Question]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [Question(words, tuple(pages.split())) for words, pages in rows]


def page_of(url: str) -> str:
    """'forms/dispute/start?type=x' and 'terms/index.html#x' without what follows."""
    return url.partition("?")[0].partition("#")[0].removesuffix(".html")
