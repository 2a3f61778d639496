"""What can be booked in one visit: a service, or several of them one after the other.

A visit has a leg at each pool of counters it needs; a leg takes as many slots in a row
as its services need minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from weakref import WeakKeyDictionary

from build_scripts.shared.working_days import WorkingCalendar
from forms_app import errands
from forms_app.catalogue import Catalogue, ScheduleEntry, ServiceEntry, StationEntry
from forms_app.times import local_day

MOST_PERSONS = 6
"""Of any visit; a service says itself how many it takes."""
MOST_SERVICES = 4
NAME_LENGTH = 120
REMEMBERED = 4096
"""Offers of one catalogue that are kept at hand; addresses can be made up."""


@dataclass(frozen=True, slots=True)
class Leg:
    """The part of a visit at one pool of counters."""

    schedule: ScheduleEntry
    services: tuple[ServiceEntry, ...]
    persons: int = 1

    @property
    def slots(self) -> int:
        """How many slots in a row this takes: for every service and every person."""
        minutes = sum(
            self.schedule.minutes_for(service, self.persons)
            for service in self.services
        )
        return max(-(-minutes // self.schedule.slot_minutes), 1)


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """What is done in one visit at one station: all that slots depend on.

    Known by its identity, so that its days can be remembered.
    """

    station: StationEntry
    service: ServiceEntry
    """The first thing; the only one of most visits."""
    schedule: ScheduleEntry
    """Where the visit begins."""
    calendar: WorkingCalendar
    days_ahead: int
    lead_minutes: int
    open_per_phone: int
    open_per_person: int
    by_desk: bool = False
    """The desk gives its own seats too."""
    beside: tuple[ServiceEntry, ...] = ()
    """Done at the same counters right after the first."""
    further: tuple[Leg, ...] = ()
    """Then at other counters of the same station."""
    persons: int = 1
    """How many come for all of it."""

    @property
    def legs(self) -> tuple[Leg, ...]:
        first = Leg(self.schedule, (self.service, *self.beside), self.persons)
        return (first, *self.further)

    @property
    def services(self) -> tuple[ServiceEntry, ...]:
        """Everything that is done, in order."""
        return tuple(service for leg in self.legs for service in leg.services)

    @property
    def asked(self) -> str:
        """As it stands in an address: 'birth-registration+id-card-first'."""
        return self.asked_for(self.persons)

    def asked_for(self, persons: int) -> str:
        """The same things for so many persons."""
        return errands.written((service.id for service in self.services), persons)

    @property
    def minutes(self) -> int:
        """How long it takes at the counters, in whole slots."""
        return sum(leg.slots * leg.schedule.slot_minutes for leg in self.legs)

    @property
    def persons_at_most(self) -> int:
        return most_persons(self.services)

    @property
    def name(self) -> str:
        """What is done, in words: '出生登记、首次申领身份证'."""
        names = "、".join(service.name for service in self.services)
        if len(names) <= NAME_LENGTH:
            return names
        return f"{self.service.name[: NAME_LENGTH - 10]}等 {len(self.services)} 项"

    @property
    def errand(self) -> str:
        """What is done and, of several persons, for how many."""
        return errands.counted(self.name, self.persons)

    @property
    def seats(self) -> int:
        """How many people one start has room for, for whoever asks."""
        return self.seats_of(self.schedule)

    def seats_of(self, schedule: ScheduleEntry) -> int:
        return schedule.seats + (schedule.desk_seats if self.by_desk else 0)

    @property
    def pausing(self) -> bool:
        """Whether missed visits close this door: never the desk's, never an urgent one."""
        urgent = any(service.booking_urgent for service in self.services)
        return not self.by_desk and not urgent


_FOUND: WeakKeyDictionary[Catalogue, dict[tuple[str, str], Offer]] = WeakKeyDictionary()
"""They go with the catalogue they were read from."""


def find_offer(catalogue: Catalogue, asked: str, station_id: str) -> Offer | None:
    """The offer behind a page's address, or None when nothing is booked there.

    Asked again, the very same object.
    """
    known = _FOUND.setdefault(catalogue, {})
    offer = known.get((asked, station_id))
    if offer is None:
        offer = _read(catalogue, asked, station_id)
        if offer is not None:
            if len(known) >= REMEMBERED:
                known.clear()
            known[asked, station_id] = offer
    return offer


def _read(catalogue: Catalogue, asked: str, station_id: str) -> Offer | None:
    station = catalogue.stations.get(station_id)
    services, persons = services_asked(catalogue, asked)
    if station is None or station.booking is None or not services:
        return None
    if not 1 <= persons <= most_persons(services):
        return None
    legs = _legs(station, services, persons)
    if not legs:
        return None
    first, *further = legs
    ahead = (s.booking_days_ahead for s in services)
    lead = (s.booking_lead_minutes for s in services)
    booking = station.booking
    return Offer(
        station=station,
        service=first.services[0],
        schedule=first.schedule,
        calendar=catalogue.calendar,
        days_ahead=min(booking.days_ahead if a is None else a for a in ahead),
        lead_minutes=max(booking.lead_minutes if m is None else m for m in lead),
        open_per_phone=catalogue.appointments.open_per_phone,
        open_per_person=catalogue.appointments.open_per_person,
        beside=first.services[1:],
        further=tuple(further),
        persons=persons,
    )


def services_asked(
    catalogue: Catalogue, asked: str
) -> tuple[tuple[ServiceEntry, ...], int]:
    """The services of an address, each once, and for how many persons.

    No services when one of them cannot be booked, 0 persons when that is no number.
    """
    things, persons = errands.read(asked)
    ids = tuple(dict.fromkeys(things))
    found = [catalogue.services.get(id_) for id_ in ids]
    if len(ids) > MOST_SERVICES:
        return (), persons
    bookable = tuple(s for s in found if s is not None and s.booking_supported)
    return (bookable if len(bookable) == len(ids) else ()), persons


def most_persons(services: Iterable[ServiceEntry]) -> int:
    """How many may come together for all of this."""
    return min(MOST_PERSONS, *(service.booking_persons for service in services))


def _legs(
    station: StationEntry, services: Iterable[ServiceEntry], persons: int
) -> tuple[Leg, ...]:
    """One leg a pool, in the order in which the pools are first needed."""
    pools: dict[str, Leg] = {}
    for service in services:
        schedule = station.schedule_for(service.id)
        if schedule is None:
            return ()
        leg = pools.get(schedule.id, Leg(schedule, (), persons))
        pools[schedule.id] = replace(leg, services=(*leg.services, service))
    return tuple(pools.values())


@lru_cache(maxsize=256)
def at_the_desk(offer: Offer) -> Offer:
    """The same for the clerk: the desk's own seats, until the time begins."""
    return replace(by_a_clerk(offer), by_desk=True, lead_minutes=0)


@lru_cache(maxsize=256)
def by_a_clerk(offer: Offer) -> Offer:
    """The public's seats and times, but no limit for people of one name, whom a clerk
    can tell apart."""
    return replace(offer, open_per_person=0)


def horizon(offer: Offer, now: datetime) -> tuple[date, date]:
    """The first and the last day one may book today."""
    today = local_day(now)
    return today, today + timedelta(days=offer.days_ahead)


def released_at(offer: Offer, day: date) -> date:
    """From which midnight on this day can be booked."""
    return day - timedelta(days=offer.days_ahead)


def earliest(offer: Offer, now: datetime) -> datetime:
    return now + timedelta(minutes=offer.lead_minutes)
