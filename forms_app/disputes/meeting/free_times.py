"""When both sides can come: each offers half-days, and what suits both is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.disputes import queries as case_queries
from forms_app.disputes.meeting import queries
from forms_app.disputes.meeting.models import FreeTime
from forms_app.disputes.models import Case
from forms_app.disputes.trail import Line, Work, record
from forms_app.refusals import WrongStatus
from forms_app.times import day_words, local_day

DAYS = 14
PARTS: Mapping[str, str] = {
    "morning": "上午",
    "afternoon": "下午",
    "evening": "晚上",
}
SIDE_WORDS: Mapping[str, str] = {"applicant": "申请人", "respondent": "对方"}
Half = tuple[date, str]


def offered(now: datetime) -> Iterator[Half]:
    """Every half-day of the next two weeks, from tomorrow on."""
    for n in range(1, DAYS + 1):
        for part in PARTS:
            yield local_day(now) + timedelta(days=n), part


def key_of(half: Half) -> str:
    return f"{half[0].isoformat()}.{half[1]}"


def words_of(half: Half) -> str:
    """3月20日 星期五 上午"""
    return f"{day_words(half[0])} {PARTS[half[1]]}"


def offer(work: Work, case: Case, side: str, chosen: Collection[str]) -> None:
    """Keep what one side can; what they said before is replaced."""
    if case.status not in case_queries.UNDER_WAY:
        raise WrongStatus
    queries.forget_times(work.session, case.id, side)
    for half in offered(work.now):
        if key_of(half) in chosen:
            row = FreeTime(case_id=case.id, side=side, day=half[0], part=half[1])
            work.session.add(row)
    words = f"{SIDE_WORDS[side]}说了哪些时间方便。"
    record(work, case, Line("times", words, shown=side == "applicant"))


def of_side(session: Session, case_id: int, side: str, now: datetime) -> list[Half]:
    """In the order of the day."""
    found = {
        (row.day, row.part)
        for row in queries.free_times(session, case_id, local_day(now))
        if row.side == side
    }
    order = list(PARTS)
    return sorted(found, key=lambda half: (half[0], order.index(half[1])))


def suiting_both(session: Session, case_id: int, now: datetime) -> list[Half]:
    theirs = set(of_side(session, case_id, "respondent", now))
    return [h for h in of_side(session, case_id, "applicant", now) if h in theirs]
