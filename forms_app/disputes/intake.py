"""A dispute comes in, is opened again by its code, or is taken back."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app import lookups, references
from forms_app.disputes import applicants, clocks, queries, sealing, trail, triage
from forms_app.disputes.applicants import Person
from forms_app.disputes.lifecycle import CaseStatus, Step, advance
from forms_app.disputes.models import Case, Party
from forms_app.disputes.routing import competent_station
from forms_app.disputes.sealing import Details, SafeContact
from forms_app.disputes.trail import Line, Work
from forms_app.lookups import Attempt
from forms_app.refusals import NoStation, NotTakenOnline, WrongStatus
from forms_app.vault import Vault

LOOKUP_KIND = "case"
NEEDS: Mapping[str, str] = {
    "interpreter": "需要翻译（外语或方言）",
    "sign": "需要手语或者文字沟通",
    "home": "行动不便，希望上门",
    "step-free": "需要没有台阶的地方",
    "written": "看字、写字有困难，请念给我听",
}
MINOR: Mapping[str, str] = {
    "no": "替自己办",
    "guardian": "替我不满 18 岁的孩子办",
    "self": "我自己不满 18 岁",
    "agent": "有大人委托我来办",
}
CONTACT_TIMES: Mapping[str, str] = {
    "any": "白天晚上都可以打",
    "workday": "只在周一到周五白天打",
    "evening": "只在晚上六点到九点打",
    "never": "不要打电话，我自己上来看进展",
}
MESSAGE: Mapping[str, str] = {"no": "不要留言，也不要发短信", "yes": "可以留言"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What somebody asks for, as the forms hand it in."""

    request_key: str
    dispute_type: str
    area_id: str
    story: str
    wish: str
    name: str
    phone: str
    contact: SafeContact
    other_name: str = ""
    other_about: str = ""
    needs: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    """Of the triage: question → answer."""
    minor: str = "no"
    details: Details = Details()
    people: tuple[Person, ...] = ()
    """Everybody on the applicant's side besides who files."""
    source: str = "resident"
    station: str = ""
    """The station that registers it at its counter; '' sends it by the rules."""


def submit(work: Work, wish: Application) -> Case:
    """Enter a dispute in the register; the same request twice is one case."""
    queries.lock_trail(work.session)
    known = queries.case_by_request_key(work.session, wish.request_key)
    if known is not None:
        return known
    case = _new_case(work, wish)
    work.session.add(case)
    work.session.flush()
    for party in _parties(work.vault, wish, case.id):
        work.session.add(party)
    trail.append(work, case.id, _first_line(work, wish, case.holder_station))
    return case


def open_by_code(
    session: Session, vault: Vault, typed: str, tail: str, *, now: datetime
) -> Case | None:
    """The case that this code and phone open, or None; the caller must commit."""
    digest = vault.digest(sealing.CODE_PURPOSE, references.normalised(typed))
    case = queries.case_by_code(session, digest)
    party = queries.applicant_of(session, case.id if case else 0)
    reached = party is not None and party.phone_sealed is not None
    phone = sealing.phone(vault, party) if party is not None and reached else None
    attempt = Attempt(LOOKUP_KIND, digest, tail)
    return case if lookups.opens(session, vault, attempt, phone, now=now) else None


def withdraw(work: Work, case: Case) -> None:
    """End a case at the applicant's wish; again is no harm."""
    queries.lock_trail(work.session)
    work.session.refresh(case)
    if case.status == CaseStatus.WITHDRAWN:
        return
    pending = queries.pending_referral(work.session, case.id)
    case.status = advance(case.status, Step.WITHDRAW)
    if pending is not None:
        pending.answered_at, pending.answer = work.now, "withdrawn"
    for meeting in queries.sessions(work.session, case.id):
        if meeting.state == "planned":
            meeting.state = "cancelled"
    case.outcome, case.outcome_at = CaseStatus.WITHDRAWN, work.now
    case.changed_at, case.changed_by = work.now, work.by.name
    case.version += 1
    words = "申请已撤回。以后还可以重新申请，也可以走别的法律途径。"
    trail.append(work, case.id, Line(kind="withdrawn", words=words))


def may_withdraw(status: str) -> bool:
    try:
        advance(status, Step.WITHDRAW)
    except WrongStatus:
        return False
    return True


def _new_case(work: Work, wish: Application) -> Case:
    kind = work.catalogue.dispute_types.get(wish.dispute_type)
    area = work.catalogue.areas.get(wish.area_id)
    if kind is None or not kind.intake:
        raise NotTakenOnline
    if area is None:
        raise NoStation
    uid = secrets.token_hex(16)
    code = references.new_reference(references.CASE_LENGTH)
    vault = work.vault
    found = triage.walk(work.catalogue, kind, wish.answers)
    way, more = found.way.kind, wish.details
    applicants.may_stand(wish.minor, more.age, more.consent, way=way, side=more.side)
    station = (
        wish.station or competent_station(work.catalogue, kind, area, way).station_id
    )
    return Case(
        uid=uid,
        request_key=wish.request_key,
        code_digest=vault.digest(sealing.CODE_PURPOSE, code),
        code_sealed=sealing.seal(vault, "case.code", uid, code),
        dispute_type=kind.id,
        type_name=kind.name,
        area_id=area.id,
        area_name=area.name,
        way_kind=way,
        triage_sealed=sealing.seal(
            vault, "case.triage", uid, triage.keep(work.catalogue, found)
        ),
        status=CaseStatus.SUBMITTED,
        holder_station=station,
        story_sealed=sealing.seal(vault, "case.story", uid, wish.story),
        wish_sealed=sealing.seal(vault, "case.wish", uid, wish.wish),
        contact_sealed=sealing.seal_contact(vault, uid, wish.contact),
        details_sealed=sealing.seal(
            vault,
            "case.details",
            uid,
            json.dumps(asdict(replace(more, notice=work.catalogue.notice.version))),
        ),
        needs=" ".join(wish.needs),
        minor=wish.minor,
        source=wish.source,
        received_at=work.now,
        accept_by=clocks.accept_by(work.catalogue, work.now),
        changed_at=work.now,
        changed_by=work.by.name,
        version=1,
    )


def _parties(vault: Vault, wish: Application, case_id: int) -> list[Party]:
    everybody = (Person("applicant", wish.name, wish.phone), *wish.people)
    if wish.other_name or wish.other_about:
        other = Person("respondent", wish.other_name, about=wish.other_about)
        everybody = (*everybody, other)
    return list(applicants.rows(vault, case_id, everybody))


def _first_line(work: Work, wish: Application, station: str) -> Line:
    how = {
        "resident": "网上收到",
        "counter": "窗口登记了",
        "phone": "电话登记了",
        "duty": "值班人员代收了",
        "spot": "在现场登记了",
    }
    name = work.catalogue.station_name(station)
    words = f"{how[wish.source]}您的申请，现在由{name}办理。"
    return Line(kind="received", words=words)
