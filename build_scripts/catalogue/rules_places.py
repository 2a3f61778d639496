"""K34x: stations, their hours and bookings, and areas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import AREAS_BY_CODE
from build_scripts.catalogue.model import Record, Schedule, Station
from build_scripts.catalogue.offered import offered, offers
from build_scripts.catalogue.walk import values_at
from build_scripts.problems import Problem, Severity
from build_scripts.shared.opening_hours import Interval, WeekRule

SLOT_MINUTES, SEATS, DESK_SEATS = range(5, 241), range(1, 51), range(51)
DAYS_AHEAD = range(1, 91)
MINUTES = range(1, 241)
PERSONS, MINUTES_MORE = range(1, 7), range(241)
LEAD_MINUTES = range(7 * 24 * 60 + 1)
BOOKABLE_HOURS = Interval(6 * 60, 22 * 60)
_MUST_HAVE_SUPERVISION = ("police_station", "justice_office", "governance_center")


def schedules_book_what_the_station_offers(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K340: a schedule takes bookings for a service the station does not do.

    能预约的事项，本站要能办。
    """
    for station in catalogue.stations.values():
        for pointer, wanted in values_at(station, "booking/schedules/*/services/*"):
            service = catalogue.once(offered, wanted)
            if service is not None and not offers(station, wanted, service):
                yield _problem(
                    station,
                    "K340",
                    pointer,
                    (f"本站不办“{service.name}”", f"'{wanted}' is not offered here"),
                    "请在 offerings 里加上，或者从这里去掉",
                )


