"""The register of mediators, and who may not mediate: a party never does."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from forms_app.disputes import queries, sealing
from forms_app.disputes.meeting.models import Mediator
from forms_app.disputes.models import Case
from forms_app.disputes.trail import Work
from forms_app.refusals import (
    PartyIsMediator,
)

LANGUAGES: Mapping[str, str] = {
    "zh": "普通话",
    "dialect": "本地话",
    "sign": "手语",
    "en": "英语",
    "ar": "阿拉伯语",
    "fr": "法语",
    "ru": "俄语",
    "ko": "韩语",
    "bo": "藏语",
    "ug": "维吾尔语",
    "mn": "蒙古语",
}
SKILLS: Mapping[str, str] = {
    "neighbour": "邻里",
    "family": "婚姻家庭",
    "land": "土地庄稼",
    "market": "买卖和市场",
    "wages": "工钱",
    "traffic": "交通事故",
    "minors": "孩子的事",
    "injury": "打架损坏东西",
}
IGNORED_IN_NAMES = "·•・."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the register says of somebody."""

    name: str
    station: str
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    foreign: bool
    consent: bool
    active: bool = True


def enter(session: Session, entry: Entry, *, by: str, now: datetime) -> Mediator:
    row = Mediator(name=entry.name, station=entry.station)
    session.add(row)
    _fill(row, entry, by, now)
    return row


def change(row: Mediator, entry: Entry, *, by: str, now: datetime) -> None:
    """The consent keeps the day it was given on; taken back, the name is gone."""
    _fill(row, entry, by, now)


def _fill(row: Mediator, entry: Entry, by: str, now: datetime) -> None:
    row.name, row.station = entry.name, entry.station
    row.languages, row.skills = " ".join(entry.languages), " ".join(entry.skills)
    row.foreign, row.active = entry.foreign, entry.active
    row.consent_on = _consent(row.consent_on, entry.consent, now.date())
    row.changed_at, row.changed_by = now, by


def _consent(before: date | None, given: bool, today: date) -> date | None:
    return (before or today) if given else None


def can_do(row: Mediator) -> str:
    """普通话、英语；买卖和市场；洋娘舅"""
    parts = ["、".join(LANGUAGES.get(k, k) for k in row.languages.split())]
    parts.append("、".join(SKILLS.get(k, k) for k in row.skills.split()))
    parts.append("洋娘舅" if row.foreign else "")
    return "；".join(part for part in parts if part)


def choices(
    found: Collection[Mediator], *, foreign_first: bool = False
) -> dict[str, str]:
    """For the desk's list: 'm12' → 赵妈妈（英语；买卖和市场）; who can interpret first."""
    ordered = sorted(found, key=lambda row: not row.foreign) if foreign_first else found
    return {f"m{row.id}": f"{row.name}（{can_do(row)}）" for row in ordered}


def must_not_be_a_party(work: Work, case: Case, *names: str) -> None:
    """PartyIsMediator where somebody would decide about their own matter."""
    parties = {
        same_name(sealing.name(work.vault, party))
        for party in queries.parties(work.session, case.id)
    }
    if any(same_name(name) in parties for name in names if same_name(name)):
        raise PartyIsMediator


def same_name(name: str) -> str:
    """A name without what people write differently: width, case, spaces, dots."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in plain if not c.isspace() and c not in IGNORED_IN_NAMES)
