"""What an agreement must say, by law, and what of it is still missing.

Two kinds, never one: 人民调解协议书 (人民调解法 Art. 29, 若干规定 on place and term) and
治安调解协议书 (公安机关办理行政案件程序规定 Art. 184).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    PEOPLE = "people"
    POLICE = "police"


KIND_WORDS: Mapping[Kind, str] = {
    Kind.PEOPLE: "人民调解协议书",
    Kind.POLICE: "治安调解协议书",
}
SIDES: Mapping[str, str] = {
    "applicant": "申请人",
    "co_applicant": "共同申请人",
    "child": "未成年当事人",
    "guardian": "监护人",
    "principal": "委托人",
    "respondent": "被申请人",
}
"""Everybody who is named on a paper: a role of applicants.ROLES → its words."""
POLICE_SIDES: Mapping[str, str] = {
    **dict.fromkeys(SIDES, "一方"),
    "guardian": "一方的监护人",
    "respondent": "另一方",
}
ITEMS: Mapping[Kind, Mapping[str, str]] = {
    Kind.PEOPLE: {
        "facts": "纠纷的主要事实",
        "issues": "争议事项",
        "duties": "各方当事人的责任",
        "terms": "达成调解协议的内容",
        "manner": "履行的方式",
        "place": "履行的地点",
    },
    Kind.POLICE: {
        "cause": "案由",
        "facts": "案件的主要经过和情节",
        "duties": "造成的结果和各方责任",
        "terms": "协议内容",
        "manner": "履行的方式",
        "held_at": "调解的时间",
        "place": "调解的地点",
        "present": "其他在场的人",
    },
}
"""Kind → the items in their order on the sheet: key → heading."""
NOBODY = "没有其他在场的人"


@dataclass(frozen=True, slots=True)
class Side:
    """A party as the agreement names it."""

    role: str
    """applicant | respondent"""
    name: str
    about: str
    """基本情况: papers, address, telephone; typed from what was shown."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything two sides put their names under."""

    kind: Kind
    number: str
    station: str
    mediator: str
    sides: tuple[Side, ...]
    items: Mapping[str, str]
    perform_by: date | None

    @property
    def copies(self) -> int:
        """One for each party and one for the file (人民调解法 Art. 29-31)."""
        return len(self.sides) + 1


def missing(terms: Terms) -> list[str]:
    """Headings under which nothing stands yet, in the order of the sheet."""
    found = []
    roles = {side.role for side in terms.sides}
    if not {"applicant", "respondent"} <= roles:
        found.append("双方当事人")
    found += [
        f"{side.name or '当事人'}的基本情况"
        for side in terms.sides
        if not (side.name.strip() and side.about.strip())
    ]
    if not terms.mediator.strip():
        found.append("调解员")
    for key, heading in ITEMS[terms.kind].items():
        if not terms.items.get(key, "").strip():
            found.append(heading)
    if terms.perform_by is None:
        found.append("履行的期限")
    return found
