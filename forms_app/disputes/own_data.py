"""What we know of the applicant, for the applicant: to see, take away, mend, delete."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.catalogue import Catalogue
from forms_app.disputes import (
    applicants,
    clocks,
    erasure,
    intake,
    queries,
    sealing,
    trail,
)
from forms_app.disputes.evidence import filing
from forms_app.disputes.intake import CONTACT_TIMES, MESSAGE, NEEDS
from forms_app.disputes.lifecycle import CaseStatus
from forms_app.disputes.models import Case
from forms_app.disputes.readings import queries as readings
from forms_app.disputes.sealing import SafeContact
from forms_app.disputes.trail import Line, Work
from forms_app.times import moment_words
from forms_app.vault import Vault

AT_ONCE = frozenset(
    {
        *(CaseStatus.SUBMITTED, CaseStatus.REFERRED),
        *(CaseStatus.WITHDRAWN, CaseStatus.DECLINED),
    }
)
"""Nothing has been agreed with anybody: nobody else needs what stands there."""
JSON_VERSION = "1.0"


def told(
    session: Session, vault: Vault, catalogue: Catalogue, case: Case
) -> dict[str, Any]:
    """Everything the applicant has told us, in words, and who has looked.

    Of the other side only what the applicant wrote about them.
    """
    contact = sealing.contact(vault, case)
    looks = readings.of_case(session, case.id)
    return {
        "version": JSON_VERSION,
        "哪类事": case.type_name,
        "哪里": case.area_name,
        "收到时间": moment_words(case.received_at),
        "发生了什么": sealing.story(vault, case),
        "希望怎么解决": sealing.wish(vault, case),
        "写下的人": [
            {
                "是谁": applicants.ROLES[party.role],
                "姓名": sealing.name(vault, party),
                "电话": sealing.phone(vault, party),
                "怎么找到": sealing.about(vault, party),
            }
            for party in queries.parties(session, case.id)
        ],
        "什么时候能打电话": CONTACT_TIMES.get(contact.when, contact.when),
        "能不能留言": MESSAGE.get(contact.message, contact.message),
        "还要注意": contact.note,
        "需要的照顾": [NEEDS.get(need, need) for need in case.needs.split()],
        "其他": asdict(sealing.details(vault, case)),
        "交的材料": [
            {"是什么": file.about, "时间": moment_words(file.at)}
            for file in filing.listed(session, vault, case)
        ],
        "看过这件事的工作人员": f"{len({look.staff_id for look in looks})} 位",
        "信息使用说明的版本": sealing.details(vault, case).notice,
        "保存到": f"办结后 {catalogue.disputes.keep_days} 天",
    }


def mend(work: Work, case: Case, *, phone: str, contact: SafeContact) -> None:
    """Another telephone, another safe time; the old one is gone."""
    queries.lock_trail(work.session)
    party = queries.applicant_of(work.session, case.id)
    assert party is not None  # noqa: S101 - no case without who filed it
    vault = work.vault
    person = applicants.Person("applicant", "", phone)
    party.phone_sealed = sealing.seal(vault, "party.phone", party.uid, phone)
    party.phone_digest = applicants.phone_digest(vault, person)
    case.contact_sealed = sealing.seal_contact(vault, case.uid, contact)
    case.version += 1
    case.changed_at, case.changed_by = work.now, work.by.name
    trail.append(work, case.id, Line("mended", "您改了联系方式。"))


def ask_to_mend(work: Work, case: Case, text: str) -> None:
    """Something else is wrong: the desk reads it and answers within its clock."""
    if case.mend_asked_at is None:
        case.mend_asked_at = work.now
    words = f"您请我们更正信息，我们会核对{_answered_by(work, case.mend_asked_at)}。"
    trail.append(work, case.id, Line("mend_asked", words, note=text))


def delete(work: Work, case: Case) -> bool:
    """Delete what stands there, at once where nobody else needs it.

    Otherwise it is a request, which the desk grants or refuses with its reason; True
    when it was done at once.
    """
    queries.lock_trail(work.session)
    work.session.refresh(case)
    if case.code_sealed is None:
        return True
    if case.status in AT_ONCE:
        if intake.may_withdraw(case.status):
            intake.withdraw(work, case)
        erasure.erase_case(work, case, "申请人要求删除，个人信息已经删除。")
        return True
    if case.erase_asked_at is None:
        case.erase_asked_at = work.now
        case.version += 1
        words = (
            f"您要求删除信息。这件事还在办，能不能删{_answered_by(work, work.now)}。"
        )
        trail.append(work, case.id, Line("erase_asked", words))
    return False


def _answered_by(work: Work, asked: datetime) -> str:
    """'，4月7日前答复您'; without the day when its calendar is not known."""
    day = clocks.rights_by(work.catalogue, asked)
    return f"，{day.month}月{day.day}日前答复您" if day else "，会答复您"


def answer_mend(
    work: Work, case: Case, *, done: bool, reason: str, name: str = ""
) -> None:
    """What the desk says to a wish for correction; `name` is the applicant's right one."""
    queries.lock_trail(work.session)
    case.mend_asked_at = None
    party = queries.applicant_of(work.session, case.id)
    if done and name and party is not None:
        party.name_sealed = sealing.seal(work.vault, "party.name", party.uid, name)
    words = (
        "您请我们更正的信息，改好了。"
        if done
        else "您请我们更正的信息，没有改，原因写在下面。"
    )
    kind = "mend_done" if done else "mend_refused"
    trail.record(work, case, Line(kind, words, note=reason, note_for="applicant"))


def answer(work: Work, case: Case, *, grant: bool, reason: str) -> None:
    """What the desk says to such a request; a refusal names its reason."""
    case.erase_asked_at = None
    if grant:
        erasure.erase_case(work, case, "按申请人的要求，个人信息已经删除。")
        return
    words = "现在还不能删除您的信息，原因写在下面。"
    case.version += 1
    line = Line("erase_refused", words, note=reason, note_for="applicant")
    trail.append(work, case.id, line)
