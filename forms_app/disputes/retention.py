"""How long which kind of thing is kept besides the cases themselves: site_config.yml.

Files go before their case, what was taken back goes sooner, the log of readings later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from forms_app.disputes import erasure, queries
from forms_app.disputes.evidence import filing
from forms_app.disputes.evidence import queries as files
from forms_app.disputes.readings import queries as readings
from forms_app.disputes.trail import Work
from forms_app.times import local_day


@dataclass(frozen=True, slots=True)
class Gone:
    """How many of each kind were let go."""

    cases: int
    files: int
    readings: int


def let_go(work: Work) -> Gone:
    """Everything whose time is over; the figures stay."""
    queries.lock_trail(work.session)
    keep = work.catalogue.keep
    taken_back = queries.taken_back(
        work.session, before=work.now - timedelta(days=keep.taken_back_days)
    )
    for case in taken_back:
        erasure.erase_case(work, case, "保存期满，个人信息已经删除。")
    old = files.of_closed(
        work.session, closed_before=work.now - timedelta(days=keep.files_days)
    )
    for case_id in old:
        filing.erase(work.session, case_id)
    day = local_day(work.now - timedelta(days=keep.readings_days))
    return Gone(len(taken_back), len(old), readings.forget(work.session, before=day))
