"""Which station answers a letter, and until when.  Pure."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from build_scripts.shared.working_days import CalendarMissing
from forms_app.catalogue import Catalogue

PAGE = re.compile(r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9/_.-]{0,180}\.html")
"""What may be the address of a page of the site."""
LONGEST_PAGE = 190


def office_of(catalogue: Catalogue, area_id: str, office: str) -> str:
    """The id of the station that answers for an area; '' where there is none.

    `office` is 'police', 'justice' or 'governance'.
    """
    area = catalogue.areas.get(area_id)
    found = str(getattr(area.stations, office)) if area else ""
    return found if found in catalogue.stations else ""


def keeper_of(catalogue: Catalogue, page: str) -> str:
    """The station whose page it is, the centre of an area's page; '' for all others."""
    steps = page.split("/")
    for folder, name in pairwise(steps):
        key = name.removesuffix(".html")
        if folder == "stations" and key in catalogue.stations:
            return key
        if folder == "areas":
            return office_of(catalogue, key, "governance")
    return ""


def due_on(catalogue: Catalogue, today: date) -> date | None:
    """The last working day for an answer; None beyond the entered calendar."""
    try:
        return catalogue.calendar.add_working_days(
            today, catalogue.letters.answer_workdays
        )
    except CalendarMissing:
        return None
