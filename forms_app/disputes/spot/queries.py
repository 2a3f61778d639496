"""Questions asked of the loss lists."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.disputes.spot.models import HouseholdLoss


def losses(session: Session, case_id: int) -> Sequence[HouseholdLoss]:
    return session.scalars(
        select(HouseholdLoss)
        .where(HouseholdLoss.case_id == case_id)
        .order_by(HouseholdLoss.id)
    ).all()
