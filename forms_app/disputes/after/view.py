"""What the page of a case shows of what comes after the outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from forms_app.disputes.after import gate, promises, queries, rating
from forms_app.disputes.after.models import OPEN, PLANNED
from forms_app.disputes.lifecycle import Step, open_steps
from forms_app.disputes.models import Case
from forms_app.times import date_words
from forms_app.vault import Vault


@dataclass(frozen=True, slots=True)
class Promised:
    """One thing somebody has to do."""

    who: str
    what: str
    due: date
    state: str


@dataclass(frozen=True, slots=True)
class AfterView:
    promised: tuple[Promised, ...]
    open_promises: Mapping[str, str]
    """Id → words, for the list at the desk."""
    visits: tuple[date, ...]
    """Planned ones."""
    unmet: tuple[str, ...]
    """What stands against closing now; empty also where closing is no question yet."""
    rating: str


def after_view(
    session: Session, vault: Vault, case: Case, *, inside: bool
) -> AfterView:
    if not inside:
        return AfterView((), {}, (), (), "")
    rows = queries.undertakings(session, case.id)
    may_close = Step.CLOSE in open_steps(case.status)
    return AfterView(
        promised=tuple(
            Promised(
                promises.SIDES[row.side],
                promises.what_of(vault, row),
                row.due,
                row.state,
            )
            for row in rows
        ),
        open_promises={
            str(row.id): f"{promises.SIDES[row.side]}，{date_words(row.due)}前："
            f"{promises.what_of(vault, row)[:30]}"
            for row in rows
            if row.state == OPEN
        },
        visits=tuple(
            row.due for row in queries.visits(session, case.id) if row.state == PLANNED
        ),
        unmet=gate.unmet(gate.facts_of(session, case)) if may_close else (),
        rating=rating.RATINGS.get(case.rating or "", ""),
    )
