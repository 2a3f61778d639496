"""K394–K395, K450–K451: codes lead somewhere, hold for a while, and can be scanned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.folder import CONFIG
from build_scripts.catalogue.indexes import QUIZZES_BY_BOARD
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


def sheets_can_be_scanned(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K450: the site has no address of its own, so printed sheets have no QR code
    (warning).

    site_config.yml 里没有写 site_url：海报、门牌卡和村里的一张纸上只有短码和电话，没有网址和
    二维码。演示网站不用写。
    """
    config = catalogue.config
    readable = bool(config.county)
    if readable and not config.demo and not config.site_url:
        yield Problem(
            CONFIG,
            code="K450",
            pointer="",
            zh="没有写 site_url，印出来的纸上没有网址和二维码",
            en="without site_url nothing printed has an address or a QR code",
            hint_zh="请加一行 site_url: https://正式网址",
            severity="warning",
        )


def a_code_is_no_board(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K451: a poster has the short code of a board of a trail.

    这个短码已经是闯关看板的了，海报请换一个。
    """
    for code in catalogue.codes.values():
        if catalogue.ids_by(QUIZZES_BY_BOARD, code.id):
            yield Problem(
                code.path,
                code="K451",
                pointer=pointer_to(code, "id"),
                zh=f"短码 {code.id} 是闯关看板的",
                en=f"{code.id} is the code of a board",
                hint_zh="请换一个短码",
            )


LINK_RULES = (codes_lead_somewhere,)
RULES = (codes_hold_for_a_while, sheets_can_be_scanned, a_code_is_no_board)
