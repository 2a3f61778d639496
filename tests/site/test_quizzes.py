"""答题: what a quiz shows without JavaScript, and what is put aside when a law changes."""

from __future__ import annotations

from msgspec.structs import replace

from tests.learning_builders import a_question, a_quiz, a_trail
from tests.record_builders import a_law
from tests.site.conftest import Build
from tests.site_builders import BuiltSite, by_id, hrefs

QUIZ = "quizzes/practice.html"
TRAIL = "quizzes/trail.html"
BOARD = "quizzes/boards/qd01.html"


def test_every_answer_can_be_unfolded_without_javascript(
    sample_site: BuiltSite,
) -> None:
    folded = [
        d.get_text(" ", strip=True)
        for d in sample_site.pages[QUIZ].select("[data-ds-answer]")
    ]
    assert len(folded) == 2
    assert "答案：A 到期前就能换。 居民身份证法 第11条" in folded[0]
    assert "答案：A、C" in folded[1]


def test_the_right_options_are_marked_for_the_script(sample_site: BuiltSite) -> None:
    boxes = sample_site.pages[QUIZ].select("[data-ds-question] input")
    kinds = [(str(box["type"]), box.has_attr("data-ds-right")) for box in boxes]
    assert kinds == [
        ("radio", True),
        ("radio", False),
        ("checkbox", True),
        ("checkbox", False),
        ("checkbox", True),
    ]


def test_the_script_is_loaded_by_quizzes_and_boards_only(
    sample_site: BuiltSite,
) -> None:
    for url, page in sample_site.pages.items():
        loaded = any("/quiz." in str(tag.get("src")) for tag in page("script"))
        asked = page.select_one("[data-ds-quiz]") is not None
        assert loaded is asked, url


def test_nothing_of_a_quiz_can_be_sent(sample_site: BuiltSite) -> None:
    for url in (QUIZ, TRAIL, BOARD):
        page = sample_site.pages[url]
        assert page.select("article form") == []
        assert page.select("[data-ds-name][name]") == []


def test_a_board_leads_to_the_next_and_the_last_one_back(
    sample_site: BuiltSite,
) -> None:
    first = sample_site.pages[BOARD]
    assert "第 1 关，共 2 关 · 北口 · 短码 qd01" in sample_site.text(BOARD)
    assert "../../quizzes/boards/qd02.html" in hrefs(first)
    last = "quizzes/boards/qd02.html"
    assert "走完了" in sample_site.text(last)
    assert f"../../{TRAIL}" in hrefs(sample_site.pages[last])


def test_the_way_of_a_trail_shows_no_question(sample_site: BuiltSite) -> None:
    page = sample_site.pages[TRAIL]
    assert page.select("[data-ds-question]") == []
    assert [str(li["data-ds-board"]) for li in page.select("[data-ds-board]")] == [
        "qd01",
        "qd02",
    ]


def test_a_question_waits_while_its_law_is_doubtful(build: Build) -> None:
    sure = a_question("sure", legal_basis=())
    quizzes = by_id(a_quiz(questions=(a_question("renew"), sure)), a_trail())
    changed = replace(a_law(), law_status="amended")
    site = build(quizzes=quizzes, laws={"id-card-law": changed})

    questions = site.pages[QUIZ].select("[data-ds-question]")
    assert [str(tag["id"]) for tag in questions] == ["q-sure"]
    for url in (QUIZ, BOARD):
        assert "有 1 道题依据的法律改了" in site.text(url)
    assert "依据的法律改了" not in build().text(QUIZ)


def test_a_quiz_is_found_from_its_article_its_station_and_the_hub(
    sample_site: BuiltSite,
) -> None:
    assert f"../{QUIZ}" in hrefs(sample_site.pages["articles/fake-police.html"])
    station = sample_site.pages["stations/qiaodong-justice-office.html"]
    assert f"../{TRAIL}" in hrefs(station)
    assert "../quizzes/index.html" in hrefs(sample_site.pages["articles/index.html"])
    assert "考一考" in sample_site.text("laws/id-card-law.html")


def test_a_withdrawn_quiz_is_found_from_nowhere(build: Build) -> None:
    gone = a_quiz(status="withdrawn", status_note=a_quiz().intro)
    site = build(quizzes=by_id(gone))
    assert f"../{QUIZ}" not in hrefs(site.pages["articles/fake-police.html"])
    assert "还没有题" in site.text("quizzes/index.html")
