"""Who looked at which case: one line a person, case and day, with the times counted.

The trail has what was done and unmasked; this log has that somebody read.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.access import Actor
from forms_app.database import one_at_a_time
from forms_app.disputes.readings import queries
from forms_app.disputes.readings.models import CaseReading
from forms_app.times import local_day
from forms_app.vault import Vault

PAGE = "page"
SEARCH = "search"
FILE = "file"
KIND_WORDS = {PAGE: "打开页面", SEARCH: "按手机号找", FILE: "下载材料"}


def note(
    session: Session,
    vault: Vault,
    who: Actor,
    *,
    case_id: int | None,
    kind: str,
    now: datetime,
) -> None:
    """Write down one look; a search that found nothing has no case."""
    day = local_day(now)
    if case_id is not None:
        key = vault.digest("case.reading", f"{case_id} {who.id} {day} {kind}")
        one_at_a_time(session, key)
        known = queries.reading_of(session, case_id, who.id, day, kind)
        if known is not None:
            known.times += 1
            known.last_at = now
            return
    session.add(
        CaseReading(
            case_id=case_id,
            staff_id=who.id,
            staff_name=who.name,
            day=day,
            kind=kind,
            times=1,
            first_at=now,
            last_at=now,
        )
    )
