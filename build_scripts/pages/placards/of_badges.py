"""防走失胸牌: badges for the old and for children, and the page their code leads to.

Nothing about anybody is printed or kept here: a badge says whom to call, and a number
that the police station writes on it by hand and keeps in a book of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import STATIONS_OF_KIND
from build_scripts.catalogue.model import Station
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Frame, Link, PhoneLine
from build_scripts.pages.navigation import HOME
from build_scripts.pages.parts import first_number, public_phones
from build_scripts.pages.placards.codes import scanned
from build_scripts.pages.placards.frame import Told, qr_of
from build_scripts.shared.frozen import Frozen

ANCHOR = "badges"
ISSUED_BY = "police_station"
A_SHEET = 6
_QR_COUNTS_FOR_NOTHING = 10**9


class BadgeSheet(Frozen, kw_only=True):
    station: str
    phone: str
    badges: tuple[int, ...] = tuple(range(A_SHEET))


class FoundPage(Frozen, kw_only=True):
    """For whoever has found somebody with a badge."""

    frame: Frame
    phones: tuple[PhoneLine, ...]
    station: Link
    where: str


def badges_of(catalogue: Catalogue, station: Station) -> Told | None:
    """A sheet of badges to cut out; None where nobody answers at night."""
    if not gives_badges(station):
        return None
    found = scanned(catalogue.config, found_address(station.id))
    return Told(
        anchor=ANCHOR,
        kind="防走失胸牌",
        headline="剪下来，别在衣服上",
        body="badges",
        shown=BadgeSheet(station=station.name, phone=_duty(station)),
        room=_QR_COUNTS_FOR_NOTHING,
        passing=catalogue.once(qr_of, found),
    )


def gives_badges(station: Station) -> bool:
    return station.kind == ISSUED_BY and bool(_duty(station))


def found_address(station_id: str) -> str:
    return f"found/{station_id}.html"


def found_pages(catalogue: Catalogue) -> Iterator[tuple[str, Callable[[], FoundPage]]]:
    """Address and page for every police station."""
    for key in catalogue.ids_by(STATIONS_OF_KIND, ISSUED_BY):
        yield found_address(key), partial(found_page, catalogue, key)


def found_page(catalogue: Catalogue, station_id: str) -> FoundPage:
    station = catalogue.stations[station_id]
    return FoundPage(
        frame=Frame(
            title="您遇到的人可能走失了",
            head_title="有人走失",
            description="遇到戴防走失胸牌的老人、孩子怎么办。",
            crumbs=(HOME,),
        ),
        phones=_to_call(station),
        station=Link(station.name, address(station)),
        where=f"{station.address.full}{station.address.room}",
    )


def _to_call(station: Station) -> tuple[PhoneLine, ...]:
    police = PhoneLine("110", "报警")
    duty = _duty(station)
    return (PhoneLine(duty, station.name), police) if duty else (police,)


def _duty(station: Station) -> str:
    duty = tuple(phone for phone in public_phones(station) if phone.kind == "duty")
    return first_number(duty)
