"""Plain words for the law's own, and short codes that never die."""

from datetime import date

from build_scripts.catalogue.model.common import Citation, Record, Text


class Term(Record, kw_only=True):
    """A word of the law (its `name`) and what people would say instead."""

    plain: Text
    """换成大白话怎么说，一两句。"""
    people_say: tuple[str, ...] = ()
    """当地人怎么说这个词。"""
    example: Text = Text("")
    """举个身边的例子。"""
    legal_basis: tuple[Citation, ...] = ()
    """出自哪部法律。"""


class Code(Record, kw_only=True):
    """A short code printed on a poster; its `id` is the code, its `name` the poster's
    title.  It is never taken away and never given to another poster.
    """

    target: str
    """指向哪里：alert/编号、area/编号、service/编号、article/编号、quiz/编号、event/编号、notice/编号、station/编号、dispute_type/编号、life_event/编号。"""
    issuer: str
    """谁发的（机构编号）。"""
    issued_on: date
    """哪天发的。"""
    valid_to: date
    """海报用到哪一天。"""
