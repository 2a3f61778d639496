"""A decision table: which question to ask next, and where the answers lead.

The rules are tried from the top; the first one whose conditions all hold decides.  A
question is asked only when a rule that may still hold needs its answer, so nobody has
to write down which question follows which.  The build checks the table with these
functions, the forms walk it with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from build_scripts.shared.frozen import Frozen

Answers = Mapping[str, str]


class Rule(Frozen):
    """`conditions`: question → the answers it may have; none: the rule always holds."""

    id: str
    conditions: tuple[tuple[str, frozenset[str]], ...]

    def may_hold(self, answers: Answers) -> bool:
        """Nothing that was answered speaks against it."""
        return all(
            answers[question] in allowed
            for question, allowed in self.conditions
            if question in answers
        )

    def unanswered(self, answers: Answers) -> str:
        """The first question it needs; '' when all are answered."""
        return next((q for q, _ in self.conditions if q not in answers), "")


class Step(Frozen):
    """What comes next: a question to ask, or the rule that decides; both '' is a gap."""

    ask: str = ""
    rule: str = ""


class Path(Frozen):
    """One way through the table: all answers given, and the rule at its end or ''."""

    answers: tuple[tuple[str, str], ...]
    rule: str


def next_step(rules: Sequence[Rule], answers: Answers) -> Step:
    for rule in rules:
        if rule.may_hold(answers):
            missing = rule.unanswered(answers)
            return Step(ask=missing) if missing else Step(rule=rule.id)
    return Step()


def every_path(
    rules: Sequence[Rule], options: Mapping[str, Sequence[str]], start: Answers
) -> Iterator[Path]:
    """Every way through the table from what is known at the start.

    A question without options is a gap: its path ends there.
    """
    step = next_step(rules, start)
    if not step.ask or not options.get(step.ask):
        yield Path(tuple(start.items()), step.rule)
        return
    for option in options[step.ask]:
        yield from every_path(rules, options, {**start, step.ask: option})


def walked(
    rules: Sequence[Rule],
    options: Mapping[str, Sequence[str]],
    start: Answers,
    answers: Answers,
) -> tuple[dict[str, str], Step]:
    """From the start: the answers the table asked for, in its order, and what is next.

    What nobody asked, and what is no answer, is left out: answers come from outside.
    """
    kept = dict(start)
    while True:
        step = next_step(rules, kept)
        given = answers.get(step.ask, "")
        if not step.ask or given not in options.get(step.ask, ()):
            return kept, step
        kept[step.ask] = given
