"""法律词语 in plain words, and the pages that say whether a poster is genuine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Code, Term
from build_scripts.catalogue.public import published
from build_scripts.catalogue.targets import target_of
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Frame, Group, LawCard, Link, Listing
from build_scripts.pages.date_words import day
from build_scripts.pages.navigation import HOME, SECTION_HOME, section_frame
from build_scripts.pages.parts import law_cards, name_of

CODES_HOME = Link("海报真假", "v/index.html")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCard:
    anchor: str
    name: str
    plain: str
    people_say: str
    example: str
    laws: tuple[LawCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPage:
    frame: Frame
    lead: str
    terms: tuple[TermCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """What one checks a poster against."""

    frame: Frame
    code: str
    title: str
    issuer: str
    issued_on: str
    valid_to: str
    genuine: bool
    """It was issued by us and still holds."""
    target: Link | None


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


def code_index(catalogue: Catalogue) -> Listing:
    lead = "看到贴着的海报拿不准真假，在这里找海报角上的短码。找不到的，打 96110 问。"
    codes = sorted(catalogue.codes.values(), key=lambda code: code.id)
    links = tuple(
        Link(f"{code.id} · {code.name}", code_address(code.id), day(code.issued_on))
        for code in codes
    )
    return Listing(
        frame=section_frame("海报真假", lead),
        lead=lead,
        groups=(Group("all", "", links),) if links else (),
        empty="还没有发过带短码的海报。",
    )


def code_page(catalogue: Catalogue, code: Code, today: date) -> CodePage:
    target = target_of(catalogue, code.target)
    return CodePage(
        frame=Frame(
            title=f"海报短码 {code.id}",
            head_title=f"海报短码 {code.id}",
            description=code.name,
            crumbs=(HOME, CODES_HOME),
            no_index=True,
        ),
        code=code.id,
        title=code.name,
        issuer=name_of(catalogue, code.issuer),
        issued_on=day(code.issued_on),
        valid_to=day(code.valid_to),
        genuine=code.status == "published" and today <= code.valid_to,
        target=Link(target.name, address(target, catalogue.config)) if target else None,
    )


def code_address(code: str) -> str:
    return f"v/{code}.html"
