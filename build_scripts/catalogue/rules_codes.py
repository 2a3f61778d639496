"""K394–K395: codes lead somewhere, and hold from one day to a later one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.names import Names
from build_scripts.catalogue.targets import TARGET_TABLES
from build_scripts.catalogue.walk import pointer_to
from build_scripts.problems import Problem


def codes_lead_somewhere(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K394: a code on a poster leads nowhere.

    海报的短码没有指到真实的内容。写成 alert/编号 这样；内容撤下了也不要删，
    改成 withdrawn，扫码的人才知道海报过期了。
    """
    for code in catalogue.codes.values():
        kind, _, wanted = code.target.partition("/")
        table = TARGET_TABLES.get(kind)
        if table is None or names.missing(wanted, table):
            known = "、".join(f"{kind}/编号" for kind in TARGET_TABLES)
            yield Problem(
                code.path,
                code="K394",
                pointer=pointer_to(code, "target"),
                zh=f"“{code.target}”指不到任何内容",
                en=f"'{code.target}' leads nowhere",
                hint_zh=f"可以写：{known}",
            )


def codes_hold_for_a_while(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K395: a poster's code ends before it was issued.

    海报的有效期不能早于发出的日期。
    """
    for code in catalogue.codes.values():
        if code.valid_to < code.issued_on:
            yield Problem(
                code.path,
                code="K395",
                pointer=pointer_to(code, "valid_to"),
                zh="有效期比发出的日期早",
                en="it ends before it was issued",
                hint_zh="请改 valid_to",
            )


LINK_RULES = (codes_lead_somewhere,)
RULES = (codes_hold_for_a_while,)
