"""K4xx: nobody's private data, no markup, plain sentences."""

from pathlib import Path

import pytest

from build_scripts.catalogue.private_numbers import is_identity_number, passes_luhn
from tests.catalogue_builders import (
    ARTICLE_PATH,
    CONFIG_PATH,
    FILES,
    SERVICE_PATH,
    STATION_PATH,
    edited,
    problems_of,
)
from tests.picture_builders import a_picture

ID_NUMBER = "11010519491231002X"  # the example of GB 11643 itself
LONG = "这句话很长" * 13


def written(words: str) -> dict[str, str | bytes]:
    """The sample's article with these words in its body, in line 13."""
    return {ARTICLE_PATH: FILES[ARTICLE_PATH] + f"\n{words}\n"}


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        ("110105194912310021", False),
        ("11010519491331002X", False),
        ("01010519491231002X", False),
    ],
)
def test_an_identity_number_is_known_by_its_checksum(
    digits: str, expected: bool
) -> None:
    assert is_identity_number(digits) is expected


def test_a_bank_card_is_known_by_its_check_digit() -> None:
    assert passes_luhn("4111111111111111")
    assert not passes_luhn("4111111111111112")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("张三 11010519491231002X 来办", "K401"),
        ("张三 110105 19491231 002x 来办", "K401"),
        ("１１０１０５１９４９１２３１００２Ｘ", "K401"),
        ("卡号 4111 1111 1111 1111", "K402"),
        ("卡号 4111111111111111", "K402"),
        ("打 13912345678", "K403"),
        ("打 139-1234-5678", "K403"),
        ("打 +86 139 1234 5678", "K403"),
        ("<b>重要</b>", "K407"),
        ("<script>alert(1)</script>", "K407"),
        ("<!-- 注释 -->", "K407"),
        ("<javascript:alert(1)>", "K407"),
        ("[点我](javascript:alert(1))", "K408"),
        ("[点我](<JavaScript:alert(1)>)", "K408"),
        ("[点我](data:text/html,x)", "K408"),
        ("[点我](javascript&colon;alert(1))", "K408"),
        ("[a]: vbscript:x", "K408"),
        ("![图](https://example.com/x.png)", "K409"),
        ("![图](//example.com/x.png)", "K409"),
    ],
)
def test_words_that_must_not_be_published_are_refused(
    tmp_path: Path, words: str, code: str
) -> None:
    problems = problems_of(tmp_path, written(words))

    assert {(p.path, p.line, p.severity) for p in problems} == {
        (ARTICLE_PATH, 17, "error")
    }
    assert code in {p.code for p in problems}


@pytest.mark.parametrize(
    "words",
    [
        "编号 110105194912310021 不是身份证号",
        "区划 330102000000 和 1391234567",
        "一个数 13912345678901",
        "3 < 5,用 `<b>` 加粗",
        "```\n<b>代码</b>\n```",
        "<https://example.gov.cn/> 和 [页面](../services/x.html#a)",
        "[信](mailto:a@example.cn) [电话](tel:0000-0000001)",
        "现在是 12:30,[时间](a.html):见下",
    ],
)
def test_honest_words_pass(tmp_path: Path, words: str) -> None:
    assert problems_of(tmp_path, written(words)) == []


@pytest.mark.parametrize("path", [SERVICE_PATH, STATION_PATH, CONFIG_PATH])
def test_private_numbers_are_found_in_comments_of_every_file(
    tmp_path: Path, path: str
) -> None:
    text = f"# 王五 {ID_NUMBER}\n{FILES[path]}"
    problems = problems_of(tmp_path, {path: text})

    assert [(p.path, p.line, p.code) for p in problems] == [(path, 1, "K401")]


def test_private_numbers_are_found_in_a_file_that_cannot_be_read(
    tmp_path: Path,
) -> None:
    problems = problems_of(tmp_path, {SERVICE_PATH: f"a: [\n# {ID_NUMBER}"})

    assert {p.code for p in problems} == {"K011", "K401"}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("快到期或者损坏了。", "符合法律法规规定的其他条件。", 12),
        (
            "- {material: old-id-card}",
            "- {material: old-id-card, note: 其他相关材料}",
            16,
        ),
    ],
)
def test_catch_all_conditions_are_refused(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    (problem,) = problems_of(tmp_path, edited(SERVICE_PATH, old, new))

    assert (problem.code, problem.line) == ("K405", line)


@pytest.mark.parametrize(("length", "codes"), [(100, []), (101, ["K406"])])
def test_a_long_summary_is_a_warning(
    tmp_path: Path, length: int, codes: list[str]
) -> None:
    summary = ("身份证,快到期。" * 20)[:length]
    files = edited(SERVICE_PATH, "身份证快到期或损坏时换一张新的。", summary)
    problems = problems_of(tmp_path, files)

    assert [(p.code, p.severity) for p in problems] == [(c, "warning") for c in codes]


def test_a_long_sentence_is_a_warning(tmp_path: Path) -> None:
    files = {
        **edited(SERVICE_PATH, "快到期或者损坏了。", f"{LONG}。"),
        **written(f"短句。{LONG}。"),
    }
    problems = problems_of(tmp_path, files)

    assert [(p.path, p.line, p.code, p.severity) for p in problems] == [
        (ARTICLE_PATH, 17, "K410", "warning"),
        (SERVICE_PATH, 12, "K410", "warning"),
    ]


def test_a_long_foreign_sentence_is_left_alone(tmp_path: Path) -> None:
    english = "word " * 40
    files = edited(
        SERVICE_PATH,
        "eligibility: 身份证",
        f"not_for: {{zh-Hans: 无, en: {english}}}\neligibility: 身份证",
    )

    assert "K410" not in {problem.code for problem in problems_of(tmp_path, files)}


def test_words_that_tag_people_are_refused_outside_articles(tmp_path: Path) -> None:
    files = edited(
        STATION_PATH, "offerings:", "intro: 重点人员在这里登记。\nofferings:"
    )

    assert [p.code for p in problems_of(tmp_path, files)] == ["K411"]
    about_law = written("小区装人脸识别抓拍要先征得您同意,没有谁是重点人员。")
    assert problems_of(tmp_path / "other", about_law) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("![](qiaodong/door.png)", ["K448"]),
        ("![ ][door]", ["K448"]),
        ("![大门](qiaodong/door.png)", []),
        ("`![](x)`", []),
    ],
)
def test_an_image_has_words(tmp_path: Path, words: str, code: list[str]) -> None:
    files: dict[str, str | bytes] = {
        **edited(ARTICLE_PATH, "身份证快到期了", f"{words}\n\n身份证快到期了"),
        "content/images/qiaodong/door.png": a_picture("PNG"),
    }

    assert [problem.code for problem in problems_of(tmp_path, files)] == code
