"""Where a rush takes place: a site of one station, keys, an empty database, its past."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from forms_app import migrate
from forms_app.appointments.offers import Offer, find_offer
from forms_app.catalogue import load_catalogue
from forms_app.database import connect, reading, transaction
from forms_app.times import at_local, local_day
from forms_app.vault import Vault, create_keys, load_vault

SERVICE, POOL = "rush-service", "rush"
STATIONS = tuple(f"rush-{n}" for n in range(30))
SEATS, SLOT_MINUTES, DAYS_AHEAD = 4, 30, 14
OPEN_HOUR, SLOTS_A_DAY = 6, 32
HOT_STARTS = 20
Place = tuple[str, datetime]
"""Station and start."""
EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclass(frozen=True, slots=True)
class Ground:
    """One installation of the benchmark's own."""

    folder: Path
    url: str
    engine: Engine
    vault: Vault
    offers: Mapping[str, Offer]
    """By station."""
    now: datetime

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DOORSTEP_SITE": str(self.folder / "site"),
            "DOORSTEP_INSTANCE": str(self.folder / "instance"),
            "DATABASE_URL": self.url.replace("postgresql+psycopg://", "postgresql://"),
        }

    def hot(self) -> list[Place]:
        """Few times at one station that everybody wants."""
        return [(STATIONS[0], start) for start in self._starts(2)[:HOT_STARTS]]

    def cold(self) -> list[Place]:
        """Far more times than people, at many stations."""
        starts = [s for day in range(3, DAYS_AHEAD) for s in self._starts(day)]
        return [(station, start) for station in STATIONS for start in starts]

    def _starts(self, day: int) -> list[datetime]:
        opens = at_local(local_day(self.now) + timedelta(days=day), OPEN_HOUR * 60)
        step = timedelta(minutes=SLOT_MINUTES)
        return [opens + n * step for n in range(SLOTS_A_DAY)]


def prepare(folder: Path, url: str, shells: Path, now: datetime) -> Ground:
    """Write the site, make the keys, bring the database to the newest step.

    `shells`: the folder shell/ of a built site, so that pages weigh what they weigh.
    """
    site = folder / "site"
    shutil.copytree(shells, site / "shell")
    text = json.dumps(_catalogue(local_day(now)), ensure_ascii=False)
    (site / "catalogue.json").write_text(text, encoding="utf-8")
    create_keys(folder / "instance" / "keys")
    ground = opened(folder, url, now)
    migrate.upgrade(ground.engine)
    return ground


def opened(folder: Path, url: str, now: datetime) -> Ground:
    """What `prepare` has made, once more: for another process."""
    catalogue = load_catalogue(folder / "site" / "catalogue.json")
    found = {id_: find_offer(catalogue, SERVICE, id_) for id_ in STATIONS}
    offers = {id_: offer for id_, offer in found.items() if offer is not None}
    vault = load_vault(folder / "instance" / "keys")
    return Ground(folder, url, connect(url), vault, offers, now)


def fill_the_past(ground: Ground, count: int) -> None:
    """So many visits of the last months, done and still with their person."""
    if not count:
        return
    dialect = ground.engine.dialect.name
    until = ground.now - timedelta(days=1)
    with transaction(ground.engine) as session:
        values = {"count": count, "until": f"{until:%Y-%m-%d %H:%M:%S}"}
        session.connection().exec_driver_sql(PAST[dialect] % values)
    if dialect == "postgresql":
        with ground.engine.connect().execution_options(
            isolation_level="AUTOCOMMIT"
        ) as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
            # Written long ago, not in the seconds before: nothing waits to reach the disk.
            connection.exec_driver_sql("CHECKPOINT")


def oversold(ground: Ground) -> int:
    """How many more were given than there are seats; 0 in every run, or it is a bug."""
    with reading(ground.engine) as session:
        over = session.connection().exec_driver_sql(OVERSOLD % {"seats": SEATS})
        twice = session.connection().exec_driver_sql(TWICE)
        return int(over.scalar() or 0) + int(twice.scalar() or 0)


def booked(ground: Ground) -> int:
    with reading(ground.engine) as session:
        found = session.connection().exec_driver_sql(
            "SELECT count(*) FROM appointment WHERE status = 'booked'"
        )
        return int(found.scalar() or 0)


