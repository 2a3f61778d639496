"""The applicant's own word on how it went: asked once, answered once."""

from __future__ import annotations

from collections.abc import Mapping

from forms_app.disputes.lifecycle import CaseStatus
from forms_app.disputes.models import Case
from forms_app.disputes.queries import ENDED
from forms_app.disputes.trail import Line, Work, record
from forms_app.refusals import (
    RatedAlready,
    WrongStatus,
)

RATINGS: Mapping[str, str] = {
    "good": "满意",
    "fair": "基本满意",
    "bad": "不满意",
    "unsolved": "事情没有解决",
}
CONTENT = ("good", "fair")
UNSOLVED = "unsolved"
MAY_RATE = (CaseStatus.AGREED, CaseStatus.CLOSED, *ENDED)


def may_rate(case: Case) -> bool:
    return case.rating is None and case.status in MAY_RATE


def rate(work: Work, case: Case, rating: str) -> None:
    """Keep the answer; 'unsolved' goes to the head of the station."""
    if case.status not in MAY_RATE or rating not in RATINGS:
        raise WrongStatus
    if case.rating is not None:
        raise RatedAlready
    case.rating, case.rated_at = rating, work.now
    words = f"您的评价：{RATINGS[rating]}。"
    if rating == UNSOLVED:
        words += "已经告诉站点负责人，会有人再看这件事。"
    record(work, case, Line("rated", words))
