"""Handing a case to another station: with a reason, a clock and a receipt."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from forms_app.disputes import clocks, queries, sealing
from forms_app.disputes.lifecycle import CaseStatus, Step, advance
from forms_app.disputes.models import Case, Referral
from forms_app.disputes.trail import Line, Work, record
from forms_app.refusals import ReasonMissing, SameStation, WrongStatus
from forms_app.times import moment_words

CONSENT: Mapping[str, str] = {
    "agreed": "问过申请人，同意转交",
    "duty": "法律规定必须转交，已告诉申请人",
}


@dataclass(frozen=True, slots=True)
class HandOver:
    """A hand-over somebody wants to send."""

    to_station: str
    reason: str
    ground: str
    consent: str


def hand_over(work: Work, case: Case, wish: HandOver) -> Referral:
    """Send the case on. The sender answers for it until the receiver accepts."""
    if wish.to_station == case.holder_station:
        raise SameStation
    if not (wish.reason.strip() and wish.ground.strip() and wish.consent in CONSENT):
        raise ReasonMissing
    before, case.status = case.status, advance(case.status, Step.REFER)
    uid = secrets.token_hex(16)
    referral = Referral(
        uid=uid,
        case_id=case.id,
        from_station=case.holder_station,
        to_station=wish.to_station,
        reason_sealed=sealing.seal(work.vault, "referral.reason", uid, wish.reason),
        ground=wish.ground,
        consent=wish.consent,
        from_status=before,
        sent_at=work.now,
        answer_by=clocks.answer_by(work.catalogue, wish.to_station, work.now),
    )
    work.session.add(referral)
    name = work.catalogue.station_name(wish.to_station)
    until = (
        f"请他们在{moment_words(referral.answer_by)}前答复。"
        if referral.answer_by
        else ""
    )
    note = f"{wish.reason}（依据：{wish.ground}；{CONSENT[wish.consent]}）"
    words = f"转交给{name}。{until}"
    record(work, case, Line("referred", words, note=note, note_for="applicant"))
    return referral


def take_over(work: Work, case: Case) -> None:
    """The receiver accepts: it holds the case now, and answers within its own clock.

    Whatever the sender had arranged ends with it.
    """
    referral = _pending(work, case)
    case.status = advance(case.status, Step.TAKE_OVER)
    case.holder_station = referral.to_station
    case.accept_by = clocks.accept_by(work.catalogue, work.now)
    case.accepted_at = case.due_by = case.due_last = None
    case.mediator_id = case.mediator_name = None
    for meeting in queries.sessions(work.session, case.id):
        if meeting.state == "planned":
            meeting.state = "cancelled"
    _answered(work, referral, "accepted")
    name = work.catalogue.station_name(referral.to_station)
    words = f"{name}接手了，会告诉您是否受理。"
    record(work, case, Line(kind="taken_over", words=words))


def hand_back(work: Work, case: Case, *, reason: str) -> None:
    """The receiver returns it with a reason; it goes on where it stood."""
    if not reason.strip():
        raise ReasonMissing
    referral = _pending(work, case)
    _back(work, case, referral, Step.HAND_BACK)
    _answered(work, referral, "returned")
    sender = work.catalogue.station_name(referral.from_station)
    receiver = work.catalogue.station_name(referral.to_station)
    words = f"{receiver}退回了，仍由{sender}办理。"
    line = Line("handed_back", words, note=reason, note_for="applicant")
    record(work, case, line)


def recall(work: Work, case: Case, *, reason: str) -> None:
    """The sender takes it back: no answer came, or it was sent to the wrong place."""
    if not reason.strip():
        raise ReasonMissing
    referral = _pending(work, case)
    _back(work, case, referral, Step.RECALL)
    _answered(work, referral, "recalled")
    sender = work.catalogue.station_name(referral.from_station)
    words = f"转交收回了，仍由{sender}办理。"
    line = Line("recalled", words, note=reason, note_for="applicant")
    record(work, case, line)


def _back(work: Work, case: Case, referral: Referral, step: Step) -> None:
    """To where the case stood: accepted stays accepted and its month runs on; what was
    not answered yet gets a new clock."""
    if referral.from_status not in queries.UNDER_WAY:
        case.status = advance(case.status, step)
        case.accept_by = clocks.accept_by(work.catalogue, work.now)
        return
    case.status = advance(case.status, Step.RESUME)
    if referral.from_status == CaseStatus.IN_MEDIATION:
        case.status = advance(case.status, Step.MEDIATE)


def _answered(work: Work, referral: Referral, answer: str) -> None:
    referral.answered_at, referral.answer = work.now, answer
    referral.answered_by = work.by.name


def _pending(work: Work, case: Case) -> Referral:
    referral = queries.pending_referral(work.session, case.id)
    if referral is None:
        raise WrongStatus
    return referral
