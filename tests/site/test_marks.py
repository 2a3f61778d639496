"""Questions as marks: every process gives the same ones, and who asked is found again."""

from __future__ import annotations

import random
from datetime import date

import pytest

from build_scripts.catalogue.model import Text
from build_scripts.catalogue.watch import Key
from build_scripts.engine.marks import Marks, each
from build_scripts.engine.rows import Rows


def test_equal_questions_have_one_mark_and_others_another() -> None:
    keys: list[Key] = [
        ("areas", "a"),
        ("areas", "b"),
        ("once", "module", "last_day", (3, "workday", date(2026, 11, 22))),
        ("once", "module", "last_day", (3, "workday", date(2026, 11, 23))),
        ("once", "module", "last_day", (3, "workday", date(2026, 11, 22)), "en"),
    ]
    marks = Marks()
    assert len({marks[key] for key in keys}) == len(keys)
    assert Marks().of(keys) == b"".join(map(marks.__getitem__, keys))
    assert list(each(marks.of(keys))) == [marks[key] for key in keys]
    text = Text.with_translations("a", {"en": "A"})
    assert Marks()["areas", text] == marks["areas", "a"]


@pytest.mark.parametrize("wanted", [3, 40])
def test_every_row_that_asked_is_found_and_no_other(wanted: int) -> None:
    """A few marks are sought in another way than many."""
    chance, marks = random.Random(3), Marks()
    rows = Rows(2)
    asked = {
        f"page-{at}": {("areas", str(chance.randrange(200))) for _ in range(at % 6)}
        for at in range(300)
    }
    for name, keys in asked.items():
        rows.put(name, b"", marks.of(keys))
    for again in (rows, kept(rows)):
        for _ in range(20):
            keys = {("areas", str(chance.randrange(400))) for _ in range(wanted)}
            found = list(again.holding({marks[key] for key in keys}, 1))
            assert found == [name for name in asked if asked[name] & keys]


def test_rows_are_kept_whatever_was_put_and_dropped_before() -> None:
    """What is put among many others leaves those as they were."""
    chance = random.Random(7)
    rows, told = Rows(2), dict[str, tuple[bytes, bytes]]()
    for _ in range(60):
        for name in (str(chance.randrange(40)) for _ in range(chance.randrange(6))):
            told[name] = chance.randbytes(chance.randrange(9)), chance.randbytes(3)
            rows.put(name, *told[name])
        if chance.random() < 0.3:
            gone = {name for name in told if chance.random() < 0.2}
            told = {name: cells for name, cells in told.items() if name not in gone}
            rows.drop(gone)
        if chance.random() < 0.5:
            rows = kept(rows) if chance.random() < 0.5 else beside_its_news(rows)
        assert {name: rows.cells(name) for name in rows} == told
        assert (len(rows), "40" in rows) == (len(told), False)
        assert dict(zip(rows, rows.column(1), strict=True)) == {
            name: cells[1] for name, cells in told.items()
        }


def test_rows_that_are_put_as_they_were_are_no_news() -> None:
    rows = Rows(1)
    rows.put("a", b"1")
    assert rows.has_much_news()
    again = kept(rows)
    again.put("a", b"1")
    assert (again.news, again.has_much_news()) == ({}, False)
    again.put("a", b"2" * 99)
    assert again.has_much_news()


def kept(rows: Rows) -> Rows:
    """As they come back when all was written anew, behind something else."""
    data = b"".join([b"digest", *rows.packed()])
    return Rows.unpacked(memoryview(data)[6:], {})


def beside_its_news(rows: Rows) -> Rows:
    """As they come back when the news were kept apart."""
    news = dict(rows.news)
    rows.news.clear()
    old = b"".join(rows.packed())
    return Rows.unpacked(memoryview(old), news)
