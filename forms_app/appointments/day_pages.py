"""The piece of a page that shows one day with its times, made once for all who look.

It is remembered by what it shows, every seat counted in: a day on which somebody has
booked since is another piece.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from forms_app import languages
from forms_app.appointments.days import Day

KEPT = 1024
"""Days that are remembered: some 10 KB each."""


def day_piece(day: Day, opened: bool, chosen: datetime | None = None) -> Markup:
    """A day that has free times; `chosen`: the time that is ticked."""
    here = {slot.starts_at for slot in day.slots} if chosen else ()
    ticked = chosen if chosen in here else None
    return _made(languages.language(), day, opened or ticked is not None, ticked)


@lru_cache(maxsize=KEPT)
def _made(_language: str, day: Day, opened: bool, ticked: datetime | None) -> Markup:
    template = current_app.jinja_env.get_template("appointments/_day.html")
    piece: Markup = template.module.day_with_times(day, opened, ticked)  # type: ignore[attr-defined]  # a macro
    return piece
