"""Alerts, quizzes, events and notices as values, with defaults to change."""

from __future__ import annotations

from datetime import datetime

from build_scripts.catalogue.model import Alert, Citation, Poster, Renditions, Source
from build_scripts.catalogue.scalars import CHINA
from tests.record_builders import T


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
            poster=Poster(headline=T("要转账先挂断"), points=(T("不转账不汇款"),)),
        ),
    }
    return Alert(**(given | changes))  # type: ignore[arg-type]
