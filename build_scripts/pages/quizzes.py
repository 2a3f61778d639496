"""答题: questions to practise, an exam, or a trail of boards; nothing leaves the page."""

from __future__ import annotations

from collections.abc import Iterable

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Question, Quiz, Stop
from build_scripts.catalogue.public import published
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Frame, Group, LawCard, Link, Listing
from build_scripts.pages.labels import READER
from build_scripts.pages.learning_labels import QUIZ_MODE
from build_scripts.pages.navigation import (
    HOME,
    SECTION_HOME,
    record_frame,
    section_frame,
)
from build_scripts.pages.parts import law_cards, name_of
from build_scripts.pages.placards.codes import code_address
from build_scripts.shared.frozen import Frozen

QUIZZES_HOME = Link("答题", "quizzes/index.html")
SCRIPT = "quiz_js"
_LETTERS = "ABCDEF"


class Choice(Frozen):
    """An answer to choose, with the letter it is called by."""

    letter: str
    text: str
    correct: bool
    why: str


class QuestionPart(Frozen, kw_only=True):
    anchor: str
    number: int
    several: bool
    """More than one answer is right."""
    stem: str
    choices: tuple[Choice, ...]
    answer: str
    """The letters of the right answers: 'A、C'."""
    explanation: str
    laws: tuple[LawCard, ...]


class BoardLine(Frozen):
    code: str
    name: str
    place: str
    url: str


class QuizPage(Frozen, kw_only=True):
    """A whole quiz; of a trail only its way, the questions are on the boards."""

    frame: Frame
    id: str
    mode: str
    mode_name: str
    intro: str
    readers: str
    questions: tuple[QuestionPart, ...]
    waiting: int
    """How many questions are put aside because their law has changed."""
    boards: tuple[BoardLine, ...]
    station: Link | None
    pass_mark: int
    certificate: str
    articles: tuple[Link, ...]
    publisher: str


class BoardPage(Frozen, kw_only=True):
    """One board of a trail: its questions, and where the next one stands."""

    frame: Frame
    quiz: str
    quiz_url: str
    code: str
    number: int
    of: int
    place: str
    questions: tuple[QuestionPart, ...]
    waiting: int
    next: BoardLine | None
    article: Link | None
    """What a lawyer or an article says about it."""
    print_url: str


def quiz_index(catalogue: Catalogue) -> Listing:
    lead = "做几道题，看看懂不懂。不用登录，不记名字，答错了马上告诉您为什么。"
    quizzes = list(published(catalogue.quizzes))
    groups = []
    for mode, name in QUIZ_MODE.items():
        links = tuple(
            Link(quiz.name, address(quiz), quiz.intro)
            for quiz in quizzes
            if quiz.mode == mode
        )
        if links:
            groups.append(Group(mode, name, links))
    return Listing(
        frame=section_frame("答题", lead, SECTION_HOME["articles"]),
        lead=lead,
        groups=tuple(groups),
        empty="还没有题。想学法律，先看看文章。",
    )


def quiz_page(catalogue: Catalogue, quiz: Quiz) -> QuizPage:
    in_force = [q for q in quiz.questions if rests_on_law_in_force(catalogue, q)]
    station = catalogue.stations.get(quiz.station)
    return QuizPage(
        frame=record_frame(
            catalogue,
            quiz,
            quiz.intro,
            SECTION_HOME["articles"],
            QUIZZES_HOME,
            script=SCRIPT,
        ),
        id=quiz.id,
        mode=quiz.mode,
        mode_name=QUIZ_MODE[quiz.mode],
        intro=quiz.intro,
        readers="、".join(READER[reader] for reader in quiz.audience),
        questions=() if quiz.mode == "trail" else _parts(catalogue, in_force),
        waiting=len(quiz.questions) - len(in_force),
        boards=tuple(_board(stop) for stop in quiz.stops),
        station=Link(station.name, address(station)) if station else None,
        pass_mark=quiz.pass_mark,
        certificate=quiz.certificate,
        articles=tuple(
            Link(a.name, address(a), a.summary)
            for key in quiz.articles
            if (a := catalogue.articles.get(key)) is not None
        ),
        publisher=name_of(catalogue, quiz.publisher),
    )


def board_page(catalogue: Catalogue, quiz_id: str, code: str) -> BoardPage:
    quiz = catalogue.quizzes[quiz_id]
    index = [stop.code for stop in quiz.stops].index(code)
    stop = quiz.stops[index]
    in_force = questions_in_force(catalogue, quiz, stop)
    following = quiz.stops[index + 1 : index + 2]
    article = catalogue.articles.get(stop.article)
    return BoardPage(
        frame=Frame(
            title=stop.name,
            head_title=f"{stop.name} - {quiz.name}",
            description=quiz.intro,
            crumbs=(HOME, QUIZZES_HOME, Link(quiz.name, address(quiz))),
            script=SCRIPT,
        ),
        quiz=quiz.id,
        quiz_url=address(quiz),
        code=stop.code,
        number=index + 1,
        of=len(quiz.stops),
        place=stop.place,
        questions=_parts(catalogue, in_force),
        waiting=len(stop.questions) - len(in_force),
        next=_board(following[0]) if following else None,
        article=Link(article.name, address(article), article.summary)
        if article
        else None,
        print_url=code_address(stop.code),
    )


def board_address(code: str) -> str:
    return f"quizzes/boards/{code}.html"


def questions_in_force(catalogue: Catalogue, quiz: Quiz, stop: Stop) -> list[Question]:
    """The questions of a board, but those whose law is in doubt."""
    known = {question.id: question for question in quiz.questions}
    here = (known[key] for key in stop.questions if key in known)
    return [q for q in here if rests_on_law_in_force(catalogue, q)]


def rests_on_law_in_force(catalogue: Catalogue, question: Question) -> bool:
    """A question is asked only while nobody doubts its answer."""
    laws = (catalogue.laws.get(citation.law) for citation in question.legal_basis)
    return all(law is None or law.law_status == "effective" for law in laws)


def _board(stop: Stop) -> BoardLine:
    return BoardLine(stop.code, stop.name, stop.place, board_address(stop.code))


def _parts(
    catalogue: Catalogue, questions: Iterable[Question]
) -> tuple[QuestionPart, ...]:
    return tuple(
        _part(catalogue, question, number)
        for number, question in enumerate(questions, start=1)
    )


def _part(catalogue: Catalogue, question: Question, number: int) -> QuestionPart:
    choices = tuple(
        Choice(letter, option.text, option.correct, option.why)
        for letter, option in zip(_LETTERS, question.options, strict=False)
    )
    return QuestionPart(
        anchor=f"q-{question.id}",
        number=number,
        several=question.type == "multiple",
        stem=question.stem,
        choices=choices,
        answer="、".join(choice.letter for choice in choices if choice.correct),
        explanation=question.explanation,
        laws=law_cards(catalogue, question.legal_basis),
    )
