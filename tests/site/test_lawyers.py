"""律师释法: what people asked, what a lawyer said, and where he can be asked."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from build_scripts.catalogue.model import Article, LawyerAnswer
from tests.catalogue_builders import edited, problems_of
from tests.learning_builders import a_trail
from tests.record_builders import T, an_article
from tests.site.conftest import Build
from tests.site_builders import by_id, hrefs

PAGE = "articles/fake-police.html"


def answers(**changes: object) -> Article:
    given: dict[str, object] = {
        "format": "lawyer",
        "answers": (LawyerAnswer(question=T("能要回来吗？"), answer=T("有机会。")),),
        "answered_by": T("李律师"),
        "station": "qiaodong-police-station",
    }
    return an_article(**(given | changes))


def test_questions_are_answered_and_somebody_can_be_asked(build: Build) -> None:
    site = build(articles=by_id(answers()))
    words = site.text(PAGE)
    assert "问：能要回来吗？ 李律师： 有机会。" in words
    assert "还想当面问" in words
    links = hrefs(site.pages[PAGE])
    assert "../stations/qiaodong-police-station.html" in links
    assert "../forms/book/id-card-renewal/qiaodong-police-station" in links
    assert "律师释法 接到“公安”电话" in site.text("articles/index.html")


def test_other_articles_say_nothing_of_lawyers(build: Build) -> None:
    site = build()
    assert "还想当面问" not in site.text(PAGE)
    assert "律师释法" not in site.text("articles/index.html")


def test_a_board_leads_to_what_the_lawyer_says(build: Build) -> None:
    trail = a_trail()
    stops = (replace(trail.stops[0], article="fake-police"), trail.stops[1])
    site = build(quizzes=by_id(a_trail(stops=stops)))
    assert "../../articles/fake-police.html" in hrefs(
        site.pages["quizzes/boards/qd01.html"]
    )
    assert "还想知道" not in site.text("quizzes/boards/qd02.html")


def test_a_lawyers_answers_need_a_lawyer_and_a_place(tmp_path: Path) -> None:
    path = "content/articles/renew-early.md"
    bare = edited(path, "\ntakeaways:", "\nformat: lawyer\ntakeaways:")
    (problem,) = problems_of(tmp_path, bare)
    assert problem.code == "K467"
