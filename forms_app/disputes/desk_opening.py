"""Opening one case at the desk: who reads it on whose behalf, and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy.orm import Session

from forms_app.access import actor
from forms_app.disputes import desk_actions, desk_timeline, desk_views, queries
from forms_app.disputes.desk_action import MOVING_ON, Action, group_of
from forms_app.disputes.desk_actions import ACTIONS
from forms_app.disputes.desk_timeline import DeskView
from forms_app.disputes.models import Case
from forms_app.disputes.readings import guests
from forms_app.disputes.routing import Competence
from forms_app.disputes.standing import (
    Standing,
    acting_station,
    may_at,
    reading_station,
    standing,
)
from forms_app.disputes.trail import By, Work
from forms_app.form_fields import DoorstepForm
from forms_app.refusals import ChangedMeanwhile, NotFilledIn
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_vault

INSIDE = (Standing.HOLDER, Standing.RECEIVER)
READS = (*INSIDE, Standing.GUEST)
"""Who may read all of a case; a guest does nothing with it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with everything its page shows."""

    case: Case
    view: DeskView
    station: str
    """On whose behalf this person reads it."""
    actions: tuple[tuple[Action, Any], ...]
    competence: Competence | None

    @property
    def grouped(self) -> dict[str, list[tuple[Action, Any]]]:
        """Heading → steps; what moves the case on first."""
        found: dict[str, list[tuple[Action, Any]]] = {MOVING_ON: []}
        for action, form in self.actions:
            found.setdefault(group_of(action.key), []).append((action, form))
        return {words: steps for words, steps in found.items() if steps}


def open_case(
    database: Session,
    case_id: int,
    find: Callable[[Session, int], Case | None] = queries.case_by_id,
) -> Opened:
    """The case as this person may see it; 404 when they may not know of it."""
    catalogue = the_catalogue()
    case = find(database, case_id)
    if case is None:
        abort(404)
    may = may_at(actor(), catalogue)
    found = queries.referrals(database, case_id)
    place = standing(case, found, may)
    if place is not Standing.HOLDER and guests.is_in(
        database, case_id, actor().id, now()
    ):
        place = Standing.GUEST
    if place is Standing.NONE:
        abort(404)
    view = desk_timeline.for_desk(
        database, the_vault(), catalogue, case, desk_timeline.Reader(place, now())
    )
    actions = []
    for action in ACTIONS:
        acting = acting_station(case, found, action.step)
        if action.open_from(case, view) and may(action.permission, acting):
            ahead = desk_actions.filled_ahead(action.key, view)
            form = action.form(None, prefix=action.key, version=case.version, **ahead)
            desk_actions.offer_choices(form, catalogue, case, view)
            if desk_actions.worth_showing(form):
                actions.append((action, form))
    station = reading_station(case, found, place)
    competence = desk_views.competence(catalogue, case)
    return Opened(case, view, station, tuple(actions), competence)


def must_may(database: Session, case: Case, action: Action) -> str:
    """The acting station, if this person may take the step there; else 403."""
    found = queries.referrals(database, case.id)
    station = acting_station(case, found, action.step)
    if not station:
        raise ChangedMeanwhile
    if not may_at(actor(), the_catalogue())(action.permission, station):
        abort(403)
    return station


def must_be_filled(form: DoorstepForm) -> None:
    if not form.validate():
        raise NotFilledIn


def work_at(database: Session, station: str) -> Work:
    by = By(name=actor().name, station=station, id=actor().id)
    return Work(database, the_vault(), the_catalogue(), by, now())
