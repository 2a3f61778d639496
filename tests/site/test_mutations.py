"""Thousands of slips in the project's own content: a sentence at a place, or a page.

Each slip goes into one file.  Either the check names it with line and column, or all
that is made of the changed records can be made: no traceback either way.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from build_scripts.artefacts.open_data.files import TOLD, data_lines
from build_scripts.begin import build_site
from build_scripts.catalogue.catalogue import RECORD_TABLES
from build_scripts.catalogue.check import Checker
from build_scripts.catalogue.folder import REGISTERS, TABLES, ContentFile
from build_scripts.catalogue.inventory import Inventory, put_together
from build_scripts.catalogue.loader import read_folder
from build_scripts.catalogue.stored import StoredFile, read_file
from build_scripts.pages.context import Planned
from build_scripts.pages.plan import plan_pages
from build_scripts.pages.render import environment
from build_scripts.problems import Problem
from build_scripts.search.entries import BOOST, PLACES, card_line, said_by
from tests.catalogue_builders import FILES, a_catalogue_folder
from tests.catalogue_builders import TODAY as DAY
from tests.site_builders import ROOT, TODAY

NASTY = (
    *('""', "null", "~", "[]", "{}", "[[]]", "[{}]", "-1", "0", "99999999999", "1e9"),
    *("true", "2026-02-30", "2026-13-01", "0000-00-00", "25:99-99:00", "08:30-08:30"),
    *("<script>alert(1)</script>", "{{ 7*7 }}", "@@ROOT@@", "../../etc/passwd"),
    *("javascript:alert(1)", "=1+1", "\u202e倒着写", "👨‍👩‍👧", "长" * 3000, "x" * 3000),
    *("id-card", "county-psb", "hechuan", "qiaodong-police-station", "110", "%s", "\\"),
    *("{zh-Hans: 甲, en: <b>}", "{en: only}", "[甲, 乙, 丙]", "|\n  一\n  二", "- -"),
)


@dataclass
class Project:
    """The project's content in memory, read once."""

    read: Inventory
    data: dict[str, bytes] = field(default_factory=dict)

    def places(self) -> list[str]:
        return sorted(path for path in self.data if path != "site_config.yml")

    def with_file(self, path: str, data: bytes) -> tuple[Inventory, StoredFile]:
        """The inventory as if this file had these bytes."""
        before = self.read.files[path]
        files = {**self.read.files, path: read_file(_as_found(path, before), data)}
        return put_together(files.values(), []), files[path]


def _as_found(path: str, before: StoredFile) -> ContentFile:
    table = next(t for t in (*TABLES, *REGISTERS) if t.name == before.table)
    return ContentFile(str(ROOT / path), path, table, register=table in REGISTERS)


@pytest.fixture(scope="module")
def project() -> Project:
    read = read_folder(ROOT)
    assert read.problems == []
    texts = [path for path in read.files if Path(path).suffix in (".yml", ".md")]
    return Project(read, {path: (ROOT / path).read_bytes() for path in texts})


def slipped(text: str, dice: random.Random) -> str:
    """The text with one thing wrong, or merely other."""
    lines = text.splitlines(keepends=True)
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    key, colon, _ = lines[at].partition(": ")
    slip = dice.randrange(8)
    if slip == 0 and colon:
        lines[at] = f"{key}: {dice.choice(NASTY)}\n"
    elif slip == 1 and colon:
        lines[at] = f"{key}: {lines[other].partition(': ')[2] or lines[other]}"
    elif slip == 2:
        del lines[at]
    elif slip == 3:
        lines.insert(other, lines[at])
    elif slip == 4:
        lines[at], lines[other] = lines[other], lines[at]
    elif slip == 5:
        lines[at] = f"  {lines[at]}" if dice.random() < 0.5 else lines[at].lstrip()
    elif slip == 6:
        where = dice.randrange(len(text))
        return text[:where] + dice.choice(NASTY) + text[where:]
    else:
        where = dice.randrange(len(text))
        return text[:where] + text[where + dice.randrange(1, 60) :]
    return "".join(lines)


def problems_with(inventory: Inventory, changed: StoredFile) -> list[Problem]:
    """What the check says about the file and its records."""
    checker = Checker(ROOT, inventory, TODAY)
    found = [*checker.placed([*changed.problems, *changed.words])]
    if changed.table not in RECORD_TABLES:
        return [*found, *checker.problems_of_settings()]
    for stored in changed.records:
        if stored.id in inventory.records[changed.table]:
            found += checker.problems_of((changed.table, stored.id))[0]
    return found


def make_everything_of(inventory: Inventory, changed: StoredFile) -> int:
    """Pages, search entries and open data of the file's records; how many pages."""
    inventory.today = TODAY
    public = inventory.catalogue(drafts=False)
    ids = {stored.id for stored in changed.records}
    pages = [planned for planned in plan_pages(public, TODAY) if _is_of(planned, ids)]
    for planned in pages:
        made = planned.page()
        environment().get_template(made.template).render(page=made.context, mistakes="")
    told = changed.table in RECORD_TABLES
    for key in ids & set(getattr(public, changed.table) if told else ()):
        if changed.table in BOOST and changed.table != PLACES:
            said_by(public, changed.table, key)
            card_line(public, changed.table, key)
        if changed.table in TOLD:
            data_lines(public, changed.table, key)
    return len(pages)


def _is_of(planned: Planned, ids: set[str]) -> bool:
    stem = planned.url.rpartition("/")[2].removesuffix(".html")
    return stem in ids or planned.url.partition("/")[0] in ("hotlines", "terms")


def slips(project: Project, seed: int, count: int) -> Iterator[tuple[str, str]]:
    dice = random.Random(seed)
    places = project.places()
    for _ in range(count):
        path = dice.choice(places)
        text = project.data[path].decode()
        for _ in range(dice.choice((1, 1, 1, 2, 3))):
            text = slipped(text, dice) or "x"
        yield path, text


@pytest.mark.parametrize(
    ("seed", "count"),
    [
        (0, 12),
        *(pytest.param(seed, 100, marks=pytest.mark.slow) for seed in range(1, 5)),
    ],
)
def test_a_slip_is_named_at_its_place_or_the_page_can_be_made(
    project: Project, seed: int, count: int
) -> None:
    for path, text in slips(project, seed, count):
        inventory, changed = project.with_file(path, text.encode())
        found = problems_with(inventory, changed)

        for problem in found:
            assert problem.path, text
            assert problem.line >= 1, (problem, text)
            assert problem.column >= 1, (problem, text)
            assert problem.code, text
            assert problem.zh, text
            assert problem.en, text
        if not any(problem.severity == "error" for problem in found):
            make_everything_of(replace(inventory, loaded={}), changed)


@pytest.mark.slow
def test_the_live_site_stands_through_any_slips(tmp_path: Path) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    assert build_site(root, root / "site", DAY).published
    dice = random.Random(7)
    refused = 0
    for _ in range(40):
        path = dice.choice(sorted(FILES))
        before = (root / "site").resolve()
        kept = {file: file.read_bytes() for file in before.rglob("*.html")}
        (root / path).write_text(slipped(str(FILES[path]), dice), encoding="utf-8")

        report = build_site(root, root / "site", DAY)

        if not report.published:
            refused += 1
            assert (root / "site").resolve() == before
            assert {file: file.read_bytes() for file in kept} == kept
            assert all(p.line >= 1 for p in report.problems)
        (root / path).write_text(str(FILES[path]), encoding="utf-8")
    assert refused > 10
