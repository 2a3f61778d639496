"""What rests on a law that has changed or is about to: the owners' list of work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import RECORD_TABLES, Catalogue
from build_scripts.catalogue.model import Law, Record
from build_scripts.catalogue.walk import citations_of
from build_scripts.shared.frozen import Frozen

KINDS = {
    "services": "办事指南",
    "life_events": "一件事",
    "dispute_types": "纠纷",
    "articles": "文章",
    "alerts": "提醒",
    "quizzes": "答题",
    "terms": "词语",
    "forms": "表格",
    "triage": "分流规则",
}
"""Table → what its records are called; every table that cites laws."""


class Resting(Frozen):
    """A place that rests on an article of the law."""

    kind: str
    name: str
    detail: str
    """The question of a quiz, or ''."""
    article: str
    owner: str
    path: str


def laws_on_the_move(catalogue: Catalogue, today: date) -> list[tuple[Law, str]]:
    """The laws that are not, or soon not, what is cited, each with the reason."""
    found = ((law, why_moving(law, today)) for law in catalogue.laws.values())
    return [(law, why) for law, why in found if why]


def why_moving(law: Law, today: date) -> str:
    """'' while the law stands still."""
    if law.law_status == "repealed":
        return "已废止"
    if law.law_status == "amended":
        return "已修改，新文本待核"
    if law.effective_on > today:
        return f"{law.effective_on} 起施行，现在还没有效力"
    if law.changes_on is not None:
        return f"新文本 {law.changes_on} 起施行"
    return ""


def resting_on(catalogue: Catalogue, law: str) -> Iterator[Resting]:
    """Everything that cites the law, in the order of the kinds."""
    for table in RECORD_TABLES:
        for record in getattr(catalogue, table).values():
            for pointer, citation in citations_of(record):
                if citation.law == law:
                    yield Resting(
                        kind=KINDS.get(table, table),
                        name=record.name,
                        detail=_question(record, pointer),
                        article=citation.article,
                        owner=_owner(catalogue, record),
                        path=record.path,
                    )


def _question(record: Record, pointer: str) -> str:
    steps = pointer.split("/")
    questions = getattr(record, "questions", ())
    if not questions or steps[0] != "questions":
        return ""
    return str(questions[int(steps[1])].stem)


def _owner(catalogue: Catalogue, record: Record) -> str:
    """The name of whoever answers for it; the publisher's when no owner is named."""
    wanted = record.owner or getattr(record, "publisher", "")
    for table in (catalogue.agencies, catalogue.stations, catalogue.areas):
        if wanted in table:
            return str(table[wanted].name)
    return wanted or str(catalogue.config.operator)
