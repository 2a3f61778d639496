"""Rules are asked only about records they look at, and nothing is lost by it."""

from __future__ import annotations

from pathlib import Path

from build_scripts.catalogue.check import Checker, subjects
from build_scripts.catalogue.loader import read_folder
from build_scripts.catalogue.rules import Idle
from tests.catalogue_builders import (
    ARTICLE_PATH,
    SERVICE_PATH,
    STATION_PATH,
    TODAY,
    a_catalogue_folder,
)


def a_broken_folder(root: Path) -> Path:
    a_catalogue_folder(root)
    for place in (ARTICLE_PATH, SERVICE_PATH, STATION_PATH):
        file = root / place
        text = file.read_text("utf-8").replace("id-card", "nowhere")
        file.write_text(text.replace("2026", "2019"), "utf-8")
    return root


def test_problems_and_questions_are_the_same_when_all_rules_are_asked(
    tmp_path: Path,
) -> None:
    root = a_broken_folder(tmp_path)
    inventory = read_folder(root)
    quick, thorough = (Checker(root, inventory, TODAY) for _ in range(2))
    thorough._idle = dict.fromkeys(inventory.records, Idle())
    found = 0
    for subject in subjects(inventory):
        problems, read = quick.problems_of(subject)
        assert (problems, read) == thorough.problems_of(subject)
        found += len(problems)
    assert found > 3
    assert quick._idle["areas"].rules, "some rules look away"
