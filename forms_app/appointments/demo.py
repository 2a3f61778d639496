"""Sample bookings for the fictional county: some coming days at one police station."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.appointments import queries
from forms_app.appointments.booking import Wish, take_seat
from forms_app.appointments.offers import find_offer
from forms_app.appointments.people import Person, phone_digest
from forms_app.catalogue import Catalogue
from forms_app.vault import Vault

STATION = "qiaodong-police-station"
SERVICES = ("id-card-renewal", "birth-registration")
NAMES = ("刘桂香", "马建国", "许倩", "曹大山", "方秀英", "江有福", "孟小雨", "鲁师傅")


def fill(
    session: Session, vault: Vault, catalogue: Catalogue, *, now: datetime
) -> None:
    """Book a few of the next free times, unless these samples are here already."""
    if queries.has_booked(session, phone_digest(vault, _phone(0))):
        return
    for number, name in enumerate(NAMES):
        offer = find_offer(catalogue, SERVICES[number % len(SERVICES)], STATION)
        days = queries.days_on_offer(session, offer, now=now) if offer else ()
        free = [slot for day in days for slot in day.slots]
        if offer and free:
            start = free[number * 2 % len(free)].starts_at
            person = Person(name=name, phone=_phone(number))
            wish = Wish(starts_at=start, person=person, request_key=f"{number:032x}")
            take_seat(session, vault, offer, wish, now=now)


def _phone(number: int) -> str:
    """Eleven digits that no telephone in China has."""
    return f"1000000{number:04d}"
