"""What the desk's pages show besides the timeline: rows, needs, unmasked things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.access import Actor
from forms_app.catalogue import Catalogue
from forms_app.disputes import clocks, queries, sealing, timeline
from forms_app.disputes.applicants import ROLES
from forms_app.disputes.desk_timeline import DeskView
from forms_app.disputes.intake import CONTACT_TIMES, MESSAGE, NEEDS
from forms_app.disputes.lifecycle import STATUS_WORDS, CaseStatus
from forms_app.disputes.models import Case
from forms_app.disputes.routing import Competence, competent_station
from forms_app.disputes.standing import seen_stations
from forms_app.refusals import Refusal
from forms_app.times import local_day
from forms_app.vault import Vault


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list."""

    case: Case
    applicant: str
    status: str
    ends: date | None
    what_ends: str
    mark: clocks.Mark


def rows(
    session: Session, vault: Vault, cases: Sequence[Case], now: datetime
) -> list[Row]:
    names = timeline.masked_applicants(session, vault, cases)
    pending = queries.pending_referrals(session, [case.id for case in cases])
    found = []
    for case in cases:
        ends = timeline.clock_of(case, pending.get(case.id))
        found.append(
            Row(
                case=case,
                applicant=names.get(case.id, ""),
                status=STATUS_WORDS[CaseStatus(case.status)],
                ends=local_day(ends) if isinstance(ends, datetime) else ends,
                what_ends=clocks.CLOCK_WORDS.get(case.status, ""),
                mark=clocks.mark(ends, now),
            )
        )
    return found


def search_for(person: Actor, catalogue: Catalogue, now: datetime) -> queries.Search:
    """A search over the cases this person sees, with today's days."""
    today = local_day(now)
    return queries.Search(
        stations=seen_stations(person, catalogue),
        staff_id=person.id,
        today=today,
        soon=today + timedelta(days=clocks.SOON_DAYS),
        now=now,
    )


def needs_words(case: Case) -> tuple[str, ...]:
    return tuple(NEEDS.get(need, need) for need in case.needs.split())


def competence(catalogue: Catalogue, case: Case) -> Competence | None:
    """Where the case belongs by the rules of today; None when that cannot be said."""
    kind = catalogue.dispute_types.get(case.dispute_type)
    area = catalogue.areas.get(case.area_id)
    if kind is None or area is None:
        return None
    try:
        return competent_station(catalogue, kind, area, case.way_kind)
    except Refusal:
        return None


def things_to_show(view: DeskView) -> dict[str, str]:
    """What can be unmasked in this case: key → words."""
    return {
        f"party-{party.id}": f"{ROLES[party.role]}的姓名和联系方式"
        for party in view.parties
    }


def unmasked(
    session: Session, vault: Vault, case: Case, what: str
) -> list[tuple[str, str]]:
    """(label, text) of the thing somebody gave a reason to see."""
    lines = []
    for party in queries.parties(session, case.id):
        if what != f"party-{party.id}":
            continue
        lines = [
            ("姓名", sealing.name(vault, party)),
            ("电话", sealing.phone(vault, party)),
            ("怎么找到", sealing.about(vault, party)),
        ]
        if party.role == "applicant":
            contact = sealing.contact(vault, case)
            lines += [
                ("什么时候能打", CONTACT_TIMES.get(contact.when, contact.when)),
                ("能不能留言", MESSAGE.get(contact.message, contact.message)),
                ("还要注意", contact.note),
            ]
    return [(label, text) for label, text in lines if text]
