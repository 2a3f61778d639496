"""More people for a case: another party, and whoever is asked to help."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from forms_app.disputes import sealing
from forms_app.disputes.meeting.mediators import must_not_be_a_party, same_name
from forms_app.disputes.meeting.models import Invited
from forms_app.disputes.models import Case, Party
from forms_app.disputes.trail import Line, Work, record
from forms_app.refusals import (
    PartyIsMediator,
)

RELATIONS: Mapping[str, str] = {
    "relative": "亲属",
    "neighbour": "邻居",
    "colleague": "同事",
    "village": "村社区干部",
    "expert": "懂行的人",
    "deputy": "人大代表、政协委员",
    "group": "社会组织",
    "interpreter": "翻译",
    "guardian": "监护人",
}
NEW_SIDES: Mapping[str, str] = {"co_applicant": "申请人", "respondent": "对方"}
"""On which side somebody can still come in: role → words."""


def invite(work: Work, case: Case, *, name: str, relation: str) -> Invited:
    """Both sides have agreed (人民调解法 Art. 20): the form asks for it."""
    must_not_be_a_party(work, case, name)
    uid = secrets.token_hex(16)
    row = Invited(
        uid=uid,
        case_id=case.id,
        relation=relation,
        name_sealed=sealing.seal(work.vault, "invited.name", uid, name),
        invited_at=work.now,
    )
    work.session.add(row)
    words = f"双方同意，请了一位{RELATIONS[relation]}来帮忙。"
    record(work, case, Line("invited", words))
    return row


def name_of(work: Work, row: Invited) -> str:
    return sealing.opened(work.vault, "invited.name", row.uid, row.name_sealed)


def add_party(
    work: Work, case: Case, *, role: str, name: str, phone: str, about: str
) -> Party:
    """One more person on a side, whoever mediates excepted."""
    if case.mediator_name and same_name(name) == same_name(case.mediator_name):
        raise PartyIsMediator
    uid = secrets.token_hex(16)
    party = Party(
        uid=uid,
        case_id=case.id,
        role=role,
        name_sealed=sealing.seal(work.vault, "party.name", uid, name),
        phone_sealed=sealing.seal(work.vault, "party.phone", uid, phone),
        about_sealed=sealing.seal(work.vault, "party.about", uid, about),
    )
    work.session.add(party)
    words = f"加了一位当事人（{NEW_SIDES[role]}一方）。"
    record(work, case, Line("party_added", words, shown=role != "respondent"))
    return party
