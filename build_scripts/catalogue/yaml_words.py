"""libyaml's complaints in plain words; no YAML is read here."""

from __future__ import annotations

import re

Words = tuple[str, str, str, str]
"""Chinese sentence, English sentence, Chinese hint, English hint."""

_SMART_QUOTES = re.compile("[“”‘’]")

_SENTENCES: tuple[tuple[str, Words], ...] = (
    (
        "mapping values are not allowed",
        (
            "这里不该有冒号，程序读不懂这一行",
            "a colon is not expected here",
            "文字里有英文冒号时，请把整句话放进英文引号；不然就是缩进不对",
            "put a sentence with ': ' into quotes, or mend the indentation",
        ),
    ),
    (
        "could not find expected ':'",
        (
            "这一行少了英文冒号",
            "an ASCII colon is missing in this line",
            '每行写成 "字段: 内容"，英文冒号后面空一格',
            "write 'field: value' with a blank after the colon",
        ),
    ),
    (
        "unexpected end of stream",
        (
            "引号或括号没有收尾",
            "a quotation mark or bracket is never closed",
            "请补上右边的英文引号或括号",
            "close it",
        ),
    ),
    (
        "unexpected document indicator",
        (
            "引号没有收尾",
            "a quotation mark is never closed",
            "请补上右边的英文引号",
            "close it",
        ),
    ),
    (
        "cannot start any token",
        (
            "内容不能用这个符号开头",
            "a value cannot begin with this character",
            "请把整句话放进英文引号",
            "put the value into quotes",
        ),
    ),
    (
        "expected ',' or ']'",
        (
            "方括号里的内容没有用英文逗号隔开，或者没有收尾",
            "the list in brackets lacks a comma or its end",
            "请检查英文逗号和右边的 ]",
            "check the commas and the closing ]",
        ),
    ),
    (
        "expected ',' or '}'",
        (
            "花括号里的内容没有用英文逗号隔开，或者没有收尾",
            "the map in braces lacks a comma or its end",
            "请检查英文逗号和右边的 }",
            "check the commas and the closing }",
        ),
    ),
    (
        "expected key",
        (
            "缩进和上面几行对不齐，或者引号后面多了字",
            "the indentation does not match the lines above",
            "同一层的字段要从同一列开始；整句加引号时，引号外面不能再有字",
            "fields of one level begin in one column; nothing may follow a quote",
        ),
    ),
    (
        "expected '-' indicator",
        (
            "列表里的这一行没有用短横线开头，或者没有对齐",
            "this line of the list does not begin with '- '",
            '每一条写成 "- 内容"，短横线要对齐',
            "begin each item with '- ' in the same column",
        ),
    ),
    (
        "block sequence entries are not allowed",
        (
            "短横线不能写在这里",
            "a list item cannot stand here",
            "请把列表写到下一行，缩进两格",
            "begin the list on the next line",
        ),
    ),
    (
        "expected node content",
        (
            "括号里的内容没写完，或者多了一个符号",
            "the brackets hold something unfinished",
            "请检查英文逗号、冒号和右边的括号",
            "check commas, colons and the closing bracket",
        ),
    ),
    (
        "unexpected ':'",
        (
            "括号里多了一个冒号",
            "there is a colon too many in the brackets",
            "请检查英文冒号和括号，文字里有冒号时加英文引号",
            "check colons and brackets, or use quotes",
        ),
    ),
    (
        "expected comment or line break",
        (
            "“|”和“>”后面不能直接写内容",
            "nothing may follow '|' or '>' in its line",
            "请换行缩进再写；就是要这个符号的话，请把整句放进英文引号",
            "write the text below, indented, or use quotes",
        ),
    ),
    (
        "alphabetic or numeric character",
        (
            "内容不能用“*”或“&”开头",
            "a value cannot begin with '*' or '&'",
            "请把整句话放进英文引号",
            "put the value into quotes",
        ),
    ),
    (
        "expected whitespace or line break",
        (
            "内容不能用“!”开头",
            "a value cannot begin with '!'",
            "请把整句话放进英文引号",
            "put the value into quotes",
        ),
    ),
    (
        "directive",
        (
            "行首不能用“%”",
            "a line cannot begin with '%'",
            "请去掉它，或者把整句话放进英文引号",
            "remove it or use quotes",
        ),
    ),
    (
        "escape",
        (
            "双引号里的反斜杠写法不对",
            "the backslash in the quoted text is not understood",
            "请去掉反斜杠，或者改用单引号",
            "remove the backslash or use single quotes",
        ),
    ),
    (
        "tag",
        (
            "不能用“!”开头的写法",
            "tags ('!') are not allowed",
            "请去掉感叹号，或者加英文引号",
            "remove it or use quotes",
        ),
    ),
)

_OTHERWISE: Words = (
    "这里的格式程序读不懂",
    "the file cannot be understood here",
    "请检查这一行和上一行的冒号、引号、括号和缩进",
    "check colons, quotes, brackets and indentation here and one line above",
)


def begins_earlier(error: Exception) -> bool:
    """The mistake is where a quote, bracket or key begins, not where it is missed."""
    complaint = str(getattr(error, "problem", None))
    return any(
        key in complaint
        for key in (
            "unexpected end",
            "unexpected document",
            "expected ','",
            "could not find expected ':'",
        )
    )


def reworded(error: Exception, typed: str) -> Words:
    """The sentence for a libyaml error; `typed` is the line it points to."""
    complaint = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', error)}"
    zh, en, hint_zh, hint_en = next(
        (words for key, words in _SENTENCES if key in complaint), _OTHERWISE
    )
    if _SMART_QUOTES.search(typed) and ('"' in typed or "'" in typed):
        hint_zh = '这一行混用了中文引号和英文引号，请统一用英文引号 "'
        hint_en = 'this line mixes “ ” with ", use "'
    return zh, en, hint_zh, hint_en
