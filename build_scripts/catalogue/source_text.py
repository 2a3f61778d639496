"""From bytes to clean text: encoding, invisible characters, tabs, nesting.

Everything here is looked at before libyaml sees the file: its scanner needs
quadratic time, and its composer the whole C stack, on a long run of brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.catalogue import source_problems as says
from build_scripts.problems import Problem

MAX_PROBLEMS = 20

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e"
    "\u2066-\u2069\ufffe\uffff]"
)
_ODD = re.compile(f"[\ufeff\r{_INVISIBLE.pattern[1:]}")
_MAYBE_DEEP = re.compile(r"[-?] +[-?] ")
_MAYBE_NESTED = re.compile(r"[\[{][\s,]*[\[{]")
_TAB = re.compile(r"^ *\t", re.MULTILINE)
_RUN = re.compile(
    rf"(?:[\[{{][\s,]*){{{says.MAX_DEPTH + 1}}}|(?:[-?][ \t]+){{{says.MAX_DEPTH + 1}}}"
)
_FAR = " " * 400
_DEEP_INDENT = re.compile(f"^{_FAR}", re.MULTILINE)
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_KEY_WITH_WIDE_COLON = re.compile(
    r"^ *(?:- +)*[{\[]? *([A-Za-z_][A-Za-z0-9_-]*) ?：", re.MULTILINE
)


def read_text(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """Text with LF line ends, or what makes the bytes unreadable."""
    if len(data) > says.MAX_BYTES:
        return "", [says.too_large(path)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        return "", [says.not_utf8(path, *place(before, len(before)))]
    text = text.replace("\r\n", "\n")
    return text, _characters(path, text)


def structure(path: str, text: str) -> list[Problem]:
    """Tabs in the indentation and nesting no honest file has.

    What may be either is rare and quickly excluded; finding it is not so quick.
    """
    brackets = text.count("[") + text.count("{")
    if not (
        "\t" in text
        or (brackets > says.MAX_DEPTH and _MAYBE_NESTED.search(text))
        or _FAR in text
        or _MAYBE_DEEP.search(text)
    ):
        return []
    problems = [
        says.tab_in_indentation(path, *place(text, match.end() - 1))
        for match in _first(_TAB, text)
    ]
    if match := _RUN.search(text) or _DEEP_INDENT.search(text):
        problems.append(says.too_deep(path, *place(text, match.start())))
    return problems


def split_front_matter(text: str) -> tuple[str, str] | None:
    """The YAML head and the Markdown body, or None.

    The opening `---` becomes an empty line, so line numbers of the head stay right.
    """
    if not (opening := _FENCE.match(text)):
        return None
    if not (closing := _FENCE.search(text, opening.end())):
        return None
    return text[opening.end() : closing.start()], text[closing.end() + 1 :]


def full_width_colons(path: str, text: str, last_line: int) -> list[Problem]:
    """Keys followed by `：` up to a line: the likely cause of a syntax error there."""
    problems = []
    for match in _first(_KEY_WITH_WIDE_COLON, text):
        line, column = place(text, match.end() - 1)
        if line <= last_line:
            problems.append(says.full_width_colon(path, line, column, match[1]))
    return problems


def place(text: str, offset: int) -> tuple[int, int]:
    """The 1-based line and column of a character."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def _characters(path: str, text: str) -> list[Problem]:
    if not _ODD.search(text):
        return []
    problems = [
        says.byte_order_mark(path, *place(text, match.start()))
        for match in _first(re.compile("\ufeff"), text)
    ]
    problems += [
        says.lone_carriage_return(path, *place(text, match.start()))
        for match in list(_first(re.compile("\r"), text))[:1]
    ]
    problems += [
        says.control_character(path, *place(text, match.start()), match[0])
        for match in _first(_INVISIBLE, text)
    ]
    return problems


def _first(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The first matches only: a broken file should not print a thousand lines."""
    for count, match in enumerate(pattern.finditer(text), start=1):
        yield match
        if count == MAX_PROBLEMS:
            return
