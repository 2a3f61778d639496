"""K0xx: a file that cannot be read as text or as YAML, one function per sentence."""

from __future__ import annotations

from build_scripts.problems import Problem

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20


def too_large(path: str) -> Problem:
    """K001: the file is larger than 256 KB.

    文件太大。请把内容分成几个文件。
    """
    return Problem(
        path,
        1,
        1,
        "K001",
        zh="文件超过 256 KB，太大了",
        en="the file is larger than 256 KB",
        hint_zh="请分成几个文件",
        hint_en="split it",
    )


def not_utf8(path: str, line: int, column: int) -> Problem:
    """K002: the file is not UTF-8, often it was saved as GBK.

    文件不是 UTF-8 编码。用记事本“另存为”，编码选 UTF-8。
    """
    return Problem(
        path,
        line,
        column,
        "K002",
        zh="这里的文字不是 UTF-8 编码，可能存成了 GBK",
        en="the text is not UTF-8 here, perhaps it was saved as GBK",
        hint_zh="请用编辑器“另存为”，编码选 UTF-8",
        hint_en="save it again as UTF-8",
    )


def byte_order_mark(path: str, line: int, column: int) -> Problem:
    """K003: an invisible byte order mark (BOM) stands in the file.

    文件里有看不见的 BOM 标记。另存为时选“UTF-8”，不要选“UTF-8 with BOM”。
    """
    return Problem(
        path,
        line,
        column,
        "K003",
        zh="这里有一个看不见的 BOM 标记",
        en="there is an invisible byte order mark here",
        hint_zh="请另存为“UTF-8”，不要选“带 BOM 的 UTF-8”",
        hint_en="save as UTF-8 without BOM",
    )


def control_character(path: str, line: int, column: int, character: str) -> Problem:
    """K004: an invisible control character stands in the file.

    文件里有看不见的控制字符，多半是从别处复制来的。删掉后重新打字。
    """
    name = f"U+{ord(character):04X}"
    return Problem(
        path,
        line,
        column,
        "K004",
        zh=f"这里有一个看不见的控制字符（{name}）",
        en=f"there is an invisible control character ({name}) here",
        hint_zh="请删掉它，把这几个字重新打一遍",
        hint_en="delete it and type the words again",
    )


def lone_carriage_return(path: str, line: int, column: int) -> Problem:
    """K005: lines end with CR alone, as on very old computers.

    换行方式太旧（只有 CR）。在编辑器里把行尾改成 LF。
    """
    return Problem(
        path,
        line,
        column,
        "K005",
        zh="这里的换行符是老式的 CR",
        en="the line ends with a lone CR here",
        hint_zh="请在编辑器里把行尾格式改成 LF",
        hint_en="change the line ends to LF",
    )


def tab_in_indentation(path: str, line: int, column: int) -> Problem:
    """K006: a line is indented with a tab; YAML wants blanks.

    行首用了制表符（Tab）。请改用空格，每层两个。
    """
    return Problem(
        path,
        line,
        column,
        "K006",
        zh="行首用了制表符（Tab）",
        en="the line is indented with a tab",
        hint_zh="请改成空格，每层两个",
        hint_en="use blanks, two for each level",
    )


def too_deep(path: str, line: int, column: int) -> Problem:
    """K007: maps and lists are nested more than 20 levels deep.

    套得太深，超过 20 层。多半是括号或短横线打多了。
    """
    return Problem(
        path,
        line,
        column,
        "K007",
        zh="从这里起套得太深，超过 20 层",
        en="nested more than 20 levels deep from here on",
        hint_zh="请看看括号或短横线是不是打多了",
        hint_en="perhaps there are too many brackets or dashes",
    )


def reference_sign(path: str, line: int, column: int, sign: str) -> Problem:
    """K008: anchors (&), aliases (*) and tags (!) are not used in this catalogue.

    不能用 &、*、! 开头的引用写法。要写这个符号，请把整句放进英文引号。
    """
    return Problem(
        path,
        line,
        column,
        "K008",
        zh=f"不能用“{sign}”开头的引用写法",
        en=f"anchors, aliases and tags ('{sign}') are not allowed",
        hint_zh="请直接写内容；如果就是要这个符号，请加英文引号",
        hint_en="write the value itself, or put it in quotes",
    )


def duplicate_key(path: str, line: int, column: int, key: str, first: int) -> Problem:
    """K009: the same field is written twice.

    同一个字段写了两遍，不知道该信哪一个。请删掉一个。
    """
    return Problem(
        path,
        line,
        column,
        "K009",
        zh=f"“{key}”写了两遍，第 {first} 行已经有了",
        en=f"'{key}' is written twice, first in line {first}",
        hint_zh="请删掉一个",
        hint_en="delete one of them",
    )


def full_width_colon(path: str, line: int, column: int, key: str) -> Problem:
    """K010: a full-width colon follows the name of a field.

    字段名后面用了中文冒号“：”。请改成英文冒号加一个空格。
    """
    return Problem(
        path,
        line,
        column,
        "K010",
        zh=f"“{key}”后面用了中文冒号“：”",
        en=f"there is a full-width colon after '{key}'",
        hint_zh=f'请改成英文冒号加一个空格，写成 "{key}: "',
        hint_en=f"type '{key}: ' with an ASCII colon and a blank",
    )


def syntax(
    path: str, line: int, column: int, words: tuple[str, str, str, str]
) -> Problem:
    """K011: the file is not well-formed YAML.

    格式不对，程序读不懂。按提示改冒号、引号、括号或缩进。
    """
    zh, en, hint_zh, hint_en = words
    return Problem(path, line, column, "K011", zh, en, hint_zh, hint_en)


def odd_key(path: str, line: int, column: int) -> Problem:
    """K012: the name of a field is not plain text.

    字段名必须是一个英文单词，不能是列表、括号或空白。
    """
    return Problem(
        path,
        line,
        column,
        "K012",
        zh="这里应当是一个字段名",
        en="the name of a field is expected here",
        hint_zh="请写英文字段名，后面跟英文冒号和空格",
        hint_en="write a field name followed by ': '",
    )


def second_document(path: str, line: int, column: int) -> Problem:
    """K013: a second YAML document begins in the same file.

    一个文件里只能写一份内容，不能用 --- 再开一份。
    """
    return Problem(
        path,
        line,
        column,
        "K013",
        zh="一个文件里写了两份内容",
        en="a second document begins in the same file",
        hint_zh="请删掉多余的“---”，或者分成两个文件",
        hint_en="remove the extra '---' or split the file",
    )


def no_front_matter(path: str, line: int) -> Problem:
    """K014: an article does not begin with a head between two lines of ---.

    文章开头要有一段写在两行 --- 之间的信息。
    """
    return Problem(
        path,
        line,
        1,
        "K014",
        zh="文章开头要有一段写在两行“---”之间的信息",
        en="the file must begin with a head between two lines '---'",
        hint_zh="第一行写 ---，信息写完再写一行 ---，下面是正文",
        hint_en="begin with '---' and close the head with '---'",
    )


def not_a_map(path: str) -> Problem:
    """K015: the file holds no fields.

    文件是空的，或者写的不是“字段: 内容”。
    """
    return Problem(
        path,
        1,
        1,
        "K015",
        zh="文件里没有“字段: 内容”",
        en="the file holds no fields",
        hint_zh='每行写成 "name: 名称" 这样',
        hint_en="write lines such as 'name: …'",
    )
