"""Which lawful way is proposed for a dispute: the published table, walked by answers.

It only proposes.  What was asked and answered is kept with the case in the words the
person read, and somebody at the desk decides.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from build_scripts.shared.triage import walked
from forms_app.catalogue import (
    Catalogue,
    DisputeTypeEntry,
    TriageQuestionEntry,
    TriageRuleEntry,
    WayEntry,
)
from forms_app.disputes import sealing
from forms_app.disputes.models import Case
from forms_app.vault import Vault

TYPE = "type"
"""The question answered before the table begins."""
PARAMETER = "q-"
"""Before a question's id in an address and in a form."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How far somebody has come: the next question, or the proposal."""

    answers: Mapping[str, str]
    """Question → answer, only what the table asked for."""
    question: TriageQuestionEntry | None
    rule: TriageRuleEntry | None
    way: WayEntry


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept with a case: questions and answers as read, and the proposal."""

    told: tuple[tuple[str, str], ...] = ()
    way: str = ""
    why: str = ""
    rests_on: tuple[str, ...] = ()
    checked_on: str = ""


def unanswered(question: TriageQuestionEntry, parameters: Mapping[str, str]) -> bool:
    """Whether its own page was sent off with nothing chosen: the page names itself."""
    return parameters.get("next") == question.id


def walk(
    catalogue: Catalogue, kind: DisputeTypeEntry, answers: Mapping[str, str]
) -> Walk:
    """From the kind of dispute and some answers to the next question or the proposal.

    Without a rule (no table is published, or none holds) the kind's first way stands.
    """
    table = catalogue.triage
    options = {
        q.id: tuple(o.value for o in q.options) for q in table.questions.values()
    }
    rules = [entry.rule for entry in table.rules.values()]
    kept, step = walked(rules, options, {TYPE: kind.id}, answers)
    kept.pop(TYPE)
    rule = table.rules.get(step.rule)
    question = table.questions.get(step.ask)
    return Walk(kept, question, rule, way_of(kind, rule.way if rule else ""))


def way_of(kind: DisputeTypeEntry, way_kind: str) -> WayEntry:
    """The way of this kind, or the first one the dispute type describes."""
    return next((way for way in kind.ways if way.kind == way_kind), kind.ways[0])


def given(parameters: Mapping[str, str]) -> dict[str, str]:
    """Question → answer, out of an address or a form; nobody has checked them yet."""
    return {
        name.removeprefix(PARAMETER): value
        for name, value in parameters.items()
        if name.startswith(PARAMETER)
    }


def told(catalogue: Catalogue, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Question and answer in words."""
    words = []
    for key, value in answers.items():
        question = catalogue.triage.questions[key]
        words.append(
            (question.ask, next(o.text for o in question.options if o.value == value))
        )
    return words


def keep(catalogue: Catalogue, found: Walk) -> str:
    """The walk as JSON, in words that stay when the table changes."""
    rule = found.rule
    kept = Kept(
        told=tuple(told(catalogue, found.answers)),
        way=found.way.kind_label,
        why=rule.say if rule else "",
        rests_on=tuple(
            f"《{c.law_name}》第 {c.article} 条"
            for c in (rule.citations if rule else ())
        ),
        checked_on=rule.checked_on if rule else "",
    )
    return json.dumps(asdict(kept), ensure_ascii=False)


def of_case(vault: Vault, case: Case) -> Kept:
    """What was kept with the case; empty when nothing was asked."""
    text = sealing.opened(vault, "case.triage", case.uid, case.triage_sealed)
    if not text:
        return Kept()
    found = json.loads(text)
    return Kept(
        told=tuple((ask, answer) for ask, answer in found["told"]),
        way=found["way"],
        why=found["why"],
        rests_on=tuple(found["rests_on"]),
        checked_on=found["checked_on"],
    )
