"""Reading YAML as text: what is refused, where, and that nothing crashes libyaml."""

import pytest

from build_scripts.catalogue.source_text import split_front_matter
from build_scripts.catalogue.yaml_source import (
    locate,
    plain_map,
    read_carefully,
    read_markdown,
    read_yaml,
)


def codes(data: str | bytes) -> list[tuple[str, int, int]]:
    raw = data.encode() if isinstance(data, str) else data
    tree, problems = read_yaml("x.yml", raw)
    assert (tree is None) == bool(problems)
    return [(problem.code, problem.line, problem.column) for problem in problems]


def test_every_value_stays_as_typed() -> None:
    tree, problems = read_yaml(
        "x.yml", b"time: 8:30\nphone: 0512\nanswer: no\nday: 2026-01-01\nhex: 0x1F\n"
    )

    assert not problems
    assert tree == {
        "time": "8:30",
        "phone": "0512",
        "answer": "no",
        "day": "2026-01-01",
        "hex": "0x1F",
    }


def test_nothing_is_none_and_quoted_nothing_is_text() -> None:
    tree, _ = read_yaml("x.yml", b"a:\nb: ''\nc: ~\nd: 'null'\n")

    assert tree == {"a": None, "b": "", "c": None, "d": "null"}


@pytest.mark.parametrize(
    "text",
    [
        "a: ~\nb: '~'\nc:\nd: null\ne: \"\"\nf: |\n  two\n  lines\n",
        "a: [x, {k: v, 'q': ''}, []]\nb:\n  - c: 1\n    d: {}\n  -\n  - - e\n",
        "a: &b c\n",
        "a: !!str c\n",
        "a: 1\na: 2\n",
        "<<: a\n",
        "? [a]\n: b\n",
        "- a\n",
        "words\n",
        "",
        "a: 1\n---\nb: 2\n",
        "a: 1\n  b: 2\n",
        "a: " + "[" * 20 + "]" * 20,
    ],
)
def test_the_short_way_reads_what_the_careful_way_reads_or_nothing(text: str) -> None:
    assert plain_map(text) == read_carefully("x.yml", text)[0]


def test_windows_line_ends_are_read() -> None:
    assert read_yaml("x.yml", b"a: 1\r\nb: 2\r\n")[0] == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("a:\n\tb: 1", ("K006", 2, 1), id="tab"),
        pytest.param("a:\n  b: 1\n \tc: 1", ("K006", 3, 2), id="tab after blanks"),
        pytest.param("name：甲\nkind: b", ("K010", 1, 5), id="full-width colon"),
        pytest.param("a: 1\n  b：2\nc", ("K010", 2, 4), id="colon in a nested field"),
        pytest.param("a: 1\nb: 2\na: 3", ("K009", 3, 1), id="duplicate key"),
        pytest.param("a: {b: 1, b: 2}", ("K009", 1, 11), id="duplicate in braces"),
        pytest.param("a: &x 1", ("K008", 1, 4), id="anchor"),
        pytest.param("a: *x", ("K008", 1, 4), id="alias"),
        pytest.param("a: !!int 1", ("K008", 1, 4), id="tag"),
        pytest.param("a: &x [1]", ("K008", 1, 4), id="anchor on a list"),
        pytest.param("<<: {a: 1}", ("K012", 1, 1), id="merge key"),
        pytest.param("? [a]\n: b", ("K012", 1, 3), id="list as key"),
        pytest.param("a: 1\n---\nb: 2", ("K013", 2, 1), id="second document"),
        pytest.param("\ufeffa: 1", ("K003", 1, 1), id="byte order mark"),
        pytest.param("a: 1\nb: x\x00y", ("K004", 2, 5), id="NUL"),
        pytest.param("a: x\u202ey", ("K004", 1, 5), id="bidi override"),
        pytest.param("a: 1\rb: 2", ("K005", 1, 5), id="lone CR"),
        pytest.param("a: 1\n名: 身份".encode("gbk"), ("K002", 2, 1), id="GBK"),
        pytest.param("", ("K015", 1, 1), id="empty"),
        pytest.param("- a\n- b", ("K015", 1, 1), id="list on top"),
        pytest.param('a: "x\nb: 1', ("K011", 1, 4), id="open quote"),
        pytest.param("a: b: c", ("K011", 1, 5), id="colon in a sentence"),
        pytest.param("@a: b", ("K011", 1, 1), id="reserved sign"),
        pytest.param("a: 1\nb 2\nc: 3", ("K011", 2, 1), id="no colon"),
        pytest.param("a: 1\nb:2\nc: 3", ("K011", 2, 1), id="no blank after it"),
        pytest.param("a: [x, y", ("K011", 1, 4), id="open bracket"),
        pytest.param("a:\n  b: 1\n c: 2", ("K011", 3, 2), id="crooked indentation"),
    ],
)
def test_a_broken_file_is_refused_at_its_place(
    data: str | bytes, expected: tuple[str, int, int]
) -> None:
    assert codes(data)[0] == expected


