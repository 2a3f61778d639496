"""What the desk's page of a case shows of the people around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.disputes import sealing
from forms_app.disputes.meeting import free_times, mediators, queries
from forms_app.disputes.meeting.invited import RELATIONS
from forms_app.disputes.meeting.models import Invited
from forms_app.disputes.models import Case
from forms_app.form_fields import masked_name
from forms_app.vault import Vault


@dataclass(frozen=True, slots=True)
class MeetingView:
    """Names masked."""

    register: Mapping[str, str]
    """Mediators of the holding station as the list offers them: 'm12' → words."""
    invited: tuple[str, ...]
    offered: Mapping[str, str]
    """Half-days that can be ticked: key → words."""
    respondent_times: tuple[str, ...]
    suits: tuple[str, ...]
    """Half-days that suit both sides, as words."""


def meeting_view(
    session: Session, vault: Vault, case: Case, now: datetime, *, inside: bool
) -> MeetingView:
    if not inside:
        return MeetingView({}, (), {}, (), ())
    found = queries.active_at(session, case.holder_station)
    theirs = free_times.of_side(session, case.id, "respondent", now)
    both = free_times.suiting_both(session, case.id, now)
    return MeetingView(
        register=mediators.choices(found, foreign_first="interpreter" in case.needs),
        invited=tuple(
            f"{RELATIONS[row.relation]}{masked_name(_name(vault, row))}"
            for row in queries.invited(session, case.id)
        ),
        offered={
            free_times.key_of(half): free_times.words_of(half)
            for half in free_times.offered(now)
        },
        respondent_times=tuple(free_times.key_of(half) for half in theirs),
        suits=tuple(free_times.words_of(half) for half in both),
    )


def _name(vault: Vault, row: Invited) -> str:
    return sealing.opened(vault, "invited.name", row.uid, row.name_sealed)
