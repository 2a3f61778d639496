"""Opens a case for its papers: every name in full, so the reader is written down."""

from __future__ import annotations

from datetime import date

from forms_app.disputes import clocks, mediation, queries, sealing
from forms_app.disputes.after import queries as after_queries
from forms_app.disputes.after import visits
from forms_app.disputes.lifecycle import CaseStatus
from forms_app.disputes.meeting import queries as meeting_queries
from forms_app.disputes.meeting.invited import RELATIONS, name_of
from forms_app.disputes.models import Case
from forms_app.disputes.papers import agreement
from forms_app.disputes.papers import queries as paper_queries
from forms_app.disputes.papers.items import SIDES, Kind
from forms_app.disputes.papers.models import SIGNED
from forms_app.disputes.papers.record import (
    FILED,
    Dossier,
    Meeting,
    Person,
    Visited,
)
from forms_app.disputes.trail import Work
from forms_app.times import local_day


def opened(work: Work, case: Case) -> Dossier:
    vault, session = work.vault, work.session
    row = paper_queries.standing_agreement(session, case.id)
    signed = row is not None and row.state == SIGNED
    agreed = case.outcome_at if case.outcome == CaseStatus.AGREED else None
    day = row.signed_on if row and signed else (agreed and local_day(agreed))
    kind = agreement.kind_of(case)
    return Dossier(
        number=f"第{case.id}号",
        kind=kind,
        type_name=case.type_name,
        area_name=case.area_name,
        station=work.catalogue.station_name(case.holder_station),
        mediator=case.mediator_name or "",
        source=case.source,
        received=case.received_at,
        accepted=case.accepted_at,
        status=case.status,
        people=tuple(
            Person(p.role, sealing.name(vault, p), sealing.phone(vault, p))
            for p in queries.parties(session, case.id)
            if p.role in SIDES
        ),
        invited=tuple(
            (RELATIONS[row.relation], name_of(work, row))
            for row in meeting_queries.invited(session, case.id)
        ),
        story=sealing.story(vault, case),
        wish=sealing.wish(vault, case),
        meetings=_meetings(work, case),
        visits=_visits(work, case),
        terms=agreement.opened(vault, row) if row else None,
        signed_on=row.signed_on if row and signed else None,
        oral="" if signed else sealing.terms(vault, case),
        agreed_on=day or None,
        confirm=(
            clocks.confirm_by_day(work.catalogue, day)
            if day and kind is Kind.PEOPLE
            else None
        ),
        filed=_filed(work, case),
    )


def _meetings(work: Work, case: Case) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(
            at=meeting.starts_at,
            place=meeting.place,
            mediator=meeting.mediator_name,
            facts=sealing.facts(work.vault, meeting),
            concessions=sealing.concessions(work.vault, meeting),
        )
        for meeting in queries.sessions(work.session, case.id)
        if meeting.state == "held"
    )


def _visits(work: Work, case: Case) -> tuple[Visited, ...]:
    return tuple(
        Visited(
            at=row.visited_at,
            visitor=row.visitor,
            kept=visits.KEPT[row.kept],
            satisfied=visits.SATISFIED[row.satisfied],
            risk=visits.RISK[row.risk],
            note=visits.note_of(work.vault, row),
        )
        for row in after_queries.done_visits(work.session, case.id)
        if row.visited_at is not None
    )


def _filed(work: Work, case: Case) -> dict[str, date]:
    found: dict[str, date] = {}
    for event in queries.events(work.session, case.id):
        found.setdefault(event.kind, local_day(event.at))
    if case.identity_checked:
        seen = found.get(mediation.IDENTITY) or found.get("accepted")
        found.setdefault(f"{FILED}identity", seen or local_day(case.changed_at))
    return found