def schedules_have_sensible_numbers(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K341: slot length, seats, days ahead, lead time or minutes are out of range.

    一个号 5 到 240 分钟，同时 1 到 50 个号，提前 1 到 90 天，最晚提前不超过 7 天，一件事 1 到 240 分钟。
    """
    ranges = {
        "booking/schedules/*/slot_minutes": SLOT_MINUTES,
        "booking/schedules/*/seats": SEATS,
        "booking/schedules/*/desk_seats": DESK_SEATS,
        "booking/days_ahead": DAYS_AHEAD,
        "booking/lead_minutes": LEAD_MINUTES,
        "offerings/*/minutes": MINUTES,
    }
    for station in catalogue.stations.values():
        if station.booking is None:
            continue
        for steps, allowed in ranges.items():
            for pointer, value in values_at(station, steps):
                if value is not None and value not in allowed:
                    yield out_of_range(station.path, pointer, value, allowed, "K341")


def services_have_sensible_booking_numbers(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K351: a service's own days ahead, lead time, minutes or persons are out of range.

    一件事自己的规矩：提前 1 到 90 天，最晚提前不超过 7 天，1 到 240 分钟，一个号最多 6 个人；不写就按站点的。
    """
    for service in catalogue.services.values():
        for name, allowed in (
            ("days_ahead", DAYS_AHEAD),
            ("lead_minutes", LEAD_MINUTES),
            ("minutes", MINUTES),
            ("persons", PERSONS),
            ("minutes_more", MINUTES_MORE),
        ):
            value = getattr(service.booking, name)
            if value is not None and value not in allowed:
                pointer = f"booking/{name}"
                yield out_of_range(service.path, pointer, value, allowed, "K351")


def schedules_keep_to_opening_hours(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K342: a schedule is open when the station is not, or in the night.

    可约的时段只能在站点开放时间以内，而且在 6 点到 22 点之间。
    """
    for station in catalogue.stations.values():
        for pointer, rule in values_at(station, "booking/schedules/*/hours/*"):
            for index, span in enumerate(rule.open):
                if not _bookable(station, rule, span):
                    yield _problem(
                        station,
                        "K342",
                        f"{pointer}/open/{index}",
                        (
                            f"可约时段 {span.text} 不在站点开放时间里",
                            f"{span.text} is outside the opening hours",
                        ),
                        "请对照本站 hours 里这几天的开放时间",
                    )


def schedules_are_named_once(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K343: two schedules of a station have the same id.

    同一个站点里，可约窗口的编号不能重复。
    """
    for station in catalogue.stations.values():
        seen: set[str] = set()
        for pointer, schedule in values_at(station, "booking/schedules/*"):
            if isinstance(schedule, Schedule) and schedule.id in seen:
                yield _problem(
                    station,
                    "K343",
                    f"{pointer}/id",
                    (f"编号“{schedule.id}”用了两次", f"'{schedule.id}' is used twice"),
                    "请换一个编号",
                )
            seen.add(schedule.id)


def opening_hours_do_not_overlap(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K344: two opening hours of one weekday overlap.

    同一天的开放时段互相重叠了。
    """
    for station in catalogue.stations.values():
        weeks = [("hours/regular", station.hours.regular)]
        weeks += [
            (f"{pointer}/regular", season.regular)
            for pointer, season in values_at(station, "hours/seasons/*")
        ]
        weeks += [
            (f"{pointer}/hours", schedule.hours)
            for pointer, schedule in values_at(station, "booking/schedules/*")
        ]
        for pointer, week in weeks:
            if _overlaps(week):
                yield _problem(
                    station,
                    "K344",
                    pointer,
                    ("同一天的时段互相重叠", "opening hours overlap"),
                    "请检查星期有没有写重复，时段有没有交叉",
                )


def stations_name_a_supervisor(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K345: a police station, justice office or governance centre has no
    supervision number.

    派出所、司法所、综治中心要公布监督投诉电话。
    """
    for station in catalogue.stations.values():
        kinds = {phone.kind for phone in station.phones}
        if station.kind in _MUST_HAVE_SUPERVISION and "supervision" not in kinds:
            yield _problem(
                station,
                "K345",
                "phones",
                ("没有监督投诉电话", "there is no supervision number"),
                '请加一条 {kind: supervision, number: "…"}',
            )


def moved_stations_say_where(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K346: a station has moved, but nobody says where.

    搬迁的站点要写搬到了哪里。
    """
    for station in catalogue.stations.values():
        if (station.station_status == "moved") != bool(station.moved_to):
            yield _problem(
                station,
                "K346",
                "station_status",
                ("搬迁和新站点要一起写", "moved and moved_to belong together"),
                "搬迁写 station_status: moved 和 moved_to: 新站点编号",
            )


def area_codes_are_codes(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K348: an area's code is not twelve digits, or used twice.

    行政区划代码是 12 位数字，不能重复；演示数据用 00 开头。
    """
    for area in catalogue.areas.values():
        demo = catalogue.config.demo and not area.code.startswith("00")
        again = catalogue.ids_by(AREAS_BY_CODE, area.code)[:1] != (area.id,)
        if not re.fullmatch(r"[0-9]{12}", area.code) or demo or again:
            yield _problem(
                area,
                "K348",
                "code",
                (f"区划代码“{area.code}”不对", f"'{area.code}' is not a fresh code"),
                "12 位数字，不能和别的地区相同；演示数据用 00 开头",
            )


def villages_have_their_posts(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K349: a village lacks a post that site_config.yml asks for (warning).

    村和社区缺了 coverage_roles 要求的岗位联系人。
    """
    for area in catalogue.areas.values():
        if area.level not in ("village", "community"):
            continue
        filled = {post.role for post in area.posts}
        missing = [r for r in catalogue.config.coverage_roles if r not in filled]
        if missing:
            yield _problem(
                area,
                "K349",
                "",
                (
                    f"缺少岗位联系人：{'、'.join(missing)}",
                    f"posts are missing: {', '.join(missing)}",
                ),
                "请在 posts 里补上",
                severity="warning",
            )


RULES = (
    schedules_book_what_the_station_offers,
    schedules_have_sensible_numbers,
    services_have_sensible_booking_numbers,
    schedules_keep_to_opening_hours,
    schedules_are_named_once,
    opening_hours_do_not_overlap,
    stations_name_a_supervisor,
    moved_stations_say_where,
    area_codes_are_codes,
    villages_have_their_posts,
)


def _bookable(station: Station, rule: WeekRule, span: Interval) -> bool:
    if not (BOOKABLE_HOURS.start <= span.start and span.end <= BOOKABLE_HOURS.end):
        return False
    weeks = [station.hours.regular, *(s.regular for s in station.hours.seasons)]
    return all(
        any(
            open_.start <= span.start and span.end <= open_.end
            for week in weeks
            for usual in week
            if day in usual.days
            for open_ in usual.open
        )
        for day in rule.days
    )


def _overlaps(week: tuple[WeekRule, ...]) -> bool:
    for day in {day for rule in week for day in rule.days}:
        spans = sorted(s for rule in week if day in rule.days for s in rule.open)
        if any(after.start < before.end for before, after in pairwise(spans)):
            return True
    return False


def out_of_range(
    path: str, pointer: str, value: int, allowed: range, code: str
) -> Problem:
    return Problem(
        path,
        code=code,
        pointer=pointer,
        zh=f"{value} 不在合理范围里",
        en=f"{value} is out of range",
        hint_zh=f"请写 {allowed.start} 到 {allowed.stop - 1} 之间的数",
        hint_en=f"{allowed.start} to {allowed.stop - 1}",
    )


def _problem(
    record: Record,
    code: str,
    pointer: str,
    sentence: tuple[str, str],
    hint: str,
    severity: Severity = "error",
) -> Problem:
    return Problem(
        record.path,
        code=code,
        pointer=pointer,
        zh=sentence[0],
        en=sentence[1],
        hint_zh=hint,
        severity=severity,
    )
