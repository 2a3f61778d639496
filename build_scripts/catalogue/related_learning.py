"""Which alerts, quizzes, events and notices belong where, and in which order.

Every function asks indexes or is meant for `catalogue.once`; all return ids.  The
villages of a township are told the same: what puts that in order is asked once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import (
    ALERTS_FOR,
    EVERY,
    LEGAL_EVENTS_FOR,
    NOTICES_ABOUT,
    NOTICES_FOR,
    Ids,
    Index,
)
from build_scripts.catalogue.related import line_up

SEVERITY_ORDER = ("extreme", "severe", "moderate", "minor", "info")


def current_alerts(catalogue: Catalogue) -> Ids:
    """The alerts in force, the most dangerous first, of those the ones for everybody,
    of those the newest.
    """
    return _urgent_first(catalogue, catalogue.ids_by(ALERTS_FOR, EVERY))


def alerts_concerning(catalogue: Catalogue, area: str) -> Ids:
    """The alerts for an area: its own and those of the areas above it."""
    found = tuple(found_for_area(catalogue, ALERTS_FOR, area))
    return catalogue.once(_urgent_first, found)


def events_for(catalogue: Catalogue, today: date, area: str = "") -> Ids:
    """The events still to come, the next first; of one area when it is named."""
    if area:
        found = tuple(found_for_area(catalogue, LEGAL_EVENTS_FOR, area))
        return catalogue.once(_next_first, found, today)
    return _next_first(catalogue, catalogue.ids_by(LEGAL_EVENTS_FOR, EVERY), today)


def _next_first(catalogue: Catalogue, ids: Ids, today: date) -> Ids:
    events = [catalogue.events[key] for key in ids]
    coming = [event for event in events if event.ends.date() >= today]
    coming.sort(key=lambda event: (event.starts, event.id))
    return tuple(event.id for event in coming)


def events_held(catalogue: Catalogue, today: date) -> Ids:
    """The events that are over and still have a page, the latest first."""
    events = [catalogue.events[k] for k in catalogue.ids_by(LEGAL_EVENTS_FOR, EVERY)]
    held = [event for event in events if event.ends.date() < today]
    held.sort(key=lambda event: (event.starts, event.id), reverse=True)
    return tuple(event.id for event in held)


def notices_for(catalogue: Catalogue, area: str = "") -> Ids:
    """The notices that hold or are to come, the next first; of one area when named."""
    if area:
        found = tuple(found_for_area(catalogue, NOTICES_FOR, area))
        return catalogue.once(_soonest_first, found)
    return _soonest_first(catalogue, catalogue.ids_by(NOTICES_FOR, EVERY))


def notices_about(catalogue: Catalogue, station: str) -> Ids:
    """The notices that concern a station."""
    return _soonest_first(catalogue, catalogue.ids_by(NOTICES_ABOUT, station))


def found_for_area(catalogue: Catalogue, index: Index, area: str) -> Iterator[str]:
    """What an index of areas finds for an area and those above it, each once."""
    found: dict[str, None] = {}
    for above in line_up(catalogue, area):
        found |= dict.fromkeys(catalogue.ids_by(index, above))
    return iter(found)


def _soonest_first(catalogue: Catalogue, ids: Ids) -> Ids:
    notices = [catalogue.notices[key] for key in ids]
    notices.sort(key=lambda notice: (notice.valid_from, notice.id))
    return tuple(notice.id for notice in notices)


def _urgent_first(catalogue: Catalogue, ids: Ids) -> Ids:
    county = catalogue.config.county
    alerts = [catalogue.alerts[key] for key in ids]
    alerts.sort(key=lambda alert: (alert.effective, alert.id), reverse=True)
    alerts.sort(key=lambda a: (SEVERITY_ORDER.index(a.severity), county not in a.areas))
    return tuple(alert.id for alert in alerts)
