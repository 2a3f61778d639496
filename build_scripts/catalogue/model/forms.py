"""Forms people fill in by hand: a blank sheet and one filled in as an example."""

from build_scripts.catalogue.model.common import Citation, Record, Text
from build_scripts.shared.frozen import Frozen


class FormField(Frozen, kw_only=True):
    """One box of the sheet."""

    label: Text
    """格子的名字，例如“姓名”。"""
    sample: Text
    """样表里填什么；名字、号码都用编的。"""
    hint: Text = Text("")
    """格子里的小字，说怎么填。"""
    lines: int = 1
    """格子有几行高，1 到 12。"""


class FormPart(Frozen, kw_only=True):
    """Boxes that belong together."""

    title: Text
    """这一块的名字，例如“申请人”。"""
    fields: tuple[FormField, ...]
    """格子，从上到下。"""


class Form(Record, kw_only=True):
    """A form with its version; printed from the browser, one sheet of A4."""

    what: Text
    """这张表干什么用、谁来填。"""
    parts: tuple[FormPart, ...]
    """表的各个部分。"""
    statement: Text = Text("")
    """签名上面的一句话，例如“以上都是真的”。"""
    signatures: tuple[Text, ...]
    """谁签名，例如“申请人签名”。"""
    hand_in: Text
    """填好交到哪里。"""
    version: str
    """版本，例如 "2026-11"；改了格子就换。"""
    legal_basis: tuple[Citation, ...] = ()
    """依据的法条。"""
    sensitive: bool = False
    """敏感的表（家暴、未成年人）：页面带快速离开按钮，窗口标题不说是什么。"""
