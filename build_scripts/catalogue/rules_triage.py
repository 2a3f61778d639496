"""K43x: the triage of disputes rests on law that was looked at, and has no gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import DISPUTES_TAKEN_IN, EVERY
from build_scripts.catalogue.model import DisputeType, Record, Triage
from build_scripts.catalogue.walk import pointer_to
from build_scripts.problems import Problem
from build_scripts.shared.triage import Path, Rule, every_path

TABLE = "disputes"
"""content/triage/disputes.yml: there is one table."""
MOST_PATHS = 5000
"""More than anybody can check; what lies beyond is not looked at."""
TYPE = "type"
"""The question that is answered before the table begins: which kind of dispute."""


class _Words(NamedTuple):
    zh: str
    en: str
    hint: str


def every_rule_rests_on_law(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K430: a triage rule names no article it rests on.

    每条分流规则都要写依据（legal_basis）：没有依据的建议，不能给群众看。
    """
    words = _Words("没有写依据哪一条法律", "no article is named", "请写 legal_basis")
    for table in catalogue.triage.values():
        for index, rule in enumerate(table.rules):
            if not rule.legal_basis:
                yield _problem(table, "K430", f"rules/{index}", words)


def sources_are_looked_at(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K431: nobody has compared a triage rule with its law for too long.

    分流规则的依据太久没有核对，或者核对日期在将来。请对照法律条文看一遍，改 checked_on；
    几个月核对一次写在 site_config.yml 的 disputes.source_months。
    """
    months = catalogue.config.disputes.source_months
    for table in catalogue.triage.values():
        for index, rule in enumerate(table.rules):
            age = _months_between(rule.checked_on, today)
            if rule.checked_on <= today and age < months:
                continue
            words = _Words(
                f"这条规则 {rule.checked_on} 核对过，要 {months} 个月内核对一次",
                f"checked on {rule.checked_on}; due every {months} months",
                "请对照现在的法律条文看一遍，再改 checked_on",
            )
            yield _problem(table, "K431", f"rules/{index}/checked_on", words)


def conditions_can_be_met(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K432: a condition names a question, an answer or a kind that is not there.

    条件里的问题、答案或者纠纷编号没有写过，或者一个编号写了两次。
    """
    for table in catalogue.triage.values():
        yield from _named_twice(table)
        known = options_of(table)
        for index, rule in enumerate(table.rules):
            for number, condition in enumerate(rule.when):
                pointer = f"rules/{index}/when/{number}"
                if condition.question == TYPE:
                    strange = [
                        a for a in condition.answers if a not in catalogue.dispute_types
                    ]
                elif condition.question in known:
                    answers = known[condition.question]
                    strange = [a for a in condition.answers if a not in answers]
                else:
                    strange = [condition.question]
                if strange:
                    yield _problem(table, "K432", pointer, _unknown(strange[0]))


def every_answer_leads_somewhere(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K433: answers about this kind of dispute lead to no rule.

    有的答法走不到任何一条规则。最后加一条不写条件的规则兜底。
    """
    for kind, paths in _walks(catalogue):
        gap = next((path for path in paths if not path.rule), None)
        if gap is not None:
            words = _Words(
                f"这样回答没有结果：{_told(gap)}",
                f"these answers lead nowhere: {_told(gap)}",
                "请在 content/triage/disputes.yml 最后加一条没有条件的规则",
            )
            yield _problem(kind, "K433", "", words)


def no_rule_is_dead(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K434: a triage rule that no answers lead to, or a question nobody is asked.

    永远走不到的规则、永远问不到的问题。多半是被上面的规则挡住了，请删掉或者换顺序。
    """
    for table in catalogue.triage.values():
        kinds = catalogue.ids_by(DISPUTES_TAKEN_IN, EVERY)
        if not kinds:
            continue
        paths = [path for kind in kinds for path in paths_of(table, kind)]
        used = {path.rule for path in paths}
        asked = {question for path in paths for question, _ in path.answers}
        for index, rule in enumerate(table.rules):
            if rule.id not in used:
                yield _problem(table, "K434", f"rules/{index}", _dead("规则", rule.id))
        for index, question in enumerate(table.questions):
            if question.id not in asked:
                words = _dead("问题", question.id)
                yield _problem(table, "K434", f"questions/{index}", words)


def proposed_ways_are_described(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K435: answers lead to a way that this kind of dispute does not describe.

    建议走的路，在这类纠纷的 ways 里没有写：找谁、费用、时间、效力就说不出来。
    """
    for kind, paths in _walks(catalogue):
        table = catalogue.triage[TABLE]
        described = {str(way.kind) for way in kind.ways}
        ways = {rule.id: str(rule.way) for rule in table.rules}
        for path in paths:
            wanted = ways.get(path.rule, "")
            if wanted and wanted not in described:
                described.add(wanted)
                words = _Words(
                    f"规则“{path.rule}”建议走 {wanted}，这里却没有写这条路",
                    f"rule '{path.rule}' proposes {wanted}, which is not described",
                    f"请在 ways 里加一条 kind: {wanted}",
                )
                yield _problem(kind, "K435", "ways", words)


def sensitive_kinds_are_only_guided(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K436: violence at home or harm to a child could be sent in for mediation.

    家庭暴力、侵害未成年人（sensitive: true）不能在网上申请调解，要写 intake: false。
    """
    words = _Words(
        "敏感事项不能在网上申请调解",
        "a sensitive kind takes no requests",
        "请写 intake: false，只给求助的办法",
    )
    for kind in catalogue.dispute_types.values():
        if kind.sensitive and kind.intake:
            yield _problem(kind, "K436", "", words)


RULES = (
    every_rule_rests_on_law,
    sources_are_looked_at,
    conditions_can_be_met,
    every_answer_leads_somewhere,
    no_rule_is_dead,
    proposed_ways_are_described,
    sensitive_kinds_are_only_guided,
)


def rules_of(table: Triage) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            rule.id,
            tuple((c.question, frozenset(c.answers)) for c in rule.when),
        )
        for rule in table.rules
    )


def options_of(table: Triage) -> Mapping[str, tuple[str, ...]]:
    return {q.id: tuple(o.value for o in q.options) for q in table.questions}


def paths_of(table: Triage, kind: str) -> list[Path]:
    """Every way through the table for one kind of dispute."""
    start = {TYPE: kind}
    return list(
        islice(every_path(rules_of(table), options_of(table), start), MOST_PATHS)
    )


def _walks(catalogue: Catalogue) -> Iterator[tuple[DisputeType, list[Path]]]:
    """Each kind that is taken in, with its ways through the table; none without one."""
    for kind in catalogue.dispute_types.values():
        table = catalogue.triage.get(TABLE)
        if table is not None and kind.intake and kind.status == "published":
            yield kind, paths_of(table, kind.id)


def _named_twice(table: Triage) -> Iterator[Problem]:
    ids = {
        "questions": [question.id for question in table.questions],
        "rules": [rule.id for rule in table.rules],
    }
    for name, items in ids.items():
        for index, item in enumerate(items):
            if item in (TYPE, *items[:index]):
                words = _Words(f"编号“{item}”重复了", "named twice", "请换一个编号")
                yield _problem(table, "K432", f"{name}/{index}/id", words)


def _told(path: Path) -> str:
    return "，".join(f"{question}={answer}" for question, answer in path.answers)


def _unknown(name: str) -> _Words:
    return _Words(
        f"没有“{name}”", f"there is no '{name}'", "请核对 questions 和纠纷的编号"
    )


def _dead(what: str, name: str) -> _Words:
    return _Words(
        f"{what}“{name}”永远用不到", f"'{name}' is never reached", "请删掉，或者往上挪"
    )


def _months_between(then: date, now: date) -> int:
    """Whole months from then to now."""
    months = (now.year - then.year) * 12 + now.month - then.month
    return months - (1 if now.day < then.day else 0)


def _problem(record: Record, code: str, pointer: str, words: _Words) -> Problem:
    return Problem(
        record.path,
        code=code,
        pointer=pointer_to(record, pointer) if pointer else pointer_to(record),
        zh=words.zh,
        en=words.en,
        hint_zh=words.hint,
    )
