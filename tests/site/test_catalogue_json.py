"""catalogue.json keeps its contract with the forms."""

from __future__ import annotations

import json
from typing import Any

from msgspec.structs import replace

from build_scripts.artefacts.catalogue_json import catalogue_json
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model.common import Text
from build_scripts.catalogue.model.services import BookingRule
from forms_app.catalogue import load_catalogue as read_by_forms
from tests.record_builders import a_service, a_station
from tests.site_builders import BuiltSite, a_catalogue


def compiled(catalogue: Catalogue | None = None) -> Any:
    return json.loads(catalogue_json(catalogue or a_catalogue()))


def test_the_top_of_the_file_is_as_agreed() -> None:
    whole = compiled()
    assert whole["schema_version"] == "1.4"
    assert set(whole) == {
        *("schema_version", "site", "policy", "calendar", "agencies", "areas"),
        *("stations", "services", "life_events", "dispute_types", "hotlines"),
        "triage",
    }
    assert whole["site"] == {
        "name": "家门口",
        "tagline": "办事少跑一趟",
        "operator": "禾川县公安局",
        "demo": True,
        "county": "禾川县",
        "forms_path": "forms",
    }
    assert whole["policy"]["appointments"]["open_per_phone"] == 3
    assert whole["policy"]["appointments"]["misses_before_pause"] == 2
    assert whole["policy"]["disputes"]["police_referral_hours"] == 24
    assert whole["calendar"]["years"] == {"2026": False, "2027": True}
    assert whole["calendar"]["holidays"] == {"2027-01-01": "元旦"}


def test_a_station_carries_hours_booking_and_what_it_offers() -> None:
    station = compiled()["stations"][0]
    assert station["hours"]["regular"] == [
        {
            "days": ["mon", "tue", "wed", "thu", "fri"],
            "open": ["08:30-12:00", "14:00-17:30"],
        }
    ]
    assert station["hours"]["seasons"][0]["start"] == "05-01"
    assert station["hours"]["seasons"][0]["end"] == "09-30"
    assert station["hours_text"].startswith("周一至周五 08:30-12:00，14:00-17:30")
    assert station["booking"]["schedules"][0]["slot_minutes"] == 15
    assert station["booking"]["schedules"][0]["desk_seats"] == 0
    assert station["offers"] == ["id-card-renewal"]
    assert station["kind_label"] == "派出所"
    assert station["url"] == "stations/qiaodong-police-station.html"


def test_a_station_that_is_closed_takes_no_bookings() -> None:
    closed = a_station(station_status="closed_temporarily")
    stations = {"qiaodong-police-station": closed}
    assert compiled(a_catalogue(stations=stations))["stations"][0]["booking"] is None


def test_a_service_carries_its_stations_fee_and_checklist() -> None:
    service = compiled()["services"][0]
    assert service["stations"] == ["qiaodong-police-station"]
    assert service["fee_text"] == "20 元/证"
    first, second = service["checklist"][0]["items"]
    assert (first["name"], first["need_label"]) == ("原居民身份证", "必须带")
    assert (second["copies"], second["need"]) == (1, "optional")
    assert service["checklist"][1]["items"] == []


def test_a_service_may_have_booking_numbers_of_its_own() -> None:
    rule = BookingRule(
        supported=True, rule=Text("先约"), days_ahead=30, lead_minutes=0, urgent=True
    )
    services = {"id-card-renewal": a_service(booking=rule)}
    own = compiled(a_catalogue(services=services))["services"][0]
    assert own["booking_days_ahead"] == 30
    assert own["booking_lead_minutes"] == 0
    assert own["booking_urgent"]
    plain = compiled()["services"][0]
    assert (plain["booking_days_ahead"], plain["booking_urgent"]) == (None, False)


def test_a_village_inherits_its_townships_stations() -> None:
    by_id = {area["id"]: area for area in compiled()["areas"]}
    assert by_id["huanxi"]["stations"]["police"] == "qiaodong-police-station"
    assert by_id["huanxi"]["stations"]["kiosk"] == ""
    assert by_id["hechuan"]["stations"]["police"] == ""
    assert by_id["hechuan"]["url"] == "areas/index.html"


def test_a_way_cites_the_article_in_plain_words() -> None:
    way = compiled()["dispute_types"][0]["ways"][0]
    assert way["citations"] == [
        {
            "law": "id-card-law",
            "law_name": "居民身份证法",
            "article": "12-1",
            "gist": "可以调解。",
            "url": "laws/id-card-law.html",
        }
    ]


def test_only_what_is_in_force_is_listed() -> None:
    for status in ("draft", "suspended", "withdrawn"):
        services = {"id-card-renewal": a_service(status=status)}
        whole = compiled(a_catalogue(services=services))
        assert whole["services"] == []
        assert whole["stations"][0]["offers"] == []


def test_the_same_catalogue_gives_the_same_bytes() -> None:
    catalogue = a_catalogue()
    backwards = replace(
        catalogue, calendar=replace(catalogue.calendar, years={2027: True, 2026: False})
    )
    assert catalogue_json(catalogue) == catalogue_json(backwards)


def test_the_forms_can_read_what_the_build_writes(
    site: BuiltSite, tmp_path: Any
) -> None:
    file = tmp_path / "catalogue.json"
    file.write_bytes(site.files["catalogue.json"])
    read = read_by_forms(file)
    assert "id-card-renewal" in read.services
    assert "qiaodong-police-station" in read.stations
