"""The index of the dossier: which papers there are, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.disputes.papers.paper import Grid, Paper
from forms_app.disputes.papers.record import RIGHTS_TOLD, Dossier
from forms_app.times import date_words, local_day


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index: a paper, whether it must be there, and whether it is."""

    title: str
    required: bool
    there: bool


def index_of(dossier: Dossier) -> tuple[Entry, ...]:
    """The thirteen papers of a dossier in their order (司法部 2010 文书格式)."""
    agreed = dossier.agreed_on is not None
    filed = dossier.filed

    def has(*kinds: str) -> bool:
        return any(kind in filed for kind in kinds)

    return (
        Entry("申请书或者受理登记表", True, has("received")),
        Entry("权利义务告知书", True, has(RIGHTS_TOLD)),
        Entry("身份证明", True, has("filed_identity")),
        Entry("授权委托书", False, has("filed_authority")),
        Entry("调查记录", False, has("filed_inquiry")),
        Entry("证据材料", False, has("filed_evidence")),
        Entry("调解记录", agreed, any(m.facts for m in dossier.meetings)),
        Entry("调解协议书", agreed, bool(dossier.signed_on or dossier.oral)),
        Entry("履行凭证", False, has("filed_performance", "kept")),
        Entry("回访记录", agreed, has("visited")),
        Entry("司法确认材料", False, has("filed_confirmation")),
        Entry("情况说明", False, has("filed_statement")),
        Entry("封底", True, True),
    )


def missing_words(entries: tuple[Entry, ...]) -> str:
    """缺 2 项：权利义务告知书、身份证明"""
    names = [entry.title for entry in entries if entry.required and not entry.there]
    return f"缺 {len(names)} 项：{'、'.join(names)}" if names else "都齐了"


def index(d: Dossier) -> Paper:
    entries = index_of(d)
    rows = tuple(
        (
            str(n),
            entry.title,
            "必须有" if entry.required else "有就放",
            "有" if entry.there else "缺" if entry.required else "没有",
            "",
        )
        for n, entry in enumerate(entries, start=1)
    )
    return Paper(
        key="index",
        title="卷宗目录",
        facts=(
            ("登记号", d.number),
            ("纠纷类型", d.type_name),
            ("单位", d.station),
            ("收到", date_words(local_day(d.received))),
            ("齐不齐", missing_words(entries)),
        ),
        grid=Grid(("序号", "材料", "要求", "有没有", "页码"), rows),
        signatures=("立卷人：", "检查人："),
    )
