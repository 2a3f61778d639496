"""The questions of the intake, in their order; which form asks each, what is missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms_app.catalogue import Catalogue
from forms_app.disputes import forms
from forms_app.disputes.intake import Application
from forms_app.disputes.sealing import SafeContact
from forms_app.form_fields import DoorstepForm


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the intake."""

    key: str
    title: str
    form: type[DoorstepForm]
    fields: tuple[str, ...]
    """Names of its answers; the first one is there once the page was answered."""


QUESTIONS = (
    Question("town", "在哪个镇街", forms.ChooseTown, ("town",)),
    Question("village", "在哪个村社区", forms.ChooseVillage, ("area",)),
    Question("story", "发生了什么", forms.Story, ("story",)),
    Question("wish", "希望怎么解决", forms.Wish, ("wish",)),
    Question("other", "对方", forms.Other, ("other_name", "other_about")),
    Question("minor", "替未成年人办吗", forms.Minor, ("minor",)),
    Question("name", "您的姓名", forms.Name, ("name",)),
    Question("phone", "您的手机号", forms.Phone, ("phone",)),
    Question(
        "contact",
        "怎么联系您",
        forms.Contact,
        ("contact_when", "contact_message", "contact_note"),
    ),
    Question("needs", "需要的照顾", forms.Needs, ("needs",)),
)
BY_KEY = {question.key: question for question in QUESTIONS}


def after(key: str) -> Question | None:
    """The next question; None after the last."""
    place = QUESTIONS.index(BY_KEY[key]) + 1
    return QUESTIONS[place] if place < len(QUESTIONS) else None


def before(key: str) -> Question | None:
    place = QUESTIONS.index(BY_KEY[key])
    return QUESTIONS[place - 1] if place else None


def first_missing(answers: Mapping[str, str], catalogue: Catalogue) -> Question | None:
    """The first question without an answer that still holds."""
    for question in QUESTIONS:
        if question.fields[0] not in answers:
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
    if question.key == "village":
        options = village_choices(catalogue, answers.get("town", ""))
        form["area"].choices = options
    return form


def answers_of(question: Question, form: DoorstepForm) -> dict[str, str]:
    """What was answered, as text."""
    found = {}
    for name in question.fields:
        value = form[name].data
        found[name] = " ".join(value) if isinstance(value, list) else str(value or "")
    return found


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
        **more,
    )


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
