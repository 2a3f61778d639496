"""一件事: several services chosen together, then booked as one visit.

GET only: what is chosen becomes part of the address, and the usual pages go on from there.
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forms_app import errands
from forms_app.access import public
from forms_app.appointments.offers import MOST_SERVICES, find_offer
from forms_app.catalogue import Catalogue, LifeEventEntry, ServiceEntry
from forms_app.web import root
from forms_app.wiring import the_catalogue

bp = Blueprint("together", __name__, url_prefix="/together")
NOTHING = "请至少选一样。"
TOO_MANY = f"一次最多选 {MOST_SERVICES} 样，多的请另外约。"
NOWHERE = "这几样没有一个地方能一次办完。请少选几样，或者分开约。"


@bp.get("/<event_id>")
@public
def choose(event_id: str) -> ResponseReturnValue:
    """Which of the things; the required ones are ticked until somebody chooses."""
    catalogue = the_catalogue()
    event = catalogue.life_events.get(event_id)
    if event is None:
        abort(404)
    offered = _bookable(catalogue, event)
    wanted = request.args.getlist("service")
    chosen = [service for service, _ in offered if service.id in wanted]
    problem = _problem(catalogue, chosen) if "chosen" in request.args else ""
    if "chosen" in request.args and not problem:
        asked = errands.written(service.id for service in chosen)
        forms = f"{root()}/{catalogue.site.forms_path}"
        return redirect(f"{forms}/book/{asked}", 303)
    required = {service.id for service, need in offered if need == "required"}
    page = render_template(
        "appointments/together.html",
        event=event,
        offered=offered,
        ticked=set(wanted) if wanted else required,
        problem=problem,
    )
    return page, (422 if problem else 200)


def _bookable(
    catalogue: Catalogue, event: LifeEventEntry
) -> list[tuple[ServiceEntry, str]]:
    """Services of the event that some station takes bookings for, with their need."""
    return [
        (catalogue.services[key], need)
        for key, need in event.services
        if key in catalogue.services and _somewhere(catalogue, key)
    ]


def _problem(catalogue: Catalogue, chosen: list[ServiceEntry]) -> str:
    if not chosen:
        return NOTHING
    if len(chosen) > MOST_SERVICES:
        return TOO_MANY
    asked = errands.written(service.id for service in chosen)
    return "" if _somewhere(catalogue, asked) else NOWHERE


def _somewhere(catalogue: Catalogue, asked: str) -> bool:
    return any(find_offer(catalogue, asked, id_) for id_ in catalogue.stations)
