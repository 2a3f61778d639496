"""Meetings of the two sides: planned, called off, held and written down."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from forms_app.disputes import clocks, queries, sealing
from forms_app.disputes.lifecycle import CaseStatus, Step, advance
from forms_app.disputes.mediation import POLICE, record
from forms_app.disputes.models import Case, MediationSession
from forms_app.disputes.trail import Line, Work
from forms_app.refusals import NoSession, OnlyTwice, SecondTooLate, TimePast
from forms_app.times import date_words, local_day, moment_words

POLICE_SESSIONS = 2


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session to be planned."""

    starts_at: datetime
    place: str
    mediator: str


def plan(work: Work, case: Case, meeting: Meeting) -> MediationSession:
    """Fix time and place; the first session begins the mediation."""
    if meeting.starts_at <= work.now:
        raise TimePast
    _police_mediate_twice_at_most(work, case, meeting.starts_at)
    if case.status != CaseStatus.IN_MEDIATION:
        case.status = advance(case.status, Step.MEDIATE)
    planned = MediationSession(
        uid=secrets.token_hex(16),
        case_id=case.id,
        starts_at=meeting.starts_at,
        place=meeting.place,
        mediator_name=meeting.mediator,
        state="planned",
    )
    work.session.add(planned)
    words = f"定了调解时间：{moment_words(meeting.starts_at)}。"
    record(work, case, Line(kind="session_planned", words=words))
    return planned


def cancel(work: Work, case: Case, session_id: int) -> None:
    meeting = _planned(work, case, session_id)
    meeting.state = "cancelled"
    words = f"{moment_words(meeting.starts_at)}的调解取消了，会另约时间。"
    record(work, case, Line(kind="session_cancelled", words=words))


def hold(
    work: Work, case: Case, session_id: int, *, facts: str, concessions: str
) -> None:
    """Write down a session that was held.

    What somebody gave way on for the sake of agreement must not be used against
    them later (人民法院在线调解规则 Art. 18), so it never stands among the facts.
    """
    meeting = _planned(work, case, session_id)
    meeting.state = "held"
    vault, uid = work.vault, meeting.uid
    meeting.facts_sealed = sealing.seal(vault, "session.facts", uid, facts)
    meeting.concessions_sealed = sealing.seal(
        vault, "session.concessions", uid, concessions
    )
    words = f"{moment_words(meeting.starts_at)}的调解已经进行。"
    if case.way_kind == POLICE and len(_held(work, case)) == 1:
        words += _second_time(work, case, meeting.starts_at)
    record(work, case, Line(kind="session_held", words=words))


def _second_time(work: Work, case: Case, first: datetime) -> str:
    """治安调解 that brought no agreement may be tried once more, soon."""
    day = clocks.second_by(work.catalogue, first)
    if day is None:
        return ""
    case.due_by = case.due_last = day
    return f"没有谈成的，可以再调一次，最迟{date_words(day)}。"


def _police_mediate_twice_at_most(work: Work, case: Case, starts_at: datetime) -> None:
    """程序规定 Art. 183: once; where needed a second time, within seven working days."""
    if case.way_kind != POLICE:
        return
    held = _held(work, case)
    arranged = queries.sessions(work.session, case.id)
    if len(held) >= POLICE_SESSIONS or any(m.state == "planned" for m in arranged):
        raise OnlyTwice
    until = clocks.second_by(work.catalogue, held[0].starts_at) if held else None
    if until is not None and local_day(starts_at) > until:
        raise SecondTooLate(f"第二次调解最迟在{date_words(until)}，请选早一点的时间。")


def _held(work: Work, case: Case) -> list[MediationSession]:
    found = queries.sessions(work.session, case.id)
    return [meeting for meeting in found if meeting.state == "held"]


def _planned(work: Work, case: Case, session_id: int) -> MediationSession:
    meeting = queries.mediation_session(work.session, case.id, session_id)
    if meeting is None or meeting.state != "planned":
        raise NoSession
    return meeting
