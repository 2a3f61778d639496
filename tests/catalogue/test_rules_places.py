"""K34x: stations, hours, bookings, areas and the policy's numbers."""

from pathlib import Path

import pytest

from tests.catalogue_builders import (
    CONFIG_PATH,
    SERVICE_PATH,
    STATION_PATH,
    VILLAGE_PATH,
    edited,
    problems_of,
)

COVERAGE = "county: hechuan\ncoverage_roles: [community_officer, mediator]"


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "line"),
    [
        (STATION_PATH, "slot_minutes: 15", "slot_minutes: 4", "K341", 19),
        (STATION_PATH, "slot_minutes: 15", "slot_minutes: 241", "K341", 19),
        (STATION_PATH, "seats: 2", "seats: 0", "K341", 20),
        (STATION_PATH, "seats: 2", "seats: 51", "K341", 20),
        (STATION_PATH, "booking:", "booking:\n  days_ahead: 0", "K341", 15),
        (STATION_PATH, "booking:", "booking:\n  lead_minutes: 10081", "K341", 15),
        (STATION_PATH, "seats: 2", "desk_seats: 51\n      seats: 2", "K341", 20),
        (
            SERVICE_PATH,
            "supported: true,",
            "supported: true, days_ahead: 0,",
            "K351",
            30,
        ),
        (
            SERVICE_PATH,
            "supported: true,",
            "supported: true, lead_minutes: 10081,",
            "K351",
            30,
        ),
        (
            STATION_PATH,
            "[mon, tue], open: [08:30-12:00]",
            "[mon], open: [08:00-12:00]",
            "K342",
            22,
        ),
        (STATION_PATH, "days: [mon, tue], open", "days: [sat], open", "K342", 22),
        (STATION_PATH, "14:30-17:30", "11:30-17:30", "K344", 11),
        (STATION_PATH, "kind: supervision", "kind: counter", "K345", 7),
        (STATION_PATH, "hours:", "station_status: moved\nhours:", "K346", 9),
        *(
            (STATION_PATH, "hours:", f"geo: {point}\nhours:", "K347", 9)
            for point in (
                "{lat: 120.1, lon: 30.2, crs: gcj02}",
                "{lat: 0, lon: 0, crs: wgs84}",
                "{lat: 48.85, lon: 2.35, crs: wgs84}",
            )
        ),
        (VILLAGE_PATH, "000000001001", "00000000100", "K348", 2),
        (VILLAGE_PATH, "000000001001", "330000001001", "K348", 2),
        (
            CONFIG_PATH,
            "county:",
            "appointments: {open_per_phone: 0}\ncounty:",
            "K350",
            5,
        ),
        (CONFIG_PATH, "county:", "disputes: {keep_days: 0}\ncounty:", "K350", 5),
        (
            CONFIG_PATH,
            "county:",
            "disputes: {follow_up_days: [7, 900]}\ncounty:",
            "K350",
            5,
        ),
    ],
)
def test_what_cannot_be_right_is_refused(
    tmp_path: Path, path: str, old: str, new: str, code: str, line: int
) -> None:
    problems = problems_of(tmp_path, edited(path, old, new))

    assert (code, "error") in [(p.code, p.severity) for p in problems]
    found = next(p for p in problems if p.code == code)
    assert (found.path, found.line) == (path, line)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("slot_minutes: 15", "slot_minutes: 5"),
        ("slot_minutes: 15", "slot_minutes: 240"),
        ("seats: 2", "seats: 50"),
        ("hours:", "geo: {lat: 30.2, lon: 120.1, crs: wgs84}\nhours:"),
        ("14:30-17:30", "12:00-17:30"),
        ("      hours:\n        - {days: [mon, tue], open: [08:30-12:00]}\n", ""),
    ],
)
def test_sensible_numbers_pass(tmp_path: Path, old: str, new: str) -> None:
    assert problems_of(tmp_path, edited(STATION_PATH, old, new)) == []


def test_only_offered_services_can_be_booked(tmp_path: Path) -> None:
    other = {
        "content/services/lost.yml": edited(
            SERVICE_PATH, "name: 居民身份证换领", "name: 找东西"
        )[SERVICE_PATH]
    }
    station = edited(
        STATION_PATH, "services: [id-card-renewal]", "services: [id-card-renewal, lost]"
    )
    codes = [p.code for p in problems_of(tmp_path, {**other, **station})]

    assert codes == ["K302", "K340"]


def test_a_schedule_is_bound_to_the_summer_hours_too(tmp_path: Path) -> None:
    summer = (
        "  seasons:\n    - {name: 夏季, start: 05-01, end: 09-30, regular: "
        "[{days: [mon, tue], open: [08:00-12:00]}]}\nofferings:"
    )
    files = edited(STATION_PATH, "offerings:", summer)
    text = str(files[STATION_PATH]).replace(
        "[mon, tue], open: [08:30-12:00]}\n", "[mon, tue], open: [08:00-12:00]}\n"
    )

    assert problems_of(tmp_path, {STATION_PATH: text}) == []


def test_two_schedules_have_two_names(tmp_path: Path) -> None:
    schedule = "    - {id: household, name: 另一个, services: [id-card-renewal], slot_minutes: 10, seats: 1}\n"
    files = edited(STATION_PATH, "  schedules:\n", f"  schedules:\n{schedule}")

    assert [(p.code, p.line) for p in problems_of(tmp_path, files)] == [("K343", 17)]


def test_a_village_without_its_posts_is_a_warning(tmp_path: Path) -> None:
    files = edited(CONFIG_PATH, "county: hechuan", COVERAGE)
    (problem,) = problems_of(tmp_path, files)

    assert (problem.code, problem.severity, problem.path) == (
        "K349",
        "warning",
        VILLAGE_PATH,
    )
    assert "mediator" in problem.zh
    assert "community_officer" not in problem.zh


def test_an_area_code_is_given_once(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, edited(VILLAGE_PATH, "01001", "01000"))

    assert [p.code for p in problems] == ["K348"]
