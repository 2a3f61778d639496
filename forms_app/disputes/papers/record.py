"""Everything of one case that its papers are made of: plain values, opened once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from build_scripts.shared.working_days import Deadline
from forms_app.disputes.papers.items import Kind, Terms

FILED = "filed_"
"""Begins the kind of a trail's line that says: this paper lies in the file."""
RIGHTS_TOLD = "rights_told"


@dataclass(frozen=True, slots=True)
class Person:
    role: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session that was held."""

    at: datetime
    place: str
    mediator: str
    facts: str
    concessions: str


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit that was made, in words."""

    at: datetime
    visitor: str
    kept: str
    satisfied: str
    risk: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A case with every name in full: whoever opens one is written into the trail."""

    number: str
    kind: Kind
    type_name: str
    area_name: str
    station: str
    mediator: str
    source: str
    received: datetime
    accepted: datetime | None
    status: str
    people: tuple[Person, ...]
    invited: tuple[tuple[str, str], ...]
    """Who helped, both sides agreeing: relation and name."""
    story: str
    wish: str
    meetings: tuple[Meeting, ...]
    visits: tuple[Visited, ...]
    terms: Terms | None
    """The text drawn up or signed."""
    signed_on: date | None
    oral: str
    """What was agreed by word of mouth and written down here."""
    agreed_on: date | None
    confirm: Deadline | None
    filed: Mapping[str, date]
    """What lies in the file: kind of the trail's line → its first day."""
