"""Who offers what: the indexes must answer as the definition would, record by record."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import (
    ARTICLES_CITING,
    DISPUTES_CITING,
    EVENTS_CITING,
    INDEXES,
    SERVICES_ASKING_FOR,
    SERVICES_CITING,
    SERVICES_OF_AGENCY,
    STATIONS_OF_AGENCY,
)
from build_scripts.catalogue.loader import load_catalogue
from build_scripts.catalogue.model import Citation, Offering, Text
from build_scripts.catalogue.public import in_use, offering, public_catalogue
from build_scripts.catalogue.related import (
    home_of,
    offered_at,
    offerings,
    stations_for,
)
from tests.record_builders import a_service, a_station, an_area, an_article
from tests.site_builders import ROOT, TODAY, a_catalogue, a_life_event, by_id


@pytest.fixture(scope="module")
def own() -> Catalogue:
    catalogue, problems = load_catalogue(Path(ROOT))
    assert catalogue is not None, problems
    return public_catalogue(catalogue, TODAY)


def by_definition(catalogue: Catalogue) -> set[tuple[str, str]]:
    return {
        (station.id, service.id)
        for station in catalogue.stations.values()
        for service in catalogue.services.values()
        if in_use(station)
        and service.status == "published"
        and offering(station, service)
    }


def test_every_offering_of_the_county_is_found(own: Catalogue) -> None:
    found = list(offerings(own))
    assert set(found) == by_definition(own)
    assert len(found) == len(set(found)) > 100


def test_the_answers_from_either_side_agree(own: Catalogue) -> None:
    in_force = by_definition(own)
    for station in filter(in_use, own.stations.values()):
        for service in offered_at(own, station):
            assert (station.id, service) in in_force
            assert station.id in stations_for(own, service)


@pytest.mark.parametrize("status", ["suspended", "withdrawn"])
def test_what_is_not_in_force_is_offered_nowhere_but_known(status: str) -> None:
    named, kind = a_station(), a_station(id="b", offerings=())
    catalogue = a_catalogue(
        services=by_id(a_service(status=status)), stations=by_id(named, kind)
    )
    assert list(offerings(catalogue)) == []
    assert offered_at(catalogue, named) == ()
    assert stations_for(catalogue, "id-card-renewal") == ("b", named.id)


def test_a_closed_station_has_services_but_no_offerings() -> None:
    closed = a_station(station_status="closed")
    catalogue = a_catalogue(stations=by_id(closed))
    assert list(offerings(catalogue)) == []
    assert stations_for(catalogue, "id-card-renewal") == ()
    assert offered_at(catalogue, closed) == ("id-card-renewal",)


def test_a_service_that_is_gone_is_not_offered() -> None:
    named = a_station(offerings=(Offering(service="gone"),))
    catalogue = a_catalogue(stations=by_id(named), services={})
    assert list(offerings(catalogue)) == []
    assert offered_at(catalogue, named) == ()


def test_a_station_belongs_to_one_township_or_to_the_county() -> None:
    areas = {
        **a_catalogue().areas,
        "jinshi": an_area("jinshi", "锦市街道", "township", "hechuan"),
    }
    stations = by_id(
        a_station(id="village", areas_served=("huanxi",)),
        a_station(id="town", areas_served=("qiaodong", "huanxi")),
        a_station(id="both", areas_served=("qiaodong", "jinshi")),
        a_station(id="county", areas_served=("hechuan",)),
        a_station(id="lost", areas_served=("nowhere",)),
    )
    catalogue = a_catalogue(areas=areas, stations=stations)
    homes = {key: home_of(catalogue, key) for key in stations}
    assert homes == {
        "village": "qiaodong",
        "town": "qiaodong",
        "both": "hechuan",
        "county": "hechuan",
        "lost": "hechuan",
    }


def test_papers_and_agencies_are_found_from_the_other_side() -> None:
    event = replace(
        a_life_event(), legal_basis=(Citation(law="id-card-law", article="1"),)
    )
    catalogue = a_catalogue(life_events=by_id(event))
    law, agency = "id-card-law", "county-psb"
    assert catalogue.ids_by(SERVICES_ASKING_FOR, "booklet") == ("id-card-renewal",)
    assert catalogue.ids_by(SERVICES_CITING, law) == ("id-card-renewal",)
    assert catalogue.ids_by(EVENTS_CITING, law) == ("child-born",)
    assert catalogue.ids_by(ARTICLES_CITING, law) == ("fake-police",)
    assert "neighbour" in catalogue.ids_by(DISPUTES_CITING, law)
    assert catalogue.ids_by(SERVICES_OF_AGENCY, agency) == ("id-card-renewal",)
    assert "qiaodong-police-station" in catalogue.ids_by(STATIONS_OF_AGENCY, agency)


@pytest.mark.parametrize("status", ["suspended", "withdrawn"])
def test_an_agency_lists_only_what_is_in_force(status: str) -> None:
    catalogue = a_catalogue(
        services=by_id(a_service(status=status)),
        stations=by_id(a_station(status=status)),
    )
    assert catalogue.ids_by(SERVICES_OF_AGENCY, "county-psb") == ()
    assert catalogue.ids_by(STATIONS_OF_AGENCY, "county-psb") == ()


def test_no_index_looks_at_words() -> None:
    """Else an edit of a sentence would make pages again that do not show it."""
    other = Text("别的话")
    plain = a_catalogue()
    told: dict[str, dict[str, object]] = {
        "services": by_id(a_service(name=other, summary=other, eligibility=other)),
        "stations": by_id(
            *(replace(s, name=other, intro=other) for s in plain.stations.values())
        ),
        "articles": by_id(an_article(name=other, summary=other, body="别的")),
        "areas": by_id(*(replace(a, name=other) for a in plain.areas.values())),
    }
    changed = a_catalogue(**told)
    for index in INDEXES:
        assert plain.all_ids_by(index) == changed.all_ids_by(index), index.name
