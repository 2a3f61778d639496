"""What a build notes of parts that many pages share, and what follows from it later."""

from __future__ import annotations

import pytest

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.watch import Key
from build_scripts.engine.notes import Notes, Report, Teller
from tests.site_builders import a_catalogue

TOLD: dict[str, str] = {}
"""What the parts below say; none that is missing can be worked out."""
PAGE = {"pages": {"page.html": None}}


def outer(catalogue: Catalogue) -> str:
    catalogue.watch.note(("laws", "outer"))
    return catalogue.once(inner) if TOLD["outer"] == "inner" else TOLD["outer"]


def inner(catalogue: Catalogue) -> str:
    catalogue.watch.note(("laws", "inner"))
    if "inner" not in TOLD:
        raise ValueError("about what is gone")
    return TOLD["inner"]


@pytest.fixture
def noted() -> Notes:
    """One page that shows the outer part, which says so itself."""
    TOLD.update(outer="same", inner="same")
    catalogue, notes, report = a_catalogue(), Notes(), Report()
    teller = Teller(catalogue)
    with catalogue.watch.noting() as read:
        catalogue.once(outer)
    teller.done(report, "page.html", True, read)
    teller.close(report)
    notes.take(report)
    return notes


def stale_after(notes: Notes, changed: Key) -> set[str]:
    """In a build of its own."""
    return Notes(notes.rows).stale(PAGE, [changed], a_catalogue())


def test_a_page_is_stale_when_a_part_it_shows_says_something_else(noted: Notes) -> None:
    assert stale_after(noted, ("laws", "another")) == set()
    assert stale_after(noted, ("laws", "outer")) == set()
    TOLD["outer"] = "other"
    assert stale_after(noted, ("laws", "outer")) == {"page.html"}


def test_what_a_part_asks_anew_is_noted_though_it_says_the_same(noted: Notes) -> None:
    TOLD["outer"] = "inner"
    assert stale_after(noted, ("laws", "outer")) == set()
    TOLD["inner"] = "other"
    assert stale_after(noted, ("laws", "inner")) == {"page.html"}


def test_a_part_that_cannot_be_worked_out_any_more_says_something_else(
    noted: Notes,
) -> None:
    TOLD["outer"] = "inner"
    stale_after(noted, ("laws", "outer"))
    del TOLD["inner"]
    assert stale_after(noted, ("laws", "inner")) == {"page.html"}


def test_work_that_nobody_wants_is_forgotten_and_told_once(noted: Notes) -> None:
    assert noted.forget_but(PAGE) == {}
    assert noted.forget_but({}) == {"page.html": True}
    assert noted.forget_but({}) == {}
    assert stale_after(noted, ("laws", "another")) == {"page.html"}
