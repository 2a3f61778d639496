"""Questions as numbers: packed, told once, and found again among all that were asked."""

from __future__ import annotations

import random
from datetime import date

from build_scripts.engine.notes import Notes, Report
from build_scripts.engine.numbering import Numbering, as_bytes, as_numbers, readers
from build_scripts.engine.results import Results


def test_a_question_is_told_once_and_keeps_its_number() -> None:
    numbering = Numbering()
    first = numbering.of([("areas", "a"), ("areas", "b")])
    assert numbering.news() == [("areas", "a"), ("areas", "b")]
    second = numbering.of([("areas", "b"), ("laws", "x")])

    assert numbering.news() == [("laws", "x")]
    assert list(as_numbers(first)) == [0, 1]
    assert list(as_numbers(second)) == [1, 2]


def test_the_numbers_of_two_workers_become_those_of_the_notes() -> None:
    notes = Notes()
    for worker, keys in ((1, [("areas", "a"), ("laws", "x")]), (2, [("laws", "x")])):
        read = as_bytes(range(len(keys)))
        notes.take(Report(worker, news=keys, done=[(f"page-{worker}", True, read)]))

    asked = {
        name: [notes.keys[number] for number in as_numbers(read)]
        for name, read in notes.read.items()
    }
    assert asked == {
        "page-1": [("areas", "a"), ("laws", "x")],
        "page-2": [("laws", "x")],
    }


def test_a_question_about_a_day_is_kept_and_comes_back() -> None:
    key = ("once", "module", "last_day", (3, "workday", date(2026, 11, 22)))
    notes = Notes()
    notes.take(Report(1, news=[("areas", "a"), key]))

    again = Notes.unpacked(notes.packed(), Results())
    assert again.keys == [("areas", "a"), key]
    assert again.packed() == notes.packed()


def test_every_reader_is_found_and_nobody_else() -> None:
    chance = random.Random(3)
    rows = {
        f"page-{at}": as_bytes(chance.choices(range(50), k=chance.randrange(6)))
        for at in range(200)
    }
    for _ in range(50):
        wanted = set(chance.choices(range(60), k=chance.randrange(4)))
        found = [n for n, row in rows.items() if wanted & set(as_numbers(row))]

        assert list(readers(rows, wanted)) == found
