"""Everything that was answered, in words, for the page before the request is sent."""

from __future__ import annotations

from collections.abc import Mapping

from forms_app.catalogue import Catalogue
from forms_app.disputes import steps
from forms_app.disputes.applicants import AGES, SIDES
from forms_app.disputes.forms import GUARDIAN_MAY, PAPER
from forms_app.disputes.intake import CONTACT_TIMES, MESSAGE, MINOR, NEEDS

NOTHING = "（没填）"


def rows(
    answers: Mapping[str, str], catalogue: Catalogue
) -> list[tuple[steps.Question, str]]:
    """(question, the answer in words) of every question that was asked."""
    return [
        (question, _words(question, answers, catalogue) or NOTHING)
        for question in steps.asked(answers)
    ]


def _words(
    question: steps.Question, answers: Mapping[str, str], catalogue: Catalogue
) -> str:
    """The answer's fields, each in words, with a semicolon between."""
    texts = (_text(name, answers.get(name, ""), catalogue) for name in question.fields)
    return "；".join(text for text in texts if text)


def _text(name: str, value: str, catalogue: Catalogue) -> str:
    if name in ("town", "area"):
        return catalogue.areas[value].name
    if name == "needs":
        return "；".join(NEEDS[need] for need in value.split())
    return CHOSEN.get(name, {}).get(value, value)


CHOSEN: Mapping[str, Mapping[str, str]] = {
    "minor": MINOR,
    "contact_when": CONTACT_TIMES,
    "contact_message": MESSAGE,
    "age": AGES,
    "side": SIDES,
    "paper": PAPER,
    "guardian": GUARDIAN_MAY,
    "consent": {"yes": "监护人同意使用孩子的信息"},
}
