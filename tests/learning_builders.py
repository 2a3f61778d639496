"""Alerts, quizzes, events and notices as values, with defaults to change."""

from __future__ import annotations

from datetime import date, datetime

from build_scripts.catalogue.model import (
    Alert,
    Citation,
    LegalEvent,
    Option,
    Poster,
    Question,
    Quiz,
    Renditions,
    Source,
    Stop,
    VanStop,
)
from build_scripts.catalogue.scalars import CHINA
from tests.record_builders import T, a_phone


def at(words: str) -> datetime:
    """'2026-11-10 12:00' on Chinese clocks."""
    return datetime.fromisoformat(words).replace(tzinfo=CHINA)


def an_alert(**changes: object) -> Alert:
    given: dict[str, object] = {
        "id": "fake-police-call",
        "path": "alerts/qiaodong/fake-police-call.yml",
        "name": T("自称公安要转账先挂断"),
        "kind": "anti_fraud",
        "severity": "moderate",
        "areas": ("qiaodong",),
        "effective": at("2026-11-10 08:00"),
        "expires": at("2027-02-10 18:30"),
        "looks_like": T("有人自称民警，叫您转账。"),
        "do": (T("先挂断"),),
        "dont": (T("不转账"),),
        "hotline": "12348",
        "source": Source(title=T("县公安局提示"), issuer="county-psb"),
        "legal_basis": (Citation(law="id-card-law", article="11"),),
        "articles": ("fake-police",),
        "renditions": Renditions(
            sms=T("自称公安要转账的都是骗子。"),
            broadcast=T("乡亲们请注意。"),
            poster=Poster(
                headline=T("要转账先挂断"),
                points=(T("不转账不汇款"), T("不共享屏幕")),
            ),
        ),
    }
    return Alert(**(given | changes))  # type: ignore[arg-type]


def a_question(key: str, **changes: object) -> Question:
    given: dict[str, object] = {
        "id": key,
        "stem": T("证快到期，能换吗？"),
        "options": (
            Option(text=T("能"), correct=True, why=T("对")),
            Option(text=T("不能"), why=T("不对")),
        ),
        "explanation": T("到期前就能换。"),
        "legal_basis": (Citation(law="id-card-law", article="11"),),
    }
    return Question(**(given | changes))  # type: ignore[arg-type]


def several_right(key: str) -> Question:
    options = (
        Option(text=T("甲"), correct=True),
        Option(text=T("乙")),
        Option(text=T("丙"), correct=True),
    )
    return a_question(key, type="multiple", stem=T("选哪几个？"), options=options)


def a_quiz(**changes: object) -> Quiz:
    given: dict[str, object] = {
        "id": "practice",
        "path": "quizzes/practice.yml",
        "name": T("练一练"),
        "intro": T("两道题。"),
        "topics": ("id-card",),
        "articles": ("fake-police",),
        "questions": (a_question("renew"), several_right("papers")),
        "certificate": T("懂法不吃亏。"),
        "publisher": "county-psb",
    }
    return Quiz(**(given | changes))  # type: ignore[arg-type]


def a_trail(**changes: object) -> Quiz:
    stops = (
        Stop(code="qd01", name=T("第一块"), place=T("北口"), questions=("renew",)),
        Stop(code="qd02", name=T("第二块"), place=T("南口"), questions=("papers",)),
    )
    given: dict[str, object] = {
        "id": "trail",
        "name": T("走一圈"),
        "mode": "trail",
        "stops": stops,
        "station": "qiaodong-justice-office",
    }
    return a_quiz(**(given | changes))


def an_event(**changes: object) -> LegalEvent:
    given: dict[str, object] = {
        "id": "evening",
        "path": "events/qiaodong/evening.yml",
        "name": T("院坝夜校"),
        "kind": "night_school",
        "summary": T("讲三个骗局。"),
        "starts": at("2026-12-04 19:00"),
        "ends": at("2026-12-04 20:30"),
        "place": T("村委会院坝"),
        "areas": ("qiaodong",),
        "organiser": "county-psb",
        "phones": (a_phone(),),
        "reviewed_on": date(2026, 11, 20),
    }
    return LegalEvent(**(given | changes))  # type: ignore[arg-type]


def a_van(**changes: object) -> LegalEvent:
    stops = (
        VanStop(
            place=T("村口"),
            area="huanxi",
            starts=at("2026-12-05 09:00"),
            ends=at("2026-12-05 10:00"),
        ),
        VanStop(
            place=T("学校门口, 大树下"),
            area="huanxi",
            starts=at("2026-12-05 14:00"),
            ends=at("2026-12-05 15:00"),
        ),
    )
    given: dict[str, object] = {
        "id": "van",
        "name": T("宣传车"),
        "kind": "mobile_van",
        "starts": at("2026-12-05 09:00"),
        "ends": at("2026-12-05 15:00"),
        "place": T(""),
        "stops": stops,
        "services": ("id-card-renewal",),
    }
    return an_event(**(given | changes))
