"""K38x: quizzes can be answered, and boards can be found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.findings import problem_at
from build_scripts.catalogue.indexes import QUIZZES_BY_BOARD
from build_scripts.catalogue.model import Question
from build_scripts.problems import Problem

OPTIONS = (2, 6)
BOARD_CODE = re.compile(r"[a-z][a-z0-9]{2,11}")


def questions_have_an_answer(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K380: a question has no right answer, too many of them, or odd options.

    单选和判断只有一个对的，多选至少有两个对的；选项两个到六个，判断题正好两个。
    """
    for quiz in catalogue.quizzes.values():
        for index, question in enumerate(quiz.questions):
            if words := _wrong_with(question):
                place = f"questions/{index}/options"
                yield _at(
                    quiz, "K380", place, words, "请看清哪个选项该写 correct: true"
                )


def questions_are_named_once(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K381: two questions have one id, or a board names a question that is not there,
    or a trail has no boards, or another quiz has some.

    题的编号不能重复；看板上的题要在 questions 里；闯关（trail）才有看板。
    """
    for quiz in catalogue.quizzes.values():
        counted = Counter(question.id for question in quiz.questions)
        for index, question in enumerate(quiz.questions):
            if counted[question.id] > 1:
                place, words = f"questions/{index}/id", f"编号“{question.id}”用了两次"
                yield _at(quiz, "K381", place, words, "请换一个编号")
        if bool(quiz.stops) != (quiz.mode == "trail"):
            place = "stops" if quiz.stops else "mode"
            words = "闯关要有看板，别的玩法没有看板"
            yield _at(quiz, "K381", place, words, "请改 mode 或者 stops")
        for index, stop in enumerate(quiz.stops):
            for number, wanted in enumerate(stop.questions):
                if wanted not in counted:
                    place = f"stops/{index}/questions/{number}"
                    yield _at(
                        quiz,
                        "K381",
                        place,
                        f"没有编号是“{wanted}”的题",
                        "请检查题的编号",
                    )


def board_codes_lead_to_one_board(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K382: the code of a board is not 3 to 12 letters and digits, or is used twice.

    看板的短码：小写字母开头，3 到 12 个字母或数字，全县不重复。
    """
    for quiz in catalogue.quizzes.values():
        own = Counter(stop.code for stop in quiz.stops)
        for index, stop in enumerate(quiz.stops):
            place = f"stops/{index}/code"
            others = set(catalogue.ids_by(QUIZZES_BY_BOARD, stop.code)) - {quiz.id}
            if not BOARD_CODE.fullmatch(stop.code):
                words = f"“{stop.code}”不能做短码"
                yield _at(quiz, "K382", place, words, "例如 qd01")
            elif own[stop.code] > 1 or others:
                words = f"短码“{stop.code}”用了两次"
                yield _at(quiz, "K382", place, words, "请换一个没用过的")


def pass_marks_can_be_reached(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K383: the pass mark is not between 1 and 100 per cent.

    过关分是百分之几，写 1 到 100。
    """
    for quiz in catalogue.quizzes.values():
        if not 1 <= quiz.pass_mark <= 100:
            words = f"过关分不能是 {quiz.pass_mark}"
            yield _at(quiz, "K383", "pass_mark", words, "写 1 到 100，例如 80")


def lawyers_answer(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K467: 律师释法 without answers, without a lawyer, or without a place to ask him.

    律师释法（format: lawyer）要写 answers、answered_by 和 station：谁答的、还想问到哪里去。
    别的文章不写 answers。
    """
    for article in catalogue.articles.values():
        told = (bool(article.answers), bool(article.answered_by), bool(article.station))
        if article.format == "lawyer" and not all(told):
            words = "律师释法要写 answers、answered_by 和 station"
        elif article.format != "lawyer" and article.answers:
            words = "有 answers 的文章，format 要写 lawyer"
        else:
            continue
        yield Problem(
            article.path,
            code="K467",
            pointer="format",
            zh=words,
            en="a lawyer's answers need a lawyer and a place to ask",
            hint_zh="请补齐，或者改 format",
        )


RULES = (
    lawyers_answer,
    questions_have_an_answer,
    questions_are_named_once,
    board_codes_lead_to_one_board,
    pass_marks_can_be_reached,
)

_IN_ENGLISH = {
    "K380": "the options and the right answers do not fit the type of question",
    "K381": "a question or a board is named wrongly",
    "K382": "the code of a board is odd or used twice",
    "K383": "the pass mark lies between 1 and 100",
}
_at = partial(problem_at, _IN_ENGLISH)


def _wrong_with(question: Question) -> str:
    """What is wrong with the options, in words; '' when nothing is."""
    right = sum(option.correct for option in question.options)
    fewest, most = OPTIONS if question.type != "true_false" else (2, 2)
    if not fewest <= len(question.options) <= most:
        return f"有 {len(question.options)} 个选项"
    if question.type == "multiple":
        return "" if right >= 2 else f"多选题只有 {right} 个对的"
    return "" if right == 1 else f"有 {right} 个对的，应当正好一个"
