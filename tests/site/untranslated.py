"""The words of our own that a page can show, found in templates and page modules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from build_scripts.pages.render import TEMPLATES
from build_scripts.pages.theme_files import MKDOCS_TEMPLATES

PAGES = Path(__file__).resolve().parents[2] / "build_scripts" / "pages"
_MARKED = re.compile(r"""_\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_CHINESE = re.compile("[\u3400-\u9fff]")
_SAID_BY = {"_", "Later"}


def of_template(name: str) -> Iterator[str]:
    """Every `_("…")` of a template and of what it takes in."""
    source = (TEMPLATES / name).read_text("utf-8")
    yield from marked(source)
    for part in re.findall(r'\{% (?:extends|from|import) "([^"]+)"', source):
        yield from of_template(part)


def marked(source: str) -> Iterator[str]:
    yield from (ast.literal_eval(found) for found in _MARKED.findall(source))


def of_shell() -> Iterator[str]:
    yield from marked((MKDOCS_TEMPLATES / "main.html").read_text("utf-8"))


def of_module(source: str) -> Iterator[str]:
    """Constants inside `_(…)` and `Later(…)`; tables of Words can be asked."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in _SAID_BY:
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and _is_chinese(part.value):
                    yield part.value


def _is_chinese(value: object) -> bool:
    return isinstance(value, str) and bool(_CHINESE.search(value))


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""