OVERSOLD = (
    "SELECT coalesce(sum(n - %(seats)d), 0) FROM (SELECT count(*) AS n FROM appointment "
    "WHERE status = 'booked' GROUP BY station_id, schedule_id, starts_at) AS given WHERE n > %(seats)d"
)
TWICE = (
    "SELECT count(*) - count(DISTINCT station_id || schedule_id || starts_at || seat) "
    "FROM appointment WHERE status = 'booked'"
)
COLUMNS = (
    "INSERT INTO appointment (reference, station_id, service_id, service_name, "
    "schedule_id, starts_at, minutes, seat, status, kind, name_sealed, phone_sealed, "
    "whom_sealed, phone_digest, phone_place, request_key, sequence, version, "
    "created_at, changed_at, changed_by) "
)
PAST = {
    "sqlite": COLUMNS
    + "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many "
    "WHERE n < %(count)d), visit(n, starts) AS (SELECT n, strftime("
    "'%%Y-%%m-%%d %%H:%%M:%%S.000000', '%(until)s', "
    "'-' || ((%(count)d - n) / 120 * 30) || ' minutes') FROM many) "
    "SELECT printf('%%08X', n * 2654435761 %% 4294967296), 'rush-' || (n %% 30), "
    "'rush-service', '换证', 'rush', starts, 5, 1 + (n / 30) %% 4, 'fulfilled', 'booked', "
    "randomblob(40), randomblob(45), randomblob(34), randomblob(32), NULL, "
    "substr(replace(starts, '-', ''), 3, 6) || lower(hex(randomblob(29))), "
    "0, 2, starts, starts, '' FROM visit",
    "postgresql": COLUMNS
    + "SELECT upper(lpad(to_hex(mod(n * 2654435761, 4294967296)), 8, '0')), "
    "'rush-' || mod(n, 30), 'rush-service', '换证', 'rush', starts, 5, "
    "1 + mod(n / 30, 4), 'fulfilled', 'booked', decode(md5(n::text), 'hex'), "
    "decode(md5(n::text), 'hex'), decode(md5(n::text), 'hex'), "
    "decode(md5(n::text) || md5('x' || n), 'hex'), NULL, to_char(starts, 'YYMMDD') || "
    "left(md5(n::text) || md5('y' || n), 58), 0, 2, starts, starts, '' "
    "FROM (SELECT n, timestamptz '%(until)s+00' - "
    "make_interval(mins => (%(count)d - n)::int / 120 * 30) AS starts "
    "FROM generate_series(1::bigint, %(count)d) AS n) AS visit",
}
"""Written by the engine itself: a million through the app would take an hour.  In the
order of their days, with codes and digests all over their range, as they come about."""


def _catalogue(today: date) -> dict[str, Any]:
    """The smallest catalogue.json with a counter that is always open."""
    return {
        "schema_version": "1.2",
        "site": {
            "name": "测速",
            "tagline": "",
            "operator": "测速",
            "demo": True,
            "county": "测速",
            "forms_path": "forms",
        },
        "policy": {
            "appointments": {
                "cancel_until_minutes": 60,
                "open_per_phone": 3,
                "keep_days": 90,
            },
            "disputes": dict.fromkeys(DISPUTE_CLOCKS, 3),
            "emergency": ["110"],
        },
        "calendar": {
            "years": {str(today.year): False, str(today.year + 1): False},
            "holidays": {},
            "makeup_workdays": {},
        },
        "agencies": [],
        "areas": [],
        "stations": [_station(station) for station in STATIONS],
        "services": [_service()],
        "dispute_types": [],
        "hotlines": [],
    }


DISPUTE_CLOCKS = (
    *("accept_workdays", "referral_workdays", "police_referral_hours"),
    *("mediation_days", "keep_days"),
)


def _station(station: str) -> dict[str, Any]:
    week = [{"days": EVERY_DAY, "open": ["06:00-22:00"]}]
    return {
        "id": station,
        "name": "测速站",
        "kind": "police_station",
        "kind_label": "派出所",
        "agencies": [],
        "areas_served": [],
        "address": "测速路 1 号",
        "landmark": "",
        "phones": [{"kind": "counter", "number": "0000-0000001", "note": ""}],
        "hours": {
            "regular": week,
            "seasons": [],
            "public_holidays": "as_usual",
            "holiday_open": [],
            "makeup_workdays": "as_workday",
            "duty_24h": False,
            "exceptions": [],
        },
        "hours_text": "每天 6:00–22:00",
        "booking": {
            "days_ahead": DAYS_AHEAD,
            "lead_minutes": 60,
            "schedules": [
                {
                    "id": POOL,
                    "name": "窗口",
                    "services": [SERVICE],
                    "slot_minutes": SLOT_MINUTES,
                    "seats": SEATS,
                    "hours": [],
                }
            ],
        },
        "takes_disputes": False,
        "offers": [SERVICE],
        "url": f"stations/{station}.html",
    }


def _service() -> dict[str, Any]:
    return {
        "id": SERVICE,
        "name": "换证",
        "plain_name": "换证",
        "summary": "换证",
        "url": "services/rush-service.html",
        "free": True,
        "fee_text": "",
        "booking_supported": True,
        "booking_rule": "",
        "stations": list(STATIONS),
        "checklist": [],
    }
