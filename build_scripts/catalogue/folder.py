"""Where each kind of record lives in content/, and which files are there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from build_scripts.catalogue import folder_problems as says
from build_scripts.catalogue import model
from build_scripts.problems import Problem
from build_scripts.shared.frozen import Frozen

CONTENT = "content"
CONFIG = "site_config.yml"
IMAGES = "images"


class Table(Frozen):
    """One kind of record: its type, and the ending and depth of its files."""

    name: str
    type: type[Any]
    ending: str = ".yml"
    nested: bool = False
    """Files may lie in sub-folders, one for each township."""


TABLES: tuple[Table, ...] = (
    Table("laws", model.Law),
    Table("materials", model.Material),
    Table("services", model.Service),
    Table("life_events", model.LifeEvent),
    Table("stations", model.Station),
    Table("areas", model.Area, nested=True),
    Table("articles", model.Article, ".md", nested=True),
    Table("pages", model.Page, ".md"),
    Table("alerts", model.Alert, nested=True),
    Table("quizzes", model.Quiz, nested=True),
    Table("events", model.LegalEvent, nested=True),
    Table("forms", model.Form),
    Table("notices", model.Notice, nested=True),
    Table("volunteers", model.VolunteerGroup, nested=True),
    Table("lost_found", model.LostFound, nested=True),
    Table("triage", model.Triage),
    Table("calendar", model.CalendarYear),
)
REGISTERS: tuple[Table, ...] = (
    Table("agencies", model.Agency),
    Table("hotlines", model.Hotline),
    Table("dispute_types", model.DisputeType),
    Table("terms", model.Term),
    Table("codes", model.Code),
    Table("codes_given", model.GivenCode),
    Table("redirects", model.Redirect),
    Table("search_words", model.SearchWord),
    Table("trail_heads", model.TrailHead),
    Table("figures", model.Figure),
)

PICTURES = Table("pictures", model.Picture, nested=True)
"""Not text but pictures: content/images/<whose>/<name>."""
PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
_PICTURE_NAME = re.compile(r"[^\s()<>\[\]{}\"'`\\%?#&]+")

_BY_FOLDER = {table.name: table for table in TABLES}
_BY_FILE = {f"{table.name}.yml": table for table in REGISTERS}
_KNOWN = (f"{IMAGES}/", *(f"{name}/" for name in _BY_FOLDER), *_BY_FILE)


class ContentFile(NamedTuple):
    """A file that holds records; `path` is relative to the project's root."""

    place: str
    """Where the disk has it."""
    path: str
    table: Table
    register: bool

    @property
    def stem(self) -> str:
        """The name without its ending: the id of a file's only record."""
        return self.path.rpartition("/")[2].rpartition(".")[0]


def content_files(root: Path) -> tuple[list[ContentFile], list[Problem]]:
    """Every file of content/ in sorted order, and every file that is out of place."""
    content = root / CONTENT
    if not content.is_dir():
        return [], [says.missing_file(CONTENT, "内容文件夹")]
    files: list[ContentFile] = []
    problems: list[Problem] = []
    try:
        found = list(_walk(os.fspath(content), CONTENT))
    except OSError as error:
        return [], [says.unreadable(CONTENT, error.strerror or str(error))]
    for entry, raw in found:
        path = raw.encode("utf-8", "replace").decode()  # a name may be broken bytes
        sorted_in = _sort_in(entry, path)
        if isinstance(sorted_in, ContentFile):
            files.append(sorted_in)
        else:
            problems.append(sorted_in)
    return files, problems


def _walk(folder: str, path: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    with os.scandir(folder) as entries:
        inside = sorted(entries, key=lambda entry: entry.name)
    for entry in inside:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{path}/{entry.name}")
        else:
            yield entry, f"{path}/{entry.name}"


def _sort_in(entry: os.DirEntry[str], path: str) -> ContentFile | Problem:
    if not entry.is_file(follow_symlinks=False):
        return says.no_real_file(path)
    _, *steps = path.split("/")
    if len(steps) == 1:
        return _sort_in_register(entry, path)
    if steps[0] == IMAGES:
        return _sort_in_picture(entry, path, steps)
    table = _BY_FOLDER.get(steps[0])
    if table is None or len(steps) > (3 if table.nested else 2):
        return says.unknown_place(path, _KNOWN)
    if not entry.name.endswith(table.ending):
        return says.wrong_ending(path, table.ending)
    return ContentFile(entry.path, path, table, register=False)


def _sort_in_picture(
    entry: os.DirEntry[str], path: str, steps: list[str]
) -> ContentFile | Problem:
    if len(steps) != 3 or not _PICTURE_NAME.fullmatch(entry.name):
        return says.picture_out_of_place(path)
    if not entry.name.lower().endswith(PICTURE_ENDINGS):
        return says.no_picture_ending(path)
    return ContentFile(entry.path, path, PICTURES, register=False)


def _sort_in_register(entry: os.DirEntry[str], path: str) -> ContentFile | Problem:
    register = _BY_FILE.get(entry.name)
    if register:
        return ContentFile(entry.path, path, register, register=True)
    stem = entry.name.removesuffix(".yaml")
    if stem != entry.name and f"{stem}.yml" in _BY_FILE:
        return says.wrong_ending(path, ".yml")
    return says.unknown_place(path, _KNOWN)
