"""The questions of the intake, in their order; which form asks each, what is missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms_app.catalogue import Catalogue
from forms_app.disputes import applicants, forms, triage
from forms_app.disputes.applicants import Person
from forms_app.disputes.intake import Application
from forms_app.disputes.sealing import Details, SafeContact
from forms_app.form_fields import DoorstepForm


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the intake."""

    key: str
    title: str
    form: type[DoorstepForm]
    fields: tuple[str, ...]
    """Names of its answers; the first one is there once the page was answered."""
    leads: bool = True
    """The first field's label is the page's heading; else the title is."""
    only_for: str = ""
    """A key of intake.MINOR: asked only when this was the answer there."""

    def is_asked(self, answers: Mapping[str, str]) -> bool:
        return self.only_for in ("", answers.get("minor"))


QUESTIONS = (
    Question("town", "在哪个镇街", forms.ChooseTown, ("town",)),
    Question("village", "在哪个村社区", forms.ChooseVillage, ("area", "landmark")),
    Question("story", "发生了什么", forms.Story, ("story",)),
    Question("wish", "希望怎么解决", forms.Wish, ("wish",)),
    Question("other", "对方", forms.Other, ("other_name", "other_about"), False),
    Question("minor", "替谁办", forms.Minor, ("minor",)),
    Question("age", "您多大", forms.Age, ("age",), only_for="self"),
    Question(
        "guardian",
        "谁陪您来",
        forms.Guardian,
        ("guardian", "behalf_name", "behalf_phone"),
        only_for="self",
    ),
    Question(
        "child",
        "孩子的情况",
        forms.Child,
        ("consent", "behalf_name", "age"),
        leads=False,
        only_for="guardian",
    ),
    Question(
        "agent",
        "谁委托您",
        forms.Agent,
        ("side", "behalf_name", "paper"),
        False,
        "agent",
    ),
    Question("name", "您的姓名", forms.Name, ("name",)),
    Question("phone", "您的手机号", forms.Phone, ("phone",)),
    Question("together", "一起申请的人", forms.Together, ("together",)),
    Question(
        "contact",
        "怎么联系您",
        forms.Contact,
        ("contact_when", "contact_message", "contact_note"),
        leads=False,
    ),
    Question("needs", "需要的照顾", forms.Needs, ("needs", "language")),
)
BEHALF = {"guardian": "child", "self": "guardian", "agent": "principal"}
"""Answer to `minor` → the role of the other person it brings in."""
MAY_BE_EMPTY = frozenset({"other", "together", "needs"})
BY_KEY = {question.key: question for question in QUESTIONS}


def asked(answers: Mapping[str, str]) -> list[Question]:
    """The questions of this person: some are only for children, guardians, agents."""
    return [question for question in QUESTIONS if question.is_asked(answers)]


def after(key: str, answers: Mapping[str, str]) -> Question | None:
    """The next question; None after the last."""
    place = QUESTIONS.index(BY_KEY[key]) + 1
    return next((q for q in QUESTIONS[place:] if q.is_asked(answers)), None)


def before(key: str, answers: Mapping[str, str]) -> Question | None:
    place = QUESTIONS.index(BY_KEY[key])
    return next((q for q in reversed(QUESTIONS[:place]) if q.is_asked(answers)), None)


def first_missing(answers: Mapping[str, str], catalogue: Catalogue) -> Question | None:
    """The first question without an answer that still holds."""
    for question in asked(answers):
        given = answers.get(question.fields[0])
        if given is None or not (given or question.key in MAY_BE_EMPTY):
            return question
        if question.key == "village" and not _village_fits(answers, catalogue):
            return question
    return None


def _village_fits(answers: Mapping[str, str], catalogue: Catalogue) -> bool:
    return answers["area"] in village_choices(catalogue, answers["town"])


def town_choices(catalogue: Catalogue) -> dict[str, str]:
    return {a.id: a.name for a in catalogue.areas.values() if a.level == "township"}


def village_choices(catalogue: Catalogue, town: str) -> dict[str, str]:
    """Villages of a town; the town itself for whoever cannot say."""
    villages = {a.id: a.name for a in catalogue.areas.values() if a.parent == town}
    return {**villages, town: "说不清，或者不在名单里"}


def filled_form(
    question: Question, answers: Mapping[str, str], catalogue: Catalogue
) -> Any:
    """The question's form with earlier answers in it and its choices."""
    values: dict[str, Any] = {k: answers[k] for k in question.fields if k in answers}
    if "needs" in values:
        values["needs"] = values["needs"].split()
    form = question.form(**_defaults(question, values))
    if question.key == "town":
        form["town"].choices = town_choices(catalogue)
    if question.key == "agent":
        form.way = proposed_way(answers, catalogue)
    if question.key == "village":
        options = village_choices(catalogue, answers.get("town", ""))
        form["area"].choices = options
    return form


def answers_of(question: Question, form: DoorstepForm) -> dict[str, str]:
    """What was answered, as text."""
    found = {}
    for name in question.fields:
        value = form[name].data
        found[name] = _as_text(value)
    return found


def forgotten(question: Question, answers: Mapping[str, str], minor: str) -> set[str]:
    """Answers that no longer hold: another "for whom" brings in somebody else."""
    if question.key != "minor" or answers.get("minor") in (None, minor):
        return set()
    return {name for q in QUESTIONS if q.only_for for name in q.fields}


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(value)
    return "yes" if value is True else str(value or "")


def proposed_way(answers: Mapping[str, str], catalogue: Catalogue) -> str:
    """The way the table proposes for what was answered before the questions."""
    kind = catalogue.dispute_types[answers["type"]]
    return triage.walk(catalogue, kind, triage_of(answers)).way.kind


def application(
    answers: Mapping[str, str], request_key: str, **more: str
) -> Application:
    """The whole of the answers as one request."""
    return Application(
        request_key=request_key,
        dispute_type=answers["type"],
        area_id=answers["area"],
        story=answers["story"],
        wish=answers["wish"],
        name=answers["name"],
        phone=answers["phone"],
        contact=SafeContact(
            when=answers["contact_when"],
            message=answers["contact_message"],
            note=answers.get("contact_note", ""),
        ),
        other_name=answers.get("other_name", ""),
        other_about=answers.get("other_about", ""),
        needs=tuple(answers.get("needs", "").split()),
        minor=answers.get("minor", "no"),
        answers=triage_of(answers),
        details=details_of(answers),
        people=people_of(answers),
        **more,
    )


def details_of(answers: Mapping[str, str]) -> Details:
    """What else the desk has to know; only answers to questions that were asked."""
    valid = {name for question in asked(answers) for name in question.fields}
    names = ("landmark", "language", "age", "side", "paper", "consent", "guardian")
    return Details(**{n: answers.get(n, "") for n in names if n in valid})


def people_of(answers: Mapping[str, str]) -> tuple[Person, ...]:
    """Who else stands on the applicant's side."""
    together = applicants.people_of(answers.get("together", ""))
    role = BEHALF.get(answers.get("minor", "no"))
    name = answers.get("behalf_name", "")
    if role is None or not name:
        return together
    phone = answers.get("behalf_phone", "") if role == "guardian" else ""
    return (Person(role, name, phone), *together)


def triage_of(answers: Mapping[str, str]) -> dict[str, str]:
    """What was answered before the questions began."""
    found: dict[str, str] = json.loads(answers.get("triage", "{}"))
    return found


def _defaults(question: Question, values: dict[str, Any]) -> dict[str, Any]:
    if question.key == "minor":
        return {"minor": "no", **values}
    if question.key == "contact":
        return {"contact_message": "no", **values}
    return values
