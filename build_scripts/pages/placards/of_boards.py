"""The board of a trail as it stands in the park: its questions, and where to answer."""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Quiz
from build_scripts.pages.parts import first_number, name_of, public_phones
from build_scripts.pages.placards.frame import Issue, Told
from build_scripts.pages.quizzes import board_address, questions_in_force
from build_scripts.shared.frozen import Frozen


class Asked(Frozen):
    stem: str
    several: bool
    choices: tuple[str, ...]
    """'A 能': each with its letter."""


class BoardSheet(Frozen, kw_only=True):
    """Without the answers: they are where the code leads."""

    trail: str
    number: int
    of: int
    place: str
    questions: tuple[Asked, ...]
    next: str


def board_issue(catalogue: Catalogue, quiz: Quiz, code: str) -> Issue:
    station = catalogue.stations.get(quiz.station)
    return Issue(
        code=code,
        issuer=name_of(catalogue, quiz.publisher),
        issued_on=quiz.reviewed_on,
        valid_to=quiz.review_by,
        phone=first_number(public_phones(station)) if station else "",
        leads_to=board_address(code),
    )


def board_sheet(catalogue: Catalogue, quiz: Quiz, code: str) -> Told:
    at = next(n for n, stop in enumerate(quiz.stops) if stop.code == code)
    stop, following = quiz.stops[at], quiz.stops[at + 1 : at + 2]
    shown = BoardSheet(
        trail=quiz.name,
        number=at + 1,
        of=len(quiz.stops),
        place=stop.place,
        questions=tuple(
            Asked(
                question.stem,
                question.type == "multiple",
                tuple(
                    f"{letter} {option.text}"
                    for letter, option in zip("ABCDEF", question.options, strict=False)
                ),
            )
            for question in questions_in_force(catalogue, quiz, stop)
        ),
        next=f"{following[0].name}（{following[0].place}）" if following else "",
    )
    return Told(
        anchor="board",
        kind=f"第 {at + 1} 关",
        headline=stop.name,
        body="board",
        shown=shown,
        room=170,
    )
