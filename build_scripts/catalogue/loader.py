"""Walk content/, read and decode every file, put the catalogue together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_scripts.catalogue import folder_problems as says
from build_scripts.catalogue.calendar_years import working_calendar
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.decode import decode
from build_scripts.catalogue.folder import CONFIG, ContentFile, content_files
from build_scripts.catalogue.model import CalendarYear, SiteConfig, Text
from build_scripts.catalogue.scalars import ID
from build_scripts.catalogue.shape_problems import bad_id
from build_scripts.catalogue.source_problems import MAX_BYTES
from build_scripts.catalogue.yaml_source import Tree, read_markdown, read_yaml
from build_scripts.problems import Problem


@dataclass(slots=True)
class Reading:
    """What came out of a folder, whether or not all of it could be read."""

    records: dict[str, dict[str, Any]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """Table → id → record."""
    broken: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Table → ids whose file exists but could not be decoded; links to them hold."""
    unread: set[str] = field(default_factory=set)
    """Tables of which not even all ids are known."""
    config: SiteConfig | None = None
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """Path → what stands in the file, however broken."""

    def is_whole(self, table: str) -> bool:
        """Every record of the table could be read."""
        return not self.broken.get(table) and table not in self.unread

    def catalogue(self) -> Catalogue:
        """The catalogue of all that could be decoded."""
        tables: dict[str, Any] = {
            name: records for name, records in self.records.items() if records
        }
        years: Mapping[str, CalendarYear] = tables.pop("calendar", {})
        return Catalogue(
            config=self.config or _NO_CONFIG,
            **tables,
            calendar_years={year.year: year for year in years.values()},
            calendar=working_calendar(years.values()),
        )


_NO_CONFIG = SiteConfig(
    name=Text("?"),
    tagline=Text("?"),
    operator=Text("?"),
    county="",
    topics=(),
    problems=(),
)
"""Stands in for an unreadable site_config.yml, so that content is checked all the same."""


def load_catalogue(root: Path) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue of a project folder, or None and everything unreadable in it.

    Rules about what the records say are not applied here; see check.py.
    """
    reading = read_folder(root)
    return (None if reading.problems else reading.catalogue()), reading.problems


def read_folder(root: Path) -> Reading:
    """Read every file there is; `problems` may be non-empty, nothing raises."""
    files, problems = content_files(root)
    reading = Reading(problems=problems)
    _read_config(root, reading)
    for file in files:
        if file.register:
            _read_register(file, reading)
        else:
            _read_record(file, reading)
    return reading


def _read_config(root: Path, reading: Reading) -> None:
    if not (root / CONFIG).is_file():
        reading.problems.append(says.missing_file(CONFIG, "网站设置"))
        return
    tree = _fields_in(root / CONFIG, CONFIG, reading)
    if tree is not None:
        reading.config, problems = decode(SiteConfig, tree, CONFIG)
        reading.problems += problems


def _read_record(file: ContentFile, reading: Reading) -> None:
    record_id, table = file.file.stem, file.table.name
    if not ID.fullmatch(record_id):
        reading.problems.append(bad_id(file.path, "", record_id))
        return
    given: dict[str, Any] = {"path": file.path}
    if table != "calendar":
        given["id"] = record_id
    tree, body = _tree_and_body(file, reading)
    if body is not None:
        given["body"] = body
    record = None
    if tree is not None:
        record, problems = decode(file.table.type, tree, file.path, given)
        reading.problems += problems
    _keep(record, record_id, file, "", reading)


def _tree_and_body(
    file: ContentFile, reading: Reading
) -> tuple[dict[str, Tree] | None, str | None]:
    if file.table.ending != ".md":
        return _fields_in(file.file, file.path, reading), None
    data = _bytes_of(file.file, file.path, reading)
    if data is None:
        return None, ""
    tree, body, problems = read_markdown(file.path, data)
    reading.problems += problems
    return tree, body


def _read_register(file: ContentFile, reading: Reading) -> None:
    name = file.table.name
    tree = _fields_in(file.file, file.path, reading)
    if tree is None:
        reading.unread.add(name)
        return
    for key in tree:
        if key != name:
            problem = says.extra_key(file.path, f"{key}#", key, name)
            reading.problems.append(problem)
    entries = tree.get(name)
    if not isinstance(entries, list):
        problem = says.extra_key(file.path, "", "别的写法", name)
        reading.problems.append(problem)
        reading.unread.add(name)
        return
    for index, entry in enumerate(entries):
        pointer = f"{name}/{index}"
        given = {"path": file.path}
        record, problems = decode(file.table.type, entry, file.path, given, pointer)
        reading.problems += problems
        record_id = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(record_id, str):
            _keep(record, record_id, file, f"{pointer}/id", reading)


def _keep(
    record: Any, record_id: str, file: ContentFile, pointer: str, reading: Reading
) -> None:
    """Put a record in its table; remember the id of one that could not be read."""
    name = file.table.name
    if record is None:
        reading.broken[name].add(record_id)
        return
    first = reading.records[name].get(record_id)
    if first is not None:
        problem = says.named_twice(file.path, pointer, record_id, first.path)
        reading.problems.append(problem)
        return
    reading.records[name][record_id] = record


def _fields_in(file: Path, path: str, reading: Reading) -> dict[str, Tree] | None:
    data = _bytes_of(file, path, reading)
    if data is None:
        return None
    tree, problems = read_yaml(path, data)
    reading.problems += problems
    return tree


def _bytes_of(file: Path, path: str, reading: Reading) -> bytes | None:
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)  # one more shows that it is too large
    except OSError as error:
        reading.problems.append(says.unreadable(path, error.strerror or str(error)))
        return None
    text = data.decode("utf-8", errors="replace")
    reading.texts[path] = text.replace("\r\n", "\n")
    return data
