"""K30x–K31x: a guide is complete and does not contradict itself."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from build_scripts.catalogue.loader import load_catalogue
from build_scripts.catalogue.model import Limit
from build_scripts.catalogue.periods import perhaps_longer, surely_longer
from build_scripts.catalogue.rules_facts import bookable_means_bookable
from tests.catalogue_builders import (
    SERVICE_PATH,
    STATION_PATH,
    TODAY,
    a_catalogue_folder,
    edited,
    problems_of,
)

MATERIALS = "    materials:\n      - {material: old-id-card}\n"
FEES = "fees:\n  - {name: 工本费, amount: 20, basis: 收费文件, pay_online: 是}\n"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        pytest.param(MATERIALS, "", "K301", 14, id="nothing said about materials"),
        pytest.param(
            MATERIALS, f"{MATERIALS}    none_needed: true\n", "K301", 14, id="both"
        ),
        pytest.param("{n: 20,", "{n: 61,", "K303", 20, id="surely longer"),
        pytest.param("n: 20, unit: workday", "n: 70, unit: day", "K303", 20, id="days"),
        pytest.param(
            "project_type: promised", "project_type: instant", "K304", 20, id="instant"
        ),
        pytest.param(
            "{n: 20, unit: workday}", "{unit: instant}", "K304", 20, id="promised"
        ),
        pytest.param("n: 60, unit: day", "unit: day", "K305", 19, id="no number"),
        pytest.param("visit_reason: 要当面采集指纹\n", "", "K306", 21, id="no reason"),
        pytest.param("visits: 1", "visits: 0", "K307", 24, id="no way from home"),
        pytest.param(FEES, "", "K308", 1, id="neither free nor fees"),
        pytest.param(FEES, f"{FEES}free: true\n", "K308", 27, id="free and fees"),
        pytest.param("amount: 20", "amount: 0", "K309", 27, id="a fee of nothing"),
        pytest.param("amount: 20", "amount: -5", "K309", 27, id="a negative fee"),
        pytest.param("amount: 20", "amount: 1.234", "K309", 27, id="three decimals"),
        pytest.param("0000-0000119", "0000-0000110", "K311", 34, id="same number"),
        pytest.param(
            "{supported: true,",
            "{supported: false, required: true,",
            "K312",
            30,
            id="required but not supported",
        ),
    ],
)
def test_a_guide_that_contradicts_itself_is_refused(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    problems = problems_of(tmp_path, edited(SERVICE_PATH, old, new))

    assert [(p.code, p.line, p.severity) for p in problems] == [(code, line, "error")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(MATERIALS, "    none_needed: true\n", id="nothing to bring"),
        pytest.param(FEES, "free: true\n", id="free"),
        pytest.param("visits: 1", "visits: 0\nstatus: published", id="kiosk"),
        pytest.param("visits: 1", "single_id_only: true\nvisits: 1", id="ID card only"),
        pytest.param("{n: 20, unit: workday}", "{n: 60, unit: day}", id="same period"),
    ],
)
def test_a_guide_that_agrees_with_itself_passes(
    tmp_path: Path, old: str, new: str
) -> None:
    files = edited(SERVICE_PATH, old, new)
    text = str(files[SERVICE_PATH]).replace("type: window", "type: kiosk")

    assert problems_of(tmp_path, {SERVICE_PATH: text}) == []


def test_an_instant_service_is_done_in_minutes(tmp_path: Path) -> None:
    files = edited(SERVICE_PATH, "project_type: promised", "project_type: instant")
    text = str(files[SERVICE_PATH])
    for limit in ("{unit: instant}", "{n: 20, unit: minute}"):
        guide = text.replace("{n: 20, unit: workday}", limit)
        assert problems_of(tmp_path, {SERVICE_PATH: guide}) == []


def test_id_card_only_means_nothing_else(tmp_path: Path) -> None:
    files = edited(SERVICE_PATH, "visits: 1", "single_id_only: true\nvisits: 1")
    text = str(files[SERVICE_PATH]).replace("old-id-card}", "household-book}")
    book = {
        "content/materials/household-book.yml": "name: 户口簿\nwhat: 原件\nsource: applicant\n"
    }

    problems = problems_of(tmp_path, {SERVICE_PATH: text, **book})
    assert [(p.code, p.line) for p in problems] == [("K310", 16)]

    optional = text.replace("household-book}", "household-book, need: optional}")
    assert problems_of(tmp_path, {SERVICE_PATH: optional, **book}) == []


def test_a_visit_needs_a_station_that_does_it(tmp_path: Path) -> None:
    nowhere = edited(
        STATION_PATH,
        "offerings:\n  - {service: id-card-renewal, counter: 1 号窗口}\n",
        "",
    )
    assert {p.code for p in problems_of(tmp_path, nowhere)} == {"K302", "K340"}

    by_kind = edited(
        SERVICE_PATH, "visits: 1", "station_kinds: [police_station]\nvisits: 1"
    )
    assert problems_of(tmp_path, {**nowhere, **by_kind}) == []


def test_a_stations_own_promise_keeps_to_the_law_too(tmp_path: Path) -> None:
    files = edited(
        STATION_PATH,
        "counter: 1 号窗口}",
        "promised_limit: {n: 3, unit: month}}",
    )

    assert [p.code for p in problems_of(tmp_path, files)] == ["K303"]


def test_bookable_but_no_schedule_is_a_warning(tmp_path: Path) -> None:
    text = str(edited(STATION_PATH, "booking:", "x:")[STATION_PATH]).split("x:")[0]
    text += "reviewed_on: 2026-11-01\n"
    problems = problems_of(tmp_path, {STATION_PATH: text})

    assert [(p.code, p.severity) for p in problems] == [("K312", "warning")]


@pytest.mark.parametrize(
    ("promised", "statutory", "surely", "perhaps"),
    [
        ((20, "workday"), (60, "day"), False, False),
        ((20, "workday"), (20, "day"), True, True),
        ((7, "workday"), (10, "day"), False, True),
        ((30, "day"), (1, "month"), False, True),
        ((32, "day"), (1, "month"), True, True),
        ((2, "month"), (60, "day"), False, True),
        ((24, "hour"), (1, "workday"), False, False),
        ((25, "hour"), (1, "day"), True, True),
        ((0, "instant"), (1, "minute"), False, False),
        ((10, "workday"), (10, "workday"), False, False),
        ((11, "workday"), (10, "workday"), True, True),
    ],
)
def test_periods_of_unlike_units_are_compared_with_care(
    promised: tuple[int, str],
    statutory: tuple[int, str],
    surely: bool,
    perhaps: bool,
) -> None:
    one = Limit(n=promised[0], unit=promised[1])  # type: ignore[arg-type]
    other = Limit(n=statutory[0], unit=statutory[1])  # type: ignore[arg-type]

    assert (surely_longer(one, other), perhaps_longer(one, other)) == (surely, perhaps)


def test_a_promise_a_long_holiday_could_break_is_a_warning(tmp_path: Path) -> None:
    files = edited(SERVICE_PATH, "{n: 60, unit: day}", "{n: 30, unit: day}")
    (problem,) = problems_of(tmp_path, files)

    assert (problem.code, problem.severity) == ("K303", "warning")


def test_a_service_from_home_needs_no_station(tmp_path: Path) -> None:
    text = (
        str(edited(SERVICE_PATH, "visits: 1", "visits: 0")[SERVICE_PATH])
        .replace("type: window", "type: online")
        .replace("supported: true", "supported: false")
        .replace("visit_reason: 要当面采集指纹\n", "")
    )
    station = str(edited(STATION_PATH, "offerings:", "x:")[STATION_PATH]).split("x:")[0]
    station += "reviewed_on: 2026-11-01\n"

    assert problems_of(tmp_path, {SERVICE_PATH: text, STATION_PATH: station}) == []


def test_nothing_is_shorter_than_at_once(tmp_path: Path) -> None:
    files = edited(SERVICE_PATH, "{n: 60, unit: day}", "{unit: instant}")

    assert [p.code for p in problems_of(tmp_path, files)] == ["K303"]


def test_a_draft_needs_no_station_yet(tmp_path: Path) -> None:
    draft = edited(SERVICE_PATH, "visits: 1", "status: draft\nvisits: 1")
    station = str(edited(STATION_PATH, "offerings:", "x:")[STATION_PATH]).split("x:")[0]
    station += "reviewed_on: 2026-11-01\n"
    problems = problems_of(tmp_path, {**draft, STATION_PATH: station})

    assert "K302" not in {p.code for p in problems}


def test_booking_may_be_required_where_it_is_supported(tmp_path: Path) -> None:
    files = edited(SERVICE_PATH, "supported: true", "supported: true, required: true")

    assert problems_of(tmp_path, files) == []


def test_before_any_station_is_written_nobody_asks_for_schedules(
    tmp_path: Path,
) -> None:
    catalogue, _ = load_catalogue(a_catalogue_folder(tmp_path))
    assert catalogue is not None
    without = replace(catalogue, stations={})

    assert list(bookable_means_bookable(without, TODAY)) == []
