"""Sample requests of people who cannot come: at every step of their life."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.catalogue import Catalogue
from forms_app.home_visits import queries, requests
from forms_app.home_visits.models import HomeRequest, Kind, Status
from forms_app.home_visits.reach import station_for
from forms_app.home_visits.requests import Wanted
from forms_app.seen import Seen
from forms_app.times import at_local, local_day
from forms_app.vault import Vault

CLERK = "陈晓燕"
MOST = 2
TEN = 10 * 60


@dataclass(frozen=True, slots=True)
class Sample:
    """What somebody in Qiaodong asks for, and how far it has got."""

    name: str
    service: str
    area: str
    address: str
    reason: str
    status: Status
    kind: Kind = Kind.VISIT
    people: int = 1
    part: str = "any"
    answer: str = ""


SAMPLES = (
    Sample(
        *("柳老太", "id-card-renewal", "qiaodong-huanxi", "欢喜村三组井边第二家"),
        "腿摔伤了，下不了床",
        Status.ASKED,
        part="morning",
    ),
    Sample(
        *("石板村村委会", "id-card-renewal", "qiaodong-shiban", "石板村活动室"),
        "村里六位老人的身份证都快到期了",
        Status.PLANNED,
        people=6,
    ),
    Sample(
        *("卫小军", "id-card-renewal", "qiaodong-laojie", "老街社区东巷12号"),
        "孩子刚满月，走不开",
        Status.NOT_POSSIBLE,
        answer="拍照的设备这个月在检修。下月初可以上门，到时请再申请一次。",
    ),
    Sample(
        *("骆志远", "residence-permit", "qiaodong-laojie", "老街社区南门小区3栋"),
        "",
        Status.DONE,
        kind=Kind.DELIVERY,
        part="post",
    ),
)
MAIL_NUMBER = "DEMO0000000001"


def fill(
    session: Session, vault: Vault, catalogue: Catalogue, *, now: datetime
) -> None:
    """Add the samples; asked for twice they are there once."""
    for number, sample in enumerate(SAMPLES):
        if wanted := _wanted(catalogue, sample, number):
            row = requests.ask(session, vault, wanted, most=MOST, now=now)
            if row.status == Status.ASKED:
                _go_on(session, row, sample, now)


def codes(session: Session, vault: Vault) -> Iterator[tuple[str, str, str]]:
    """What can be looked at, its code, and the last digits of its telephone."""
    for what, number in (("上门办", 1), ("寄送", 3)):
        digest = requests.phone_digest(vault, _phone(number))
        if row := queries.latest_of_phone(session, digest):
            yield what, row.reference, _phone(number)[-4:]


def _phone(number: int) -> str:
    """Eleven digits that no telephone in China has."""
    return f"1000000{600 + number:04d}"


def _wanted(catalogue: Catalogue, sample: Sample, number: int) -> Wanted | None:
    service = catalogue.services.get(sample.service)
    if service is None:
        return None
    station = station_for(catalogue, service, sample.kind, sample.area)
    if station is None:
        return None
    return Wanted(
        kind=sample.kind,
        station=station,
        service=service,
        area_id=sample.area,
        name=sample.name,
        phone=_phone(number),
        address=sample.address,
        reason=sample.reason,
        people=sample.people,
        day=None,
        part=sample.part,
        request_key=f"demo-home-{number}",
    )


def _go_on(session: Session, row: HomeRequest, sample: Sample, now: datetime) -> None:
    seen = Seen(row.id, row.version, CLERK)
    if sample.status is Status.PLANNED:
        at = at_local(local_day(now) + timedelta(days=3), TEN)
        requests.step(session, seen, Status.PLANNED, now=now, planned_at=at)
    elif sample.status is Status.NOT_POSSIBLE:
        new = Status.NOT_POSSIBLE
        requests.step(session, seen, new, now=now, answer=sample.answer)
    elif sample.status is Status.DONE:
        requests.step(session, seen, Status.PLANNED, now=now, planned_at=now)
        planned = queries.by_id(session, row.id) or row
        seen = Seen(planned.id, planned.version, CLERK)
        requests.posted(session, seen, MAIL_NUMBER, now=now)
