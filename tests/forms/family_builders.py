"""A mother with two children."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from forms_app.appointments.booking import Wish
from tests.forms.booking_builders import (
    TUESDAY_NINE,
    a_wish,
)
from tests.forms.visit_builders import SHORT

FAMILY = f"{SHORT}*3"
CHILDREN = ("王小满", "王小禾")


def wish_of(
    number: int = 1,
    others: tuple[str, ...] = CHILDREN,
    *,
    name: str = "",
    start: datetime = TUESDAY_NINE,
) -> Wish:
    wish = a_wish(number, name=name, starts_at=start)
    return replace(wish, person=replace(wish.person, others=others))
