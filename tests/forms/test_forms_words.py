"""The words of the forms and the desk, as they are written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import forms_app

HOME = Path(forms_app.__file__).parent
# A colon before another word may belong to something typed: “号数:校验码”.
HALF_WIDTH = re.compile(
    r"[\u4e00-\u9fff”》）](?:[,;?!.]|:(?![\u4e00-\u9fff]))"
    r"|[,;?!][\u4e00-\u9fff“《（]"
)
WORDS_IN_TEMPLATES = re.compile(r'_\("(.*?)"')


def python_words(path: Path) -> Iterator[str]:
    """Every text of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in bare:
            yield node.value


@pytest.mark.parametrize(
    "path", sorted(HOME.rglob("*.py")), ids=lambda p: str(p.relative_to(HOME))
)
def test_sentences_in_python_have_full_width_punctuation(path: Path) -> None:
    assert [words for words in python_words(path) if HALF_WIDTH.search(words)] == []


def test_sentences_in_templates_have_full_width_punctuation() -> None:
    found = [
        words
        for path in HOME.rglob("*.html")
        for words in WORDS_IN_TEMPLATES.findall(path.read_text(encoding="utf-8"))
    ]

    assert len(found) > 100
    assert [words for words in found if HALF_WIDTH.search(words)] == []
