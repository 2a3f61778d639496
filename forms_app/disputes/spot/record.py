"""A quarrel settled where it happened: entered whole, in one transaction, or not at all.

An oral agreement takes effect when it is reached, the mediator writes it down (人民调解法
Art. 28, 30); a written one is drawn up and signed afterwards from the case's page.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from forms_app.disputes import intake, mediation, queries, sealing
from forms_app.disputes.applicants import Person
from forms_app.disputes.intake import Application
from forms_app.disputes.lifecycle import CaseStatus, Step, advance
from forms_app.disputes.models import Case, MediationSession, Party
from forms_app.disputes.sealing import SafeContact
from forms_app.disputes.spot import queries as spot
from forms_app.disputes.spot.models import HouseholdLoss
from forms_app.disputes.trail import Line, Work, record
from forms_app.form_fields import masked_name
from forms_app.refusals import (
    DayNotPlausible,
    NamedTwice,
    NobodyLost,
    NotLater,
    TooManyHouseholds,
)
from forms_app.times import at_local, date_words, local_day
from forms_app.vault import Vault

MOST_HOUSEHOLDS = 60
TYPED_IN_WITHIN = timedelta(days=60)
"""A sheet of paper is typed in while people still remember."""
NOON = 12 * 60
FEN = 100
AGREEMENTS: Mapping[str, str] = {
    "oral": "口头说好了，由调解员记下来",
    "written": "要签书面协议，登记后接着打印、签字",
}


@dataclass(frozen=True, slots=True)
class Household:
    """Who has lost what, and what is paid for it."""

    name: str
    phone: str
    what: str
    yuan: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What was found and settled there."""

    request_key: str
    station: str
    dispute_type: str
    area_id: str
    day: date
    place: str
    story: str
    payer: str
    payer_about: str
    households: tuple[Household, ...]
    agreement: str
    """A key of AGREEMENTS."""
    terms: str
    paid_now: bool
    perform_by: date | None
    mediator: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A line of the list as somebody reads it."""

    name: str
    what: str
    yuan: Decimal
    paid: bool


def enter(work: Work, found: Spot) -> Case:
    """The whole record; the same request twice is one case."""
    _must_be_sound(found, local_day(work.now))
    case = intake.submit(work, _application(found))
    if case.status != CaseStatus.SUBMITTED:
        return case
    case.way_kind, case.way_decided_by = "people_mediation", work.by.name
    _enter_losses(work, case, found)
    mediation.accept(work, case, identity_checked=True)
    mediation.assign(work, case, mediator=found.mediator, mediator_id=None)
    _enter_session(work, case, found)
    if found.agreement == "oral":
        until = None if found.paid_now else found.perform_by
        mediation.agree(work, case, terms=found.terms, perform_by=until)
    if found.agreement == "oral" and found.paid_now:
        case.status = advance(case.status, Step.FULFIL)
        words = "当场履行完了，各家都收到了钱。"
        record(work, case, Line(kind=case.status, words=words))
    return case


def listed(
    session: Session, vault: Vault, case_id: int, *, masked: bool
) -> tuple[Loss, ...]:
    """The loss list; nothing for a case that did not come from the spot."""
    people = {party.id: party for party in queries.parties(session, case_id)}
    found = []
    for row in spot.losses(session, case_id):
        name = sealing.name(vault, people[row.party_id])
        fen = sealing.opened(vault, "loss.fen", row.uid, row.fen_sealed)
        found.append(
            Loss(
                name=masked_name(name) if masked else name,
                what=sealing.opened(vault, "loss.what", row.uid, row.what_sealed),
                yuan=Decimal(fen or 0) / FEN,
                paid=row.paid,
            )
        )
    return tuple(found)


def _must_be_sound(found: Spot, today: date) -> None:
    if not found.households:
        raise NobodyLost
    if len(found.households) > MOST_HOUSEHOLDS:
        raise TooManyHouseholds
    names = [household.name for household in found.households]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise NamedTwice(f"“{twice}”写了两次。同名的请加上小名或者住处。")
    if not today - TYPED_IN_WITHIN <= found.day <= today:
        raise DayNotPlausible
    if not found.paid_now and (found.perform_by is None or found.perform_by < today):
        raise NotLater("没有当场付清的，请写哪天前付清，不能早于今天。")


def _application(found: Spot) -> Application:
    first, *others = found.households
    total = sum(household.yuan for household in found.households)
    return Application(
        request_key=found.request_key,
        dispute_type=found.dispute_type,
        area_id=found.area_id,
        story=found.story,
        wish=f"赔偿各家损失，一共 {total} 元。",
        name=first.name,
        phone=first.phone,
        contact=SafeContact(),
        other_name=found.payer,
        other_about=found.payer_about,
        people=tuple(Person("co_applicant", h.name, h.phone) for h in others),
        source="spot",
        station=found.station,
    )


def _enter_losses(work: Work, case: Case, found: Spot) -> None:
    rows = queries.parties(work.session, case.id)
    ours = [party for party in rows if party.role != "respondent"]
    for party, household in zip(ours, found.households, strict=True):
        work.session.add(_loss(work.vault, party, household, found.paid_now))


def _loss(
    vault: Vault, party: Party, household: Household, paid: bool
) -> HouseholdLoss:
    uid = secrets.token_hex(16)
    fen = str(int(household.yuan * FEN))
    return HouseholdLoss(
        uid=uid,
        case_id=party.case_id,
        party_id=party.id,
        what_sealed=sealing.seal(vault, "loss.what", uid, household.what),
        fen_sealed=sealing.seal(vault, "loss.fen", uid, fen),
        paid=paid,
    )


def _enter_session(work: Work, case: Case, found: Spot) -> None:
    """The session is over already: it is entered as held."""
    case.status = advance(case.status, Step.MEDIATE)
    uid = secrets.token_hex(16)
    facts = "\n".join(f"{h.name}：{h.what}，{h.yuan} 元" for h in found.households)
    work.session.add(
        MediationSession(
            uid=uid,
            case_id=case.id,
            starts_at=_when(found, work.now),
            place=found.place,
            mediator_name=found.mediator,
            state="held",
            facts_sealed=sealing.seal(work.vault, "session.facts", uid, facts),
        )
    )
    late = found.day != local_day(work.now)
    added = "，今天按纸质记录补登" if late else ""
    words = f"{date_words(found.day)}在现场调解过{added}。"
    record(work, case, Line(kind="session_held", words=words))


def _when(found: Spot, now: datetime) -> datetime:
    return now if found.day == local_day(now) else at_local(found.day, NOON)
