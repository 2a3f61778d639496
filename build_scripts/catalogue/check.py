"""Everything that is wrong with a project folder, each problem with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.loader import read_folder
from build_scripts.catalogue.rules import all_rules
from build_scripts.catalogue.source_text import split_front_matter
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
    return (None if broken else catalogue), placed(problems, reading.texts)


def placed(problems: Iterable[Problem], texts: Mapping[str, str]) -> list[Problem]:
    """The problems once each, sorted, with line and column looked up in their files."""
    with_place = {
        replace(_marked(problem), line=line, column=column)
        for problem in problems
        for line, column in [_place_of(problem, texts)]
    }
    return sorted(with_place)


def _marked(problem: Problem) -> Problem:
    """A warning says in its sentence that it is only one."""
    if problem.severity == "error":
        return problem
    return replace(problem, zh=f"提醒：{problem.zh}", en=f"warning: {problem.en}")


def _place_of(problem: Problem, texts: Mapping[str, str]) -> tuple[int, int]:
    if problem.line:
        return problem.line, problem.column
    text = texts.get(problem.path, "")
    if problem.path.endswith(".md"):
        parts = split_front_matter(text)
        text = parts[0] if parts else ""
    return locate(text, problem.pointer)
