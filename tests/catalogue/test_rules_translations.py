"""K440–K441: a translation says when it was made, and of which words."""

from pathlib import Path

import pytest

from build_scripts.catalogue.translations import languages_of, mark_of, state_of
from tests.catalogue_builders import ARTICLE_PATH, SERVICE_PATH, edited, problems_of
from tests.record_builders import T, a_service

NAME = "name: 居民身份证换领"
BOTH = "name: {zh-Hans: 居民身份证换领, en: Renew a card}"


def marked(mark: str, name: str = BOTH) -> dict[str, str | bytes]:
    told = f'translations: [{{lang: en, status: human, done_on: 2026-11-01, of: "{mark}"}}]'
    return edited(SERVICE_PATH, NAME, f"{name}\n{told}")


def the_mark(tmp_path: Path) -> str:
    """What the check tells the editor to write down."""
    (problem,) = problems_of(tmp_path / "first", edited(SERVICE_PATH, NAME, BOTH))
    assert (problem.code, problem.line, problem.severity) == ("K441", 1, "warning")
    return problem.hint_zh.partition('of: "')[2].partition('"')[0]


def test_whoever_writes_what_the_check_says_hears_no_more(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "then", marked(the_mark(tmp_path))) == []


def test_changed_chinese_makes_the_translation_stale(tmp_path: Path) -> None:
    changed = BOTH.replace("换领", "换新")
    files = marked(the_mark(tmp_path), changed)

    (problem,) = problems_of(tmp_path / "then", files)

    assert (problem.code, problem.line, problem.severity) == ("K440", 2, "warning")
    assert "把 of 改成" in problem.hint_zh


def test_other_chinese_may_change(tmp_path: Path) -> None:
    files = marked(the_mark(tmp_path))
    text = str(files[SERVICE_PATH]).replace("plain_name: 换身份证", "plain_name: 换证")

    assert problems_of(tmp_path / "then", {SERVICE_PATH: text}) == []


@pytest.mark.parametrize(("status", "code"), [("by_hand", "K103"), ("machine", "K440")])
def test_only_known_ways_of_translating_are_taken(
    tmp_path: Path, status: str, code: str
) -> None:
    files = marked("0")
    text = str(files[SERVICE_PATH]).replace("status: human", f"status: {status}")

    assert [p.code for p in problems_of(tmp_path, {SERVICE_PATH: text})] == [code]


def test_a_translated_body_is_of_one_chinese_body(tmp_path: Path) -> None:
    told = 'bodies: [{lang: en, of: "0", text: Hang up.}]\npublisher:'
    files = edited(ARTICLE_PATH, "publisher:", told)
    (problem,) = problems_of(tmp_path / "first", files)
    assert (problem.code, problem.severity) == ("K453", "warning")
    mark = problem.hint_zh.split()[-1]

    fresh = str(files[ARTICLE_PATH]).replace('"0"', f'"{mark}"')
    assert problems_of(tmp_path / "then", {ARTICLE_PATH: fresh}) == []
    (again,) = problems_of(tmp_path / "later", {ARTICLE_PATH: f"{fresh}\n再说一句。\n"})
    assert again.code == "K453"


def test_a_mark_is_of_the_words_of_one_language() -> None:
    one = a_service(
        name=T.with_translations("甲", {"en": "a", "ar": "b"}),
        summary=T.with_translations("乙", {"en": "c"}),
    )
    other = a_service(
        name=T.with_translations("甲", {"en": "a", "ar": "b"}),
        summary=T.with_translations("丙", {"en": "c"}),
    )

    assert languages_of(one) == ("ar", "en")
    assert mark_of(one, "ar") == mark_of(other, "ar")
    assert mark_of(one, "en") != mark_of(other, "en")
    assert state_of(one, "en") == "unmarked"
