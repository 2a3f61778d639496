"""A counter with so little room that people wait for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms_app.appointments.offers import Offer, find_offer
from forms_app.catalogue import Catalogue, load_catalogue
from tests.forms.booking_builders import STATION, an_offer, offer_of, week
from tests.forms.resident_builders import SERVICE


@pytest.fixture
def small(published_site: Path) -> Catalogue:
    """One counter, open one half hour a day."""
    catalogue = load_catalogue(published_site / "catalogue.json")
    offer = an_offer(
        offer_of(published_site), seats=1, schedule_hours=week("09:00-09:30")
    )
    booking = offer.station.booking
    assert booking is not None
    station = replace(
        offer.station, booking=replace(booking, schedules=(offer.schedule,))
    )
    return replace(catalogue, stations={**catalogue.stations, STATION: station})


@pytest.fixture
def only(small: Catalogue) -> Offer:
    offer = find_offer(small, SERVICE, STATION)
    assert offer is not None
    return offer
