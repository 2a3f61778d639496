"""Which station a dispute goes to."""

from pathlib import Path
from typing import Any

import pytest

from forms_app.disputes.routing import competent_station
from forms_app.refusals import NoStation
from tests import forms_builders
from tests.disputes_builders import CENTRE, JUSTICE, POLICE, a_catalogue


@pytest.mark.parametrize(
    ("kind", "area", "station"),
    [
        ("neighbour", "qiaodong", JUSTICE),
        ("neighbour", "qiaodong-huanxi", JUSTICE),
        ("injury-light", "qiaodong-huanxi", POLICE),
        ("neighbour", "chunhe", "chunhe-justice-office"),
        ("injury-light", "chunhe", "chunhe-police-station"),
        ("petition", "qiaodong", CENTRE),
    ],
)
def test_the_first_way_and_the_area_name_the_station(
    tmp_path: Path, kind: str, area: str, station: str
) -> None:
    catalogue = a_catalogue(tmp_path)

    found = competent_station(
        catalogue, catalogue.dispute_types[kind], catalogue.areas[area]
    )

    assert found.station_id == station
    assert catalogue.station_name(station) in found.why
    assert catalogue.areas[area].name in found.why


def stations(**takes: bool) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = forms_builders.a_catalogue()["stations"]
    for station in found:
        key = station["kind"]
        station["takes_disputes"] = takes.get(key, station["takes_disputes"])
    return found


def test_where_the_station_takes_no_disputes_the_centre_does(tmp_path: Path) -> None:
    catalogue = a_catalogue(tmp_path, stations=stations(justice_office=False))

    found = competent_station(
        catalogue, catalogue.dispute_types["neighbour"], catalogue.areas["qiaodong"]
    )

    assert found.station_id == CENTRE
    assert found.way_kind == "people_mediation"
    assert "统一登记" in found.why


def test_a_station_no_longer_published_is_passed_over(tmp_path: Path) -> None:
    left = [s for s in stations() if s["id"] != JUSTICE]
    catalogue = a_catalogue(tmp_path, stations=left)

    found = competent_station(
        catalogue, catalogue.dispute_types["neighbour"], catalogue.areas["qiaodong"]
    )

    assert found.station_id == CENTRE


def test_where_nobody_is_left_the_person_is_told_whom_to_call(tmp_path: Path) -> None:
    none = stations(justice_office=False, governance_center=False)
    catalogue = a_catalogue(tmp_path, stations=none)

    with pytest.raises(NoStation) as refusal:
        competent_station(
            catalogue, catalogue.dispute_types["neighbour"], catalogue.areas["qiaodong"]
        )
    assert "12348" in refusal.value.message
