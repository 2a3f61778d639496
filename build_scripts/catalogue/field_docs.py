"""The sentence under each field of the model, read from the model's own source."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from types import ModuleType
from typing import Any

from build_scripts.shared.frozen import is_frozen


@cache
def field_sentences(cls: Any) -> dict[str, str]:
    """Field name → the Chinese sentence under it, inherited fields included."""
    sentences: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if is_frozen(base):
            sentences |= _written_in(inspect.getmodule(base)).get(base.__name__, {})
    return {name: sentences.get(name, "") for name in cls.__struct_fields__}


@cache
def _written_in(module: ModuleType | None) -> dict[str, dict[str, str]]:
    """Class name → field → sentence, for every class of a module."""
    if module is None:
        return {}
    tree = ast.parse(inspect.getsource(module))
    return {
        node.name: _under_fields(node)
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


def _under_fields(node: ast.ClassDef) -> dict[str, str]:
    sentences = {}
    for statement, below in zip(node.body, node.body[1:], strict=False):
        if not isinstance(statement, ast.AnnAssign):
            continue
        if not (isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)):
            continue
        if isinstance(statement.target, ast.Name):
            sentences[statement.target.id] = str(below.value.value)
    return sentences
