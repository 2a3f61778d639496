"""Sample bookings for the fictional county: every page of one police station has something.

Some coming days with bookings, a visit of several services, a full day with people who
wait for it, and today's line at the counter with numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import product

from sqlalchemy.orm import Session

from forms_app.appointments import (
    changes,
    counter,
    queries,
    tickets,
    waiting,
    waiting_line,
)
from forms_app.appointments.booking import Wish, take_seat
from forms_app.appointments.changes import Step
from forms_app.appointments.counter import WalkIn
from forms_app.appointments.days import Day
from forms_app.appointments.offers import Offer, find_offer
from forms_app.appointments.people import Person, phone_digest
from forms_app.appointments.waiting import Asked
from forms_app.catalogue import Catalogue
from forms_app.seen import Seen
from forms_app.times import local_day
from forms_app.vault import Vault

STATION = "qiaodong-police-station"
SERVICES = ("id-card-renewal", "birth-registration")
TOGETHER = "birth-registration+id-card-first"
FAMILY, CHILDREN = "id-card-renewal*3", ("邵小满", "邵小禾")
CLERK = "陈晓燕"
NAMES = ("刘桂香", "马建国", "许倩", "曹大山", "方秀英", "江有福", "孟小雨", "鲁师傅")
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", ("秀兰", "志强", "晓梅", "大勇", "玉珍")
SERVED, CALLED = "served", "called"
WALKED_IN = (("袁大爷", SERVED), ("史小梅", CALLED), ("童阿姨", ""), ("葛师傅", ""))
WAITING = (("秦月娥", ""), ("尤建华", "尤老太"), ("许小河", ""))
FULL_AFTER = timedelta(days=2)
MOST_SEATS = 200


def fill(
    session: Session, vault: Vault, catalogue: Catalogue, *, now: datetime
) -> None:
    """Add the samples, unless they are here already."""
    if queries.has_booked(session, phone_digest(vault, _phone(0))):
        return
    for number, name in enumerate(NAMES):
        offer = find_offer(catalogue, SERVICES[number % len(SERVICES)], STATION)
        if offer:
            _book_free(session, vault, offer, Person(name, _phone(number)), now)
    if several := find_offer(catalogue, TOGETHER, STATION):
        _book_free(session, vault, several, Person("邵小云", _phone(20)), now)
    if family := find_offer(catalogue, FAMILY, STATION):
        mother = Person("邵小云", _phone(21), others=CHILDREN)
        _book_free(session, vault, family, mother, now)
    if wanted := find_offer(catalogue, SERVICES[0], STATION):
        _fill_a_day(session, vault, catalogue, wanted, now)
        _line_at_the_counter(session, vault, wanted, now)


def codes(session: Session, vault: Vault) -> Iterator[tuple[str, str, str]]:
    """What can be looked at, its code, and the last digits of its telephone."""
    for what, number in (
        ("预约", 0),
        ("一次办几件事", 20),
        ("三个人一起", 21),
        ("现场取号", 502),
    ):
        digest = phone_digest(vault, _phone(number))
        if row := queries.latest_of_phone(session, digest):
            yield what, row.reference, _phone(number)[-4:]
    for what, number in (("候补，轮到了", 400), ("候补，还在等", 401)):
        digest = phone_digest(vault, _phone(number))
        if wait := waiting_line.latest_of_phone(session, digest):
            yield what, wait.reference, _phone(number)[-4:]


def _book_free(
    session: Session, vault: Vault, offer: Offer, person: Person, now: datetime
) -> None:
    """One of the next free times, not all next to each other."""
    free = [
        slot
        for day in queries.days_on_offer(session, offer, now=now)
        for slot in day.slots
    ]
    if free:
        start = free[int(person.phone) * 2 % len(free)].starts_at
        _book(session, vault, offer, start, person, now)


def _fill_a_day(
    session: Session, vault: Vault, catalogue: Catalogue, offer: Offer, now: datetime
) -> None:
    """One coming day without a free time, three who wait for it, one seat given back."""
    day = _day_to_fill(queries.days_on_offer(session, offer, now=now), now)
    if day is None:
        return
    people = _people()
    given = ""
    starts = [slot.starts_at for slot in day.slots for _ in range(slot.free)]
    for number, start in enumerate(starts):
        person = Person(next(people), _phone(100 + number))
        given = _book(session, vault, offer, start, person, now)
    for number, (name, whom) in enumerate(WAITING):
        asked = Asked(
            Person(name, _phone(400 + number), whom),
            day.day,
            day.day,
            f"demo-wait-{number}",
        )
        waiting.join(session, vault, offer, asked, most=1, now=now)
    if row := queries.by_reference(session, given):
        freed = changes.cancel(session, row, limit_minutes=0, now=now)
        waiting.give_on(session, catalogue, freed, now=now)


def _day_to_fill(days: Sequence[Day], now: datetime) -> Day | None:
    """Not today and not tomorrow, so that those who wait can be asked in time."""
    soonest = local_day(now + FULL_AFTER)
    return next((d for d in days if d.day >= soonest and 0 < d.free < MOST_SEATS), None)


def _line_at_the_counter(
    session: Session, vault: Vault, offer: Offer, now: datetime
) -> None:
    """Who is here today: one is done, one is at the counter, the others wait."""
    for number, (name, how_far) in enumerate(WALKED_IN):
        guest = WalkIn(
            station_id=offer.station.id,
            schedule_id=offer.schedule.id,
            service=offer.service,
            person=Person(name, _phone(500 + number)),
            minutes=offer.schedule.slot_minutes,
            request_key=f"demo-walk-in-{number}",
            by=CLERK,
        )
        came = now - timedelta(minutes=25 - 5 * number)
        row_id = counter.walk_in(session, vault, guest, now=came)
        row = queries.by_id(session, row_id)
        if row is None or not how_far:
            continue
        tickets.call(session, row, now=came + timedelta(minutes=10))
        if how_far == SERVED:
            seen = Seen(row.id, row.version, CLERK)
            changes.work(session, Step.FULFIL, seen, now=now)


def _book(
    session: Session,
    vault: Vault,
    offer: Offer,
    start: datetime,
    person: Person,
    now: datetime,
) -> str:
    wish = Wish(starts_at=start, person=person, request_key=f"demo {person.phone}")
    return take_seat(session, vault, offer, wish, now=now)


def _people() -> Iterator[str]:
    """Names enough for a full day."""
    while True:
        for given, surname in product(GIVEN, SURNAMES):
            yield f"{surname}{given}"


def _phone(number: int) -> str:
    """Eleven digits that no telephone in China has."""
    return f"1000000{number:04d}"
