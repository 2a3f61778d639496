"""When a clock runs out the next station up is proposed; a person decides."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from forms_app.catalogue import Catalogue
from forms_app.disputes import escalation, referrals
from forms_app.disputes.escalation import Rung
from forms_app.disputes.referrals import HandOver
from forms_app.vault import Vault
from tests.disputes_builders import CENTRE, JUSTICE, MONDAY, Register, a_catalogue, read
from tests.forms.case_builders import CENTRE_HEAD, HEAD, Desk, take
from tests.forms_builders import a_catalogue as the_file
from tests.forms_builders import a_station

GRID = "huanxi-grid-station"
VILLAGE, COUNTY = "huanxi-mediation-room", "county-centre"
LONG_AFTER = datetime(2026, 6, 1, tzinfo=UTC)


def a_ladder(folder: Path, *without: str) -> Catalogue:
    """Grid, village, township and county; `without` leaves stations out."""
    more: list[dict[str, Any]] = [
        a_station(
            GRID,
            "三社网格站",
            "grid_station",
            areas=["qiaodong-huanxi"],
            takes_disputes=True,
        ),
        a_station(
            VILLAGE,
            "欢喜村调解室",
            "mediation_room",
            areas=["qiaodong-huanxi"],
            takes_disputes=True,
        ),
        a_station(
            COUNTY,
            "县综治中心",
            "governance_center",
            areas=["hechuan"],
            takes_disputes=True,
        ),
    ]
    stations = [s for s in [*the_file()["stations"], *more] if s["id"] not in without]
    return a_catalogue(folder, stations=stations)


@pytest.mark.parametrize(
    ("here", "without", "up"),
    [
        (Rung.GRID, (), VILLAGE),
        (Rung.GRID, (VILLAGE,), CENTRE),
        (Rung.VILLAGE, (), CENTRE),
        (Rung.VILLAGE, (CENTRE,), "qiaodong-police-station"),
        (Rung.TOWN, (), CENTRE),
        (Rung.TOWN, (CENTRE,), COUNTY),
        (Rung.TOWN_CENTRE, (), COUNTY),
        (Rung.TOWN_CENTRE, (COUNTY,), None),
        (Rung.COUNTY, (), None),
    ],
)
def test_the_ladder_goes_up_one_rung_at_a_time(
    tmp_path: Path, here: Rung, without: tuple[str, ...], up: str | None
) -> None:
    catalogue = a_ladder(tmp_path, *without)
    area = catalogue.areas["qiaodong-huanxi"]

    found = escalation.next_up(catalogue, area, here)

    assert (found.id if found else None) == up


def test_a_station_stands_where_its_widest_area_is(tmp_path: Path) -> None:
    catalogue = a_ladder(tmp_path)

    assert escalation.rung_of(catalogue, GRID) is Rung.GRID
    assert escalation.rung_of(catalogue, VILLAGE) is Rung.VILLAGE
    assert escalation.rung_of(catalogue, JUSTICE) is Rung.TOWN
    assert escalation.rung_of(catalogue, CENTRE) is Rung.TOWN_CENTRE
    assert escalation.rung_of(catalogue, COUNTY) is Rung.COUNTY
    assert escalation.rung_of(catalogue, "no-longer-published") is Rung.TOWN


def test_a_case_climbs_from_the_grid_to_the_county_a_rung_for_each_clock(
    engine: Engine, vault: Vault, tmp_path: Path
) -> None:
    """Each time only proposed: what moves it is somebody handing it over."""
    register = Register(engine, vault, a_ladder(tmp_path))
    case_id = register.a_case(station=GRID, source="counter")
    now, path = MONDAY, [GRID]
    while True:
        now += timedelta(days=40)
        case = register.case(case_id)
        ends = case.due_last or case.accept_by
        found = escalation.proposal(register.catalogue, case, ends, (), now)
        assert found is not None
        assert register.case(case_id).holder_station == path[-1]
        if not found.station_id:
            break
        path.append(found.station_id)
        climb(register, case_id, found, now)

    assert path == [GRID, VILLAGE, CENTRE, COUNTY]
    assert "请负责人定怎么办" in found.why


def climb(
    register: Register, case_id: int, found: escalation.Proposal, now: datetime
) -> None:
    wish = HandOver(found.station_id, found.why, found.ground, "agreed")
    register.work(
        case_id, lambda work, case: referrals.hand_over(work, case, wish), now
    )
    register.work(case_id, referrals.take_over, now)


@pytest.mark.parametrize(
    ("steps", "now", "proposed"),
    [
        ((), MONDAY + timedelta(days=3), False),
        ((), MONDAY + timedelta(days=4), True),
        (("accept",), MONDAY + timedelta(days=4), False),
        (("accept",), LONG_AFTER, True),
        (("accept", "plan"), LONG_AFTER, True),
        (("refer",), LONG_AFTER, False),
        (("accept", "plan", "agree"), LONG_AFTER, False),
        (("decline",), LONG_AFTER, False),
    ],
)
def test_only_a_clock_that_ran_out_proposes(
    register: Register, steps: tuple[str, ...], now: datetime, proposed: bool
) -> None:
    case = register.case(register.a_case(*steps))
    ends = case.due_last or case.accept_by

    found = escalation.proposal(register.catalogue, case, ends, (), now)

    assert (found is not None) is proposed


def test_the_desk_proposes_and_a_person_hands_over(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("accept")
    desk = desk_as(HEAD)

    page = read(desk, f"/cases/{case_id}")
    assert "建议报到镇街综治中心：桥东镇综治中心" in page.text
    chosen = page.soup.select_one("#hand-over option[selected]")
    assert chosen is not None
    assert chosen["value"] == CENTRE
    assert register.case(case_id).holder_station == JUSTICE

    take(desk, register, case_id, "hand-over")
    assert "建议报到" not in read(desk, f"/cases/{case_id}").text
    take(desk_as(CENTRE_HEAD), register, case_id, "take-over")
    assert register.case(case_id).holder_station == CENTRE


def test_a_hand_over_nobody_answers_is_shown_to_both(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("refer")

    for grant in (HEAD, CENTRE_HEAD):
        page = read(desk_as(grant), f"/cases/{case_id}")
        assert "没有在期限内答复" in page.text


def test_who_keeps_the_case_says_why_and_is_not_asked_again(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    desk = desk_as(HEAD)
    assert take(desk, register, case_id, "stay", reason=" ").status == 422

    page = take(desk, register, case_id, "stay", reason="双方约好下周再谈")

    assert "建议报到" not in page.text
    assert "双方约好下周再谈" in page.text
    assert take(desk, register, case_id, "stay").status == 422