def test_a_file_over_256_kb_is_refused() -> None:
    assert codes("# " + "x" * (256 * 1024 - 6) + "\na: 1") == [("K001", 1, 1)]
    assert codes("# " + "x" * (256 * 1024 - 7) + "\na: 1") == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("[" * 100_000, id="brackets"),
        pytest.param("{" * 100_000, id="braces"),
        pytest.param("- " * 50_000, id="dashes"),
        pytest.param("? " * 50_000, id="question marks"),
        pytest.param("[a," * 60_000, id="brackets with items"),
        pytest.param("{a: " * 50_000, id="braces with keys"),
        pytest.param('["]",' * 50_000, id="quoted closing brackets"),
        pytest.param("a: [\n" * 40_000, id="brackets on lines of their own"),
        pytest.param("".join(" " * n + "a:\n" for n in range(380)), id="nested maps"),
        pytest.param("".join(" " * n + "-\n" for n in range(380)), id="nested lists"),
        pytest.param("\n".join(" " * n + "- - -" for n in range(0, 600, 6)), id="mix"),
    ],
)
def test_deep_nesting_is_a_sentence_not_a_crash(data: str) -> None:
    assert [code for code, _, _ in codes(data)] == ["K007"]


def test_twenty_levels_are_read_and_twenty_one_are_not() -> None:
    assert codes("a: " + "[" * 19 + "]" * 19) == []
    assert [code for code, _, _ in codes("a: " + "[" * 20 + "]" * 20)] == ["K007"]


def test_brackets_in_prose_are_just_brackets() -> None:
    assert codes("a: |\n  [[[ 看这里 ]]] [x [y\n") == []


def test_a_full_width_colon_in_prose_is_left_alone() -> None:
    assert codes("a: >\n  wifi：密码在墙上\n") == []


def test_mixed_quotes_get_their_own_hint() -> None:
    _, problems = read_yaml("x.yml", 'a: "甲”\nb: 1'.encode())
    assert problems[0].code == "K011"

    _, problems = read_yaml("x.yml", 'a: [“甲", “乙”, "丙]'.encode())
    assert "中文引号" in problems[0].hint_zh


def test_several_problems_of_a_file_come_together() -> None:
    assert [code for code, _, _ in codes("a: &x 1\na: 2\nb: !t 3")] == [
        "K008",
        "K009",
        "K008",
    ]


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("fees/0/amount", (4, 13)),
        ("fees/0/amount#", (4, 5)),
        ("fees/1", (5, 5)),
        ("fees/9/amount", (3, 3)),
        ("rooms/@b/seats", (8, 20)),
        ("a~1b#", (9, 1)),
        ("nowhere", (1, 1)),
        ("", (1, 1)),
    ],
)
def test_a_pointer_is_found_again(pointer: str, place: tuple[int, int]) -> None:
    text = (
        "name: 甲\nfees:\n  - name: 工本费\n    amount: 二十\n  - {}\n"
        "rooms:\n  - {id: a, seats: 1}\n  - {id: b, seats: 2}\na/b: 1\n"
    )

    assert locate(text, pointer) == place


def test_the_head_of_an_article_keeps_its_line_numbers() -> None:
    head, body = split_front_matter("---\nname: 甲\n---\n\n正文\n") or ("", "")

    assert (head, body) == ("\nname: 甲\n", "\n正文\n")
    assert locate(head, "name") == (2, 7)


@pytest.mark.parametrize("data", ["没有头", "---\nname: 甲\n正文", ""])
def test_an_article_without_a_head_is_refused(data: str) -> None:
    _, _, problems = read_markdown("x.md", data.encode())

    assert [problem.code for problem in problems] == ["K014"]


def test_a_mistake_in_the_head_is_placed_in_the_whole_file() -> None:
    _, _, problems = read_markdown("x.md", "---\na: 1\na: 2\n---\n正文".encode())

    assert [(p.code, p.line) for p in problems] == [("K009", 3)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("a: b: c", "不该有冒号"),
        ("a: 1\nb 2\nc: 3", "少了英文冒号"),
        ("a: 'x", "引号或括号没有收尾"),
        ("a: 'x\n---\n", "引号没有收尾"),
        ("a: @x", "这个符号开头"),
        ("a: [b\nc: d", "方括号"),
        ("a: {b: c\nd: e", "花括号"),
        ('a: "b" c\nd: e', "引号后面多了字"),
        ("a:\n  - b\n  c: d", "短横线开头"),
        ("a: - b", "短横线不能写在这里"),
        ("a: [b, }", "没写完"),
        ("a: |x", "“|”和“>”"),
        ("a: *。", "“*”或“&”"),
        ("a: !重要", "“!”"),
        ("%a: b", "“%”"),
        ('a: "\\q"', "反斜杠"),
    ],
)
def test_a_syntax_error_is_told_in_plain_words(data: str, words: str) -> None:
    _, problems = read_yaml("x.yml", data.encode())

    assert [problem.code for problem in problems] == ["K011"]
    assert words in problems[0].zh
