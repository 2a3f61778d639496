"""法律词语 in plain words."""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Term
from build_scripts.catalogue.public import published
from build_scripts.pages.context import Frame, LawCard, Link
from build_scripts.pages.navigation import SECTION_HOME, section_frame
from build_scripts.pages.parts import law_cards
from build_scripts.shared.frozen import Frozen


class TermCard(Frozen, kw_only=True):
    anchor: str
    name: str
    plain: str
    people_say: str
    example: str
    laws: tuple[LawCard, ...]


class TermPage(Frozen, kw_only=True):
    frame: Frame
    lead: str
    terms: tuple[TermCard, ...]


def term_page(catalogue: Catalogue) -> TermPage:
    lead = "法律里的词，换成平常的话。"
    terms = sorted(published(catalogue.terms), key=lambda term: term.id)
    return TermPage(
        frame=section_frame("法律词语", lead, SECTION_HOME["articles"]),
        lead=lead,
        terms=tuple(_term(catalogue, term) for term in terms),
    )


def _term(catalogue: Catalogue, term: Term) -> TermCard:
    return TermCard(
        anchor=term.id,
        name=term.name,
        plain=term.plain,
        people_say="、".join(term.people_say),
        example=term.example,
        laws=law_cards(catalogue, term.legal_basis),
    )


def terms_in(catalogue: Catalogue, words: str) -> tuple[Link, ...]:
    """The words of the law that stand in a text, each with its plain meaning."""
    return tuple(
        Link(term.name, f"terms/index.html#{term.id}", term.plain)
        for term in published(catalogue.terms)
        if term.name in words
    )
