"""The little that rules about stations look at in a service.

A rule that asks for no more is not asked again when somebody mends a fee.
"""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Limit, Station
from build_scripts.shared.frozen import Frozen


class Offered(Frozen):
    """What the rules about stations look at in a service."""

    name: str
    station_kinds: tuple[str, ...]
    statutory_limit: Limit


def offered(catalogue: Catalogue, key: str) -> Offered | None:
    """A service as stations see it, None when there is none; for `catalogue.once`."""
    found = catalogue.services.get(key)
    if found is None:
        return None
    return Offered(found.name, found.station_kinds, found.statutory_limit)


def offers(station: Station, service: str, general: Offered) -> bool:
    """The station does this service: named in its list, or its kind does."""
    named = any(offering.service == service for offering in station.offerings)
    return named or station.kind in general.station_kinds
