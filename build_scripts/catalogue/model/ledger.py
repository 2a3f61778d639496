"""What the register of disputes gives to the public: heads of its trail, figures.

Written by `doorstep trail publish` and `doorstep figures`, never by hand.
"""

from datetime import date

from build_scripts.catalogue.model.common import Record


class TrailHead(Record, kw_only=True):
    """The last line of the trail on one day.  Its `id` is the day."""

    line: int
    """那一天最后一行是第几行。"""
    hash: str
    """那一行的校验码，64 个十六进制字符。"""


class Figure(Record, kw_only=True):
    """One station's figures of a year; its `id` is the station, or `all`.

    What is missing is under five, or would give such a number away.
    """

    since: date
    """从哪天算起。"""
    until: date
    """算到哪天。"""
    received: int | None = None
    """收到几件。"""
    settled: int | None = None
    """谈成几件。"""
    median_days: int | None = None
    """一半的事在几天内有结果。"""
    content: int | None = None
    """评价过的人里，满意和基本满意占百分之几。"""
    overrides: int | None = None
    """条件不够、由负责人决定办结的有几件。"""
