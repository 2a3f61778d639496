"""Questions about whole tables of learning and news, answered once for all pages.

Each function is meant for `catalogue.once`: it takes ids and returns ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Alert
from build_scripts.catalogue.public import published

SEVERITY_ORDER = ("extreme", "severe", "moderate", "minor", "info")


def current_alerts(catalogue: Catalogue) -> tuple[str, ...]:
    """The alerts in force, the most dangerous first, of those the ones for everybody,
    of those the newest.
    """
    newest = sorted(
        published(catalogue.alerts), key=lambda a: (a.effective, a.id), reverse=True
    )
    county = catalogue.config.county
    return tuple(a.id for a in sorted(newest, key=lambda a: _rank(a, county)))


def alerts_by_area(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Area → the alerts that concern it: its own and those of the areas above it."""
    ids = catalogue.once(current_alerts)
    return _by_area(catalogue, ids, lambda key: catalogue.alerts[key].areas)


def _by_area(
    catalogue: Catalogue, ids: Iterable[str], areas_of: Callable[[str], Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    """Area → ids, in the order given; naming no area means the whole county."""
    found: dict[str, list[str]] = {area: [] for area in catalogue.areas}
    above = {key: {a.id for a in catalogue.ancestors(key)} for key in catalogue.areas}
    for key in ids:
        wanted = set(areas_of(key)) or {catalogue.config.county}
        for area, line in above.items():
            if line & wanted:
                found[area].append(key)
    return {area: tuple(keys) for area, keys in found.items()}


def _rank(alert: Alert, county: str) -> tuple[int, bool]:
    return SEVERITY_ORDER.index(alert.severity), county not in alert.areas
