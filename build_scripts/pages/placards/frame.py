"""The frame that all placards share: who issued it, until when, how one checks it."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.pages.date_words import day
from build_scripts.pages.placards.codes import (
    amount,
    code_address,
    fingerprint,
    scanned,
    typed,
)
from build_scripts.pages.placards.qr import qr
from build_scripts.pages.render import fragment
from build_scripts.shared.frozen import Frozen

_TEMPLATE = "_placards.html"
SIZES = (1.0, 1.41, 2.0, 2.8, 3.45)
"""How much more fits on a sheet set in size 1, 2, … than in size 1; the font sizes are
in theme/css/70-placards.css.  What is still more is set in the smallest size."""
_MOST = 4.1
_TALL_HEADLINE = 12
_A_TALL_HEADLINE_LEAVES = 0.82


class Told(Frozen, kw_only=True):
    """What a placard tells, before it has its frame."""

    anchor: str
    kind: str
    """'门牌卡': what it is, in the corner."""
    headline: str
    body: str
    """The macro of `_placards.html` that sets it."""
    shown: object
    """What the macro gets; its words decide whether a printed sheet is still right."""
    room: int
    """How much of it fills a sheet when it is set large, in the units of `amount`."""
    fixed: int = 0
    """What its frame takes beside the words, in the same units."""
    passing: str = ""
    """What is printed too and passes by itself: no reason to print again."""


class Issue(Frozen, kw_only=True):
    """Under whose name it hangs, and for how long."""

    code: str
    issuer: str
    issued_on: date | None
    valid_to: date | None
    phone: str
    """Whom to ask about this very sheet."""
    leads_to: str = ""
    """Where its QR code leads; '' is the page of its short code."""


class Foot(Frozen, kw_only=True):
    """The foot of a printed sheet."""

    code: str
    check: str
    """Changes with every word above it, and stands on the page of its code as well."""
    issuer: str
    issued: str
    valid_to: str
    phone: str
    address: str
    """As people type it; '' when the site has no address of its own."""
    qr: Markup
    demo: bool


class Placard(Frozen, kw_only=True):
    """One sheet of A4."""

    anchor: str
    kind: str
    headline: str
    size: int
    """1 is the largest."""
    body: Markup
    foot: Foot


def framed(catalogue: Catalogue, told: Told, issue: Issue) -> Placard:
    return Placard(
        anchor=told.anchor,
        kind=told.kind,
        headline=told.headline,
        size=_size(told),
        body=fragment(catalogue, _TEMPLATE, told.body, told.shown, told.passing),
        foot=foot(catalogue, issue, fingerprint(told.kind, told.headline, told.shown)),
    )


def _size(told: Told) -> int:
    filled = _fullness(told)
    return 1 + sum(filled > more for more in SIZES)


def overfull(told: Told) -> bool:
    """Whether it does not even fit in the smallest size."""
    return _fullness(told) > _MOST


def _fullness(told: Told) -> float:
    """How many times a sheet set in size 1 would be filled."""
    room: float = told.room
    if len(told.headline) > _TALL_HEADLINE:
        room *= _A_TALL_HEADLINE_LEAVES
    return (amount(told.shown, told.passing) + told.fixed) / room


def foot(catalogue: Catalogue, issue: Issue, check: str) -> Foot:
    config = catalogue.config
    url = issue.leads_to or code_address(issue.code)
    return Foot(
        code=issue.code,
        check=check,
        issuer=issue.issuer or config.operator,
        issued=day(issue.issued_on) if issue.issued_on else "",
        valid_to=day(issue.valid_to) if issue.valid_to else "",
        phone=issue.phone or office_phone(catalogue),
        address=typed(config, url),
        qr=catalogue.once(qr_of, scanned(config, url)),
        demo=config.demo,
    )


def qr_of(_catalogue: Catalogue, text: str) -> Markup:
    """For `catalogue.once`."""
    return qr(text)


def office_phone(catalogue: Catalogue) -> str:
    """The office that keeps the site, else the county's own line."""
    phones = catalogue.config.phones
    return next((p.number for p in phones if p.kind != "supervision"), "12345")
