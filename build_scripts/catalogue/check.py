"""Everything that is wrong with a project folder, each problem with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from build_scripts.catalogue.catalogue import RECORD_TABLES, Catalogue
from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.loader import read_folder
from build_scripts.catalogue.names import known_ids, names_in, with_places
from build_scripts.catalogue.rules import (
    EMPTY_TABLE,
    WIDE_AWAKE,
    Idle,
    all_rules,
    idle_rules,
)
from build_scripts.catalogue.source_text import split_front_matter
from build_scripts.catalogue.watch import Focus, FocusedTable, Key
from build_scripts.catalogue.yaml_source import locate
from build_scripts.problems import Problem

Subject = tuple[str, str]
"""Table and id of a record."""


def check_catalogue(root: Path, today: date) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue when nothing is wrong with it, and all errors and warnings.

    The problems are sorted and carry line and column.
    """
    inventory = read_folder(root)
    checker = Checker(root, inventory, today)
    found = (checker.problems_of(subject)[0] for subject in subjects(inventory))
    problems = all_problems(checker, found)
    broken = any(problem.severity == "error" for problem in problems)
    return (None if broken else inventory.catalogue()), problems


def subjects(inventory: Inventory) -> list[Subject]:
    """Every record that can be asked about, in the order problems are told."""
    return [
        (table, record_id)
        for table in RECORD_TABLES
        for record_id in inventory.records.get(table, ())
    ]


def all_problems(
    checker: Checker, of_records: Iterable[tuple[Problem, ...]]
) -> list[Problem]:
    """The problems of the folder, the files, the settings and the records, sorted."""
    inventory = checker.inventory
    words = (problem for file in inventory.files.values() for problem in file.words)
    about = [problem for found in of_records for problem in found]
    told = _one_for_an_empty_table(checker, [*checker.problems_of_settings(), *about])
    return sorted({*checker.placed([*inventory.problems, *words]), *told})


class Checker:
    """Asks the rules about one record at a time."""

    def __init__(self, root: Path, inventory: Inventory, today: date) -> None:
        self.root = root
        self.inventory = inventory
        self.today = today
        self.focus = Focus()
        whole = inventory.catalogue()
        tables: dict[str, Any] = {
            name: FocusedTable(getattr(whole, name), self.focus)
            for name in RECORD_TABLES
        }
        self.settings = replace(whole, **tables, focus=self.focus, views={})
        self.catalogue = replace(self.settings, settings_too=False, calendar_years={})
        self.names = names_in(inventory, self.catalogue)
        self._idle: dict[str, Idle] = {}

    def problems_of(
        self, subject: Subject
    ) -> tuple[tuple[Problem, ...], frozenset[Key]]:
        """Problems of one record, with their places, and what was read for them."""
        table, record_id = subject
        with self.catalogue.watch.noting() as read:
            path = self.inventory.records[table][record_id].path
            self.catalogue.watch.note(("file", path))  # its lines carry our numbers
            self.catalogue.watch.note(subject)
            record = self.inventory.load(table, record_id)
            self.focus.turn_to(table, record_id, record)
            if table not in self._idle:
                of_table = idle_rules(self.catalogue, self.inventory, self.today)
                self._idle[table] = of_table
            found = self._ask(self.catalogue, self._idle[table])
        self.focus.turn_away()
        return found, frozenset(read)

    def problems_of_settings(self) -> tuple[Problem, ...]:
        """Problems of site_config.yml and the calendar."""
        return self._ask(self.settings, WIDE_AWAKE)

    def placed(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems with line and column looked up in their files."""
        for problem in problems:
            line, column = self._place_of(problem)
            yield replace(_marked(problem), line=line, column=column)

    def _ask(self, catalogue: Catalogue, idle: Idle) -> tuple[Problem, ...]:
        names = with_places(self.names, catalogue)
        found = all_rules(catalogue, names, self.inventory, self.today, idle)
        return tuple(dict.fromkeys(self.placed(found)))

    def _place_of(self, problem: Problem) -> tuple[int, int]:
        if problem.line:
            return problem.line, problem.column
        text = self._text_of(problem.path)
        if problem.path.endswith(".md"):
            parts = split_front_matter(text)
            text = parts[0] if parts else ""
        return locate(text, problem.pointer)

    def _text_of(self, path: str) -> str:
        if path not in self.inventory.files:
            return ""
        try:
            data = (self.root / path).read_bytes()
        except OSError:
            return ""
        return data.decode("utf-8", errors="replace").replace("\r\n", "\n")


def _marked(problem: Problem) -> Problem:
    """A warning says in its sentence that it is only one."""
    if problem.severity == "error":
        return problem
    return replace(problem, zh=f"提醒：{problem.zh}", en=f"warning: {problem.en}")


def _one_for_an_empty_table(
    checker: Checker, problems: list[Problem]
) -> Iterator[Problem]:
    """While nothing of a kind is written yet, one sentence about it is enough."""
    told: set[str] = set()
    for problem in problems:
        table = EMPTY_TABLE.get(problem.code)
        if table is not None and not _has_any(checker, table):
            if problem.code in told:
                continue
            told.add(problem.code)
        yield problem


def _has_any(checker: Checker, table: str) -> bool:
    if table == "topics":
        return bool(checker.settings.config.topics)
    return bool(known_ids(checker.inventory, table))
