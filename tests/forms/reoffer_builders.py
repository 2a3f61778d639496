"""A closed day whose people get another time."""

from __future__ import annotations

from sqlalchemy import Engine

from forms_app.appointments import reoffer
from forms_app.appointments.models import Proposal
from forms_app.catalogue import Catalogue
from forms_app.database import reading, transaction
from tests.forms.booking_builders import NOW, STATION, close, day
from tests.forms.counter_builders import TUESDAY


def close_and_move(engine: Engine, catalogue: Catalogue) -> reoffer.Reoffered:
    close(engine, TUESDAY)
    return move_again(engine, catalogue)


def move_again(engine: Engine, catalogue: Catalogue) -> reoffer.Reoffered:
    with transaction(engine) as session:
        return reoffer.move_everybody(
            session, catalogue, STATION, day(TUESDAY), by="周主任", now=NOW
        )


def proposals(engine: Engine) -> list[Proposal]:
    with reading(engine) as session:
        return list(session.query(Proposal).order_by(Proposal.id))
