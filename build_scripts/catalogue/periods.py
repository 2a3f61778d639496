"""How long a period can be at least and at most, so that unlike units compare."""

from __future__ import annotations

from typing import NamedTuple

from build_scripts.catalogue.model import Limit

LONGEST_REST = 9
"""Days in a row without work: the longest holiday of the yearly notices."""


class Span(NamedTuple):
    """Natural days, at least and at most."""

    shortest: float
    longest: float


def span_of(limit: Limit) -> Span:
    """The natural days a period can take; working days depend on the calendar."""
    n = limit.n
    if limit.unit == "instant":
        return Span(0, 0)
    if limit.unit == "minute":
        return Span(n / 1440, n / 1440)
    if limit.unit == "hour":
        return Span(n / 24, n / 24)
    if limit.unit == "workday":
        # make-up weeks have six working days, ordinary ones five
        return Span(max(n, n * 7 / 6 - 1), n * 7 / 5 + LONGEST_REST)
    if limit.unit == "month":
        return Span(n * 28, n * 31)
    return Span(n, n)


def surely_longer(one: Limit, other: Limit) -> bool:
    """`one` is longer than `other` whatever the calendar says."""
    if one.unit == other.unit:
        return one.n > other.n
    return span_of(one).shortest > span_of(other).longest


def perhaps_longer(one: Limit, other: Limit) -> bool:
    """`one` can be longer than `other` in some weeks of the year."""
    if one.unit == other.unit:
        return one.n > other.n
    return span_of(one).longest > span_of(other).shortest
