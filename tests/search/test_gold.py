"""What people really ask must be answered among the first three."""

from __future__ import annotations

from build_scripts.search.query import Search
from tests.search.gold import NOT_OURS, TOP, Question, gold, page_of

AT_LEAST = 95
"""Percent of the questions."""


def answers(search: Search, question: Question) -> list[str]:
    return [page_of(search.card(f.number)["u"]) for f in search.ask(question.words)]


def is_answered(search: Search, question: Question) -> bool:
    if question.pages == NOT_OURS:
        return not search.is_sure(search.ask(question.words))
    return bool({*answers(search, question)[:TOP]} & {*question.pages})


def test_there_are_enough_questions_and_none_is_asked_twice() -> None:
    words = [question.words for question in gold()]

    assert len(words) >= 200
    assert len(set(words)) == len(words)


def test_every_expected_page_can_be_found_at_all(search: Search) -> None:
    records = range(search.manifest["records"])
    known = {page_of(search.card(number)["u"]) for number in records}
    wanted = {page for question in gold() for page in question.pages} - {*NOT_OURS}

    assert not wanted - known


def test_the_answer_is_among_the_first_three(search: Search) -> None:
    missed = [q for q in gold() if not is_answered(search, q)]
    share = 100 - 100 * len(missed) / len(gold())

    assert share >= AT_LEAST, f"{share:.1f} %\n" + "\n".join(
        f"{q.words} → {answers(search, q)[:TOP]}, not {q.pages}" for q in missed
    )


def test_most_often_it_is_the_very_first(search: Search) -> None:
    ours = [q for q in gold() if q.pages != NOT_OURS]
    first = [q for q in ours if {*answers(search, q)[:1]} & {*q.pages}]

    assert len(first) / len(ours) > 0.9


def test_hardly_anybody_who_is_answered_is_told_that_nothing_fits(
    search: Search,
) -> None:
    ours = [q for q in gold() if q.pages != NOT_OURS]
    sure = [q for q in ours if search.is_sure(search.ask(q.words))]

    assert len(sure) / len(ours) > 0.9
