"""Everything that is wrong with a project folder, each problem with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.loader import read_folder
from build_scripts.catalogue.rules import all_rules
from build_scripts.catalogue.source_text import read_text, split_front_matter
from build_scripts.catalogue.yaml_source import locate
from build_scripts.problems import Problem


def check_catalogue(root: Path, today: date) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue when nothing is wrong with it, and all errors and warnings.

    The problems are sorted and carry line and column.
    """
    reading = read_folder(root)
    catalogue = reading.catalogue()
    problems = reading.problems + list(all_rules(catalogue, reading, today))
    broken = any(problem.severity == "error" for problem in problems)
    return (None if broken else catalogue), placed(root, problems)


def placed(root: Path, problems: Iterable[Problem]) -> list[Problem]:
    """The problems once each, sorted, with line and column looked up in their files."""
    texts: dict[str, str] = {}
    with_place = []
    for problem in problems:
        if problem.line == 0:
            if problem.path not in texts:
                texts[problem.path] = _text_of(root / problem.path)
            line, column = locate(texts[problem.path], problem.pointer)
            problem = replace(problem, line=line, column=column)
        with_place.append(problem)
    return sorted(set(with_place))


def _text_of(file: Path) -> str:
    """The YAML part of a file whose bytes were read before; "" when it has none."""
    try:
        text, unreadable = read_text(file.name, file.read_bytes())
    except OSError:
        return ""
    if unreadable:
        return ""
    if file.suffix == ".md":
        parts = split_front_matter(text)
        return parts[0] if parts else ""
    return text
