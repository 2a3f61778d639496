"""Handing a case to another station: with a reason, a clock and a receipt."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from forms_app.disputes import clocks, queries, sealing
from forms_app.disputes.lifecycle import Step, advance
from forms_app.disputes.mediation import record
from forms_app.disputes.models import Case, Referral
from forms_app.disputes.trail import Line, Work
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
    case.status = advance(case.status, Step.REFER)
    uid = secrets.token_hex(16)
    referral = Referral(
        uid=uid,
        case_id=case.id,
        from_station=case.holder_station,
        to_station=wish.to_station,
        reason_sealed=sealing.seal(work.vault, "referral.reason", uid, wish.reason),
        ground=wish.ground,
        consent=wish.consent,
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
    """The receiver accepts: it holds the case now, and answers within its own clock."""
    referral = _pending(work, case)
    case.status = advance(case.status, Step.TAKE_OVER)
    case.holder_station = referral.to_station
    case.accept_by = clocks.accept_by(work.catalogue, work.now)
    referral.answered_at, referral.answer = work.now, "accepted"
    name = work.catalogue.station_name(referral.to_station)
    words = f"{name}接手了，会告诉您是否受理。"
    record(work, case, Line(kind="taken_over", words=words))


def hand_back(work: Work, case: Case, *, reason: str) -> None:
    """The receiver returns it with a reason; the sender's clock starts anew."""
    if not reason.strip():
        raise ReasonMissing
    referral = _pending(work, case)
    case.status = advance(case.status, Step.HAND_BACK)
    case.accept_by = clocks.accept_by(work.catalogue, work.now)
    referral.answered_at, referral.answer = work.now, "returned"
    sender = work.catalogue.station_name(referral.from_station)
    receiver = work.catalogue.station_name(referral.to_station)
    words = f"{receiver}退回了，仍由{sender}办理。"
    line = Line("handed_back", words, note=reason, note_for="applicant")
    record(work, case, line)


def _pending(work: Work, case: Case) -> Referral:
    referral = queries.pending_referral(work.session, case.id)
    if referral is None:
        raise WrongStatus
    return referral
