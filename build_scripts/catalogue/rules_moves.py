"""K442–K446: codes on paper outlive everything, and old addresses lead on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.findings import problem_at
from build_scripts.catalogue.indexes import QUIZZES_BY_BOARD, REDIRECTS_BY_OLD
from build_scripts.catalogue.model import Code, Record
from build_scripts.catalogue.names import Names
from build_scripts.catalogue.targets import PAGE_TABLES
from build_scripts.problems import Problem

GIVEN = "content/codes_given.yml"


def given_codes_never_die(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K442: a short code that was given out is no longer there.

    短码发出去就不能删：海报还贴在墙上。请把它放回 content/codes.yml（看板的放回那套题）；
    内容过期了，把内容的状态改成 withdrawn，短码留着。
    """
    for given in catalogue.codes_given.values():
        on_board = catalogue.ids_by(QUIZZES_BY_BOARD, given.id)
        if not on_board and given.id not in catalogue.codes:
            yield _at(
                given,
                "K442",
                "id",
                f"短码 {given.id} 发出过，现在没有了",
                "请放回 content/codes.yml；存根也不能删",
            )


def given_codes_keep_their_poster(
    catalogue: Catalogue, names: Names
) -> Iterator[Problem]:
    """K443: a short code stands for another poster than the one it was given to.

    短码不能换给别的海报：从前的海报还贴在墙上。新海报请用新的短码。
    """
    for code in catalogue.codes.values():
        given = catalogue.codes_given.get(code.id)
        if given is None:
            continue
        if given.name != code.name and given.target != code.target:
            yield _at(
                code,
                "K443",
                "name",
                f"短码 {code.id} 发给过“{given.name}”",
                "新海报请用新的短码",
            )


def codes_have_a_counterfoil(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K444: a short code was given out without a counterfoil (warning).

    每个短码在 content/codes_given.yml 里留一条存根，这样删了、换了，电脑才看得出来。
    """
    for record, pointer, code, name in _codes_on_paper(catalogue):
        target = f", target: {record.target}" if isinstance(record, Code) else ""
        if names.missing(code, "codes_given"):
            line = f"- {{id: {code}, name: {name}{target}, given_on: 哪天发的}}"
            yield _at(
                record,
                "K444",
                pointer,
                f"短码 {code} 没有留存根",
                f"请在 {GIVEN} 的 codes_given: 下面加一行：{line}",
                "warning",
            )


def old_addresses_are_free(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K445: an old address is that of a record which is still there, or is told twice.

    redirects.yml 里写的旧地址，不能是还在用的内容，也不能写两遍。
    """
    for move in catalogue.redirects.values():
        kind, _, key = move.old.partition("/")
        table = PAGE_TABLES.get(kind)
        if table is None or not key:
            words, hint = f"“{move.old}”不是一个地址", f"可以写：{_known()}"
        elif key in names.ids(table):
            words = f"“{move.old}”还在，打开的是它自己的页面"
            hint = "请删掉旧的那份文件，或者删掉这一条"
        elif len(catalogue.ids_by(REDIRECTS_BY_OLD, move.old)) > 1:
            words, hint = f"“{move.old}”写了两遍", "请只留一条"
        else:
            continue
        yield _at(move, "K445", "old", words, hint)


def moves_lead_somewhere(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K446: what took the place of an old address is not there.

    target 指不到任何内容，或者转了一圈又回到自己。
    """
    for move in catalogue.redirects.values():
        if not _leads_somewhere(catalogue, names, move.target):
            yield _at(
                move,
                "K446",
                "target",
                f"“{move.target}”指不到任何内容",
                f"可以写：{_known()}",
            )


RULES = (given_codes_never_die,)
LINK_RULES = (
    given_codes_keep_their_poster,
    codes_have_a_counterfoil,
    old_addresses_are_free,
    moves_lead_somewhere,
)

_IN_ENGLISH = {
    "K442": "a code that was given out is gone",
    "K443": "the code was given to another poster",
    "K444": "the code has no counterfoil",
    "K445": "this is no address of the past",
    "K446": "this leads nowhere",
}
_at = partial(problem_at, _IN_ENGLISH)


def _codes_on_paper(catalogue: Catalogue) -> Iterator[tuple[Record, str, str, str]]:
    """Whose it is, where in the file, the code, and what it was given to."""
    for code in catalogue.codes.values():
        yield code, "id", code.id, code.name
    for quiz in catalogue.quizzes.values():
        for index, stop in enumerate(quiz.stops):
            yield quiz, f"stops/{index}/code", stop.code, stop.name


def _leads_somewhere(catalogue: Catalogue, names: Names, target: str) -> bool:
    seen: set[str] = set()
    while target not in seen:
        seen.add(target)
        kind, _, key = target.partition("/")
        table = PAGE_TABLES.get(kind)
        if table is not None and not names.missing(key, table):
            return True
        for move in catalogue.ids_by(REDIRECTS_BY_OLD, target):
            target = catalogue.redirects[move].target
    return False


def _known() -> str:
    return "、".join(f"{kind}/编号" for kind in PAGE_TABLES)
