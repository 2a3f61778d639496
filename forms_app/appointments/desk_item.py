"""One appointment as the desk shows it: a line of the list, and its own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import render_template

from forms_app import times
from forms_app.access import Permission
from forms_app.appointments import pauses, queries, tickets
from forms_app.appointments.changes import Step, offered
from forms_app.appointments.desk_places import may
from forms_app.appointments.models import Appointment, Status, Ticket
from forms_app.appointments.people import Person, listed
from forms_app.appointments.table import STATUS_WORDS
from forms_app.database import reading
from forms_app.wiring import the_catalogue, the_engine, the_vault

TAGS = {
    Status.BOOKED: "wait",
    Status.ARRIVED: "ok",
    Status.FULFILLED: "ok",
    Status.CANCELLED: "stop",
    Status.NOSHOW: "stop",
}
STEP_WORDS = {
    Step.ARRIVE: "到了",
    Step.FULFIL: "办完了",
    Step.MISS: "没来",
    Step.UNDO: "退回一步",
    Step.CANCEL: "取消",
}
EVENT_WORDS = {
    **{step.value: words for step, words in STEP_WORDS.items()},
    "move": "改了时间",
    "accept": "同意新时间",
    "by_phone": "代人预约",
    "late": "说了会晚到",
    "call": "叫号",
    "lift": "恢复网上预约",
    "walk_in": "现场登记",
    "seen": "看了姓名和电话",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list as the desk shows it."""

    row: Appointment
    person: Person
    steps: tuple[tuple[Step, str], ...]
    status_words: str
    status_tag: str
    ticket: Ticket | None = None


def page(row: Appointment, *, full: bool = False, problem: str = "") -> str:
    with reading(the_engine()) as session:
        events = queries.trail(session, row.id)
        pause = pauses.running(session, row.phone_digest, now=times.now())
        ticket = tickets.of(session, row)
    return render_template(
        "appointments/desk_item.html",
        line=line_of(row, ticket, now=times.now()),
        full=full,
        problem=problem,
        station_name=the_catalogue().station_name(row.station_id),
        events=[(event, EVENT_WORDS.get(event.what, event.what)) for event in events],
        may_work=may(Permission.WORK_APPOINTMENTS, row.station_id),
        pause=pause,
        late=any(event.what == "late" for event in events),
    )


def line_of(row: Appointment, ticket: Ticket | None = None, *, now: datetime) -> Line:
    words, tag = STATUS_WORDS[row.status], TAGS[Status(row.status)]
    steps = tuple((step, STEP_WORDS[step]) for step in offered(row, now=now))
    return Line(row, listed(the_vault(), row), steps, words, tag, ticket)
