"""Meetings of the two sides: planned, called off, held and written down."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from forms_app.disputes import clocks, queries, sealing
from forms_app.disputes.lifecycle import CaseStatus, Step, advance
from forms_app.disputes.mediation import POLICE
from forms_app.disputes.meeting.mediators import must_not_be_a_party, same_name
from forms_app.disputes.meeting.queries import planned_between
from forms_app.disputes.models import Case, MediationSession
from forms_app.disputes.trail import Line, Work, record
from forms_app.refusals import (
    LinkMissing,
    MediatorBusy,
    NoSession,
    OnlyTwice,
    RoomTaken,
    SecondTooLate,
    TimePast,
)
from forms_app.times import date_words, local_day, moment_words

POLICE_SESSIONS = 2
LASTS = timedelta(minutes=90)
"""How long a room and a mediator are taken."""
MODES: Mapping[str, str] = {
    "room": "当面谈",
    "video": "视频连线",
    "helped": "到这个房间来，我们帮您连线",
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session to be planned."""

    starts_at: datetime
    place: str
    mediator: str
    mode: str = "room"
    """A key of MODES."""
    link: str = ""


def plan(work: Work, case: Case, meeting: Meeting) -> MediationSession:
    """Fix time and place; the first session begins the mediation."""
    if meeting.starts_at <= work.now:
        raise TimePast
    must_not_be_a_party(work, case, meeting.mediator)
    if meeting.mode == "video" and not is_link(meeting.link):
        raise LinkMissing
    _police_mediate_twice_at_most(work, case, meeting.starts_at)
    _must_be_free(work, case, meeting)
    if case.status != CaseStatus.IN_MEDIATION:
        case.status = advance(case.status, Step.MEDIATE)
    planned = MediationSession(
        uid=secrets.token_hex(16),
        case_id=case.id,
        starts_at=meeting.starts_at,
        place=meeting.place,
        mode=meeting.mode,
        link=meeting.link if meeting.mode == "video" else "",
        mediator_name=meeting.mediator,
        state="planned",
    )
    work.session.add(planned)
    words = f"定了调解时间：{moment_words(meeting.starts_at)}。"
    record(work, case, Line(kind="session_planned", words=words))
    return planned


def is_link(text: str) -> bool:
    """An address of our time: no spaces, and encrypted on its way."""
    return text.startswith("https://") and len(text.split()) == 1 and "." in text


def _must_be_free(work: Work, case: Case, meeting: Meeting) -> None:
    """Neither the room nor the mediator can be in two sessions at once."""
    begin, end = meeting.starts_at - LASTS, meeting.starts_at + LASTS
    for other, station in planned_between(work.session, begin, end):
        if station != case.holder_station:
            continue
        at = moment_words(other.starts_at)
        if meeting.mode != "video" and same_name(other.place) == same_name(
            meeting.place
        ):
            raise RoomTaken(f"{at} 这个地点有别的调解，请换一个时间或者地点。")
        if same_name(other.mediator_name) == same_name(meeting.mediator):
            raise MediatorBusy(f"{at} 这位调解员有别的调解，请换一个时间或者换一位。")


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
