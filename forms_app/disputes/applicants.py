"""Who stands on the applicant's side: several applicants, children, guardians, agents.

The one who fills in the form is `applicant`: theirs are the telephone and the code.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms_app.disputes import sealing
from forms_app.disputes.models import Party
from forms_app.form_fields import LANDLINE, MOBILE, NAME_LENGTH, mended, mended_phone
from forms_app.refusals import (
    ChildAlone,
    ConsentMissing,
    NoProxyForSuspect,
    TooManyPeople,
    UnclearLine,
)
from forms_app.vault import Vault

MOST_PEOPLE = 50
"""On one side of a case entered by a resident; the desk sees to larger crowds."""
ROLES: Mapping[str, str] = {
    "applicant": "申请人",
    "co_applicant": "一起申请的人",
    "child": "孩子",
    "guardian": "监护人",
    "principal": "委托人",
    "respondent": "对方",
}
AGES: Mapping[str, str] = {
    "under14": "不满 14 岁",
    "14to17": "14 到 17 岁",
}
SIDES: Mapping[str, str] = {
    "harmed": "受伤、受损失的一方",
    "did": "动手、弄坏东西的一方",
}
POLICE = "police_mediation"
_PHONE_AT_END = re.compile(
    r"^(.*?)[\s,，、:：]*([+＋0-9０-９][0-9０-９\s\-()（）]{6,})$"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be entered beside the applicant."""

    role: str
    name: str
    phone: str = ""
    about: str = ""


def people_of(text: str) -> tuple[Person, ...]:
    """One person a line: a name in any script, then perhaps a telephone.

    UnclearLine says which line it cannot read, TooManyPeople when they are too many.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_PEOPLE:
        raise TooManyPeople
    return tuple(_person(number, line) for number, line in enumerate(lines, 1))


def _person(number: int, line: str) -> Person:
    found = _PHONE_AT_END.match(line)
    name = mended(found[1] if found else line) or ""
    phone = (mended_phone(found[2]) or "") if found else ""
    if not name or len(name) > NAME_LENGTH:
        raise UnclearLine(f"第 {number} 行看不懂：先写姓名，空一格再写电话。")
    if phone and not (MOBILE.fullmatch(phone) or LANDLINE.fullmatch(phone)):
        raise UnclearLine(f"第 {number} 行的电话不对，请核对；没有电话就只写姓名。")
    return Person("co_applicant", name, phone)


def may_stand(minor: str, age: str, consent: str, *, way: str, side: str) -> None:
    """Refuse who may not ask for themselves or for somebody else.

    Under 14 a guardian must agree to the use of the child's data (个人信息保护法 Art. 31);
    in police mediation the side that did it comes in person (程序规定 Art. 181).
    """
    if minor == "self" and age == "under14":
        raise ChildAlone
    if minor == "guardian" and consent != "yes":
        raise ConsentMissing
    if minor == "agent" and way == POLICE and side == "did":
        raise NoProxyForSuspect


def rows(vault: Vault, case_id: int, people: tuple[Person, ...]) -> Iterator[Party]:
    """The people as sealed rows."""
    for person in people:
        uid = secrets.token_hex(16)
        yield Party(
            uid=uid,
            case_id=case_id,
            role=person.role,
            name_sealed=sealing.seal(vault, "party.name", uid, person.name),
            phone_sealed=sealing.seal(vault, "party.phone", uid, person.phone),
            about_sealed=sealing.seal(vault, "party.about", uid, person.about),
            phone_digest=phone_digest(vault, person),
        )


def phone_digest(vault: Vault, person: Person) -> bytes | None:
    """To find a case at the counter by the telephone of whoever filed it."""
    if person.role != "applicant" or not person.phone:
        return None
    return vault.digest(sealing.PHONE_PURPOSE, person.phone)
