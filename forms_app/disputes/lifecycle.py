"""Where a case may go from where it stands: one table, one function."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from forms_app.refusals import WrongStatus


class CaseStatus(StrEnum):
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REFERRED = "referred"
    DECLINED = "declined"
    IN_MEDIATION = "in_mediation"
    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    WITHDRAWN = "withdrawn"
    FULFILLED = "fulfilled"
    BREACHED = "breached"
    CLOSED = "closed"


class Step(StrEnum):
    """Something that moves a case on."""

    ACCEPT = "accept"
    DECLINE = "decline"
    REFER = "refer"
    TAKE_OVER = "take_over"
    """The receiver accepts a hand-over."""
    HAND_BACK = "hand_back"
    """The receiver returns it."""
    RECALL = "recall"
    """The sender takes a hand-over back before it was answered."""
    RESUME = "resume"
    """A case that was under way goes on where it came from; follows a return."""
    MEDIATE = "mediate"
    AGREE = "agree"
    FAIL = "fail"
    WITHDRAW = "withdraw"
    FULFIL = "fulfil"
    BREACH = "breach"
    REOPEN = "reopen"
    """Somebody is not content with the end, and there is more to be done."""
    CLOSE = "close"


_S = CaseStatus
TRANSITIONS: Mapping[tuple[CaseStatus, Step], CaseStatus] = {
    (_S.SUBMITTED, Step.ACCEPT): _S.ACCEPTED,
    (_S.SUBMITTED, Step.REFER): _S.REFERRED,
    (_S.SUBMITTED, Step.DECLINE): _S.DECLINED,
    (_S.REFERRED, Step.TAKE_OVER): _S.SUBMITTED,
    (_S.REFERRED, Step.HAND_BACK): _S.SUBMITTED,
    (_S.REFERRED, Step.RECALL): _S.SUBMITTED,
    # it may turn out later whose matter it is; accepting is not done twice
    (_S.ACCEPTED, Step.REFER): _S.REFERRED,
    (_S.IN_MEDIATION, Step.REFER): _S.REFERRED,
    (_S.REFERRED, Step.RESUME): _S.ACCEPTED,
    (_S.ACCEPTED, Step.MEDIATE): _S.IN_MEDIATION,
    (_S.IN_MEDIATION, Step.AGREE): _S.AGREED,
    (_S.IN_MEDIATION, Step.FAIL): _S.NOT_AGREED,
    # mediation is voluntary: the applicant may end it wherever it stands
    (_S.SUBMITTED, Step.WITHDRAW): _S.WITHDRAWN,
    (_S.REFERRED, Step.WITHDRAW): _S.WITHDRAWN,
    (_S.ACCEPTED, Step.WITHDRAW): _S.WITHDRAWN,
    (_S.IN_MEDIATION, Step.WITHDRAW): _S.WITHDRAWN,
    (_S.AGREED, Step.FULFIL): _S.FULFILLED,
    (_S.AGREED, Step.BREACH): _S.BREACHED,
    (_S.NOT_AGREED, Step.REOPEN): _S.SUBMITTED,
    (_S.DECLINED, Step.REOPEN): _S.SUBMITTED,
    (_S.FULFILLED, Step.CLOSE): _S.CLOSED,
    (_S.BREACHED, Step.CLOSE): _S.CLOSED,
    (_S.NOT_AGREED, Step.CLOSE): _S.CLOSED,
    (_S.WITHDRAWN, Step.CLOSE): _S.CLOSED,
    (_S.DECLINED, Step.CLOSE): _S.CLOSED,
}
STATUS_WORDS: Mapping[CaseStatus, str] = {
    _S.SUBMITTED: "已收到，等答复",
    _S.ACCEPTED: "已受理",
    _S.REFERRED: "正在转交",
    _S.DECLINED: "没有受理",
    _S.IN_MEDIATION: "正在调解",
    _S.AGREED: "谈成了，正在履行",
    _S.NOT_AGREED: "没有谈成",
    _S.WITHDRAWN: "已撤回",
    _S.FULFILLED: "已经履行",
    _S.BREACHED: "没有履行",
    _S.CLOSED: "已办结",
}


def advance(status: CaseStatus | str, step: Step) -> CaseStatus:
    """The status after `step`; WrongStatus when that step is not open from here."""
    try:
        return TRANSITIONS[CaseStatus(status), step]
    except KeyError:
        raise WrongStatus from None


def open_steps(status: CaseStatus | str) -> frozenset[Step]:
    """Every step the table allows from here."""
    return frozenset(step for (start, step) in TRANSITIONS if start == status)
