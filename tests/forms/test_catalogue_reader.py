"""The forms read the compiled catalogue, and keep the last good one."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from forms_app.catalogue import CatalogueUnreadable, PublishedCatalogue, load_catalogue
from tests.forms_builders import a_catalogue, a_published_site


def test_a_station_knows_its_hours_its_phone_and_its_schedule(tmp_path: Path) -> None:
    catalogue = load_catalogue(a_published_site(tmp_path) / "catalogue.json")
    station = catalogue.stations["qiaodong-police-station"]

    assert station.phone == "0000-0000101"
    assert station.hours.regular[0].open[0].text == "08:30-12:00"
    schedule = station.schedule_for("id-card-renewal")
    assert schedule is not None
    assert schedule.seats == 2
    assert station.schedule_for("passport") is None
    assert not catalogue.calendar.is_working_day(date(2026, 10, 5))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"schema_version": "1.0"}', '{"schema_version": "2.0"}']
)
def test_a_file_we_cannot_use_is_refused_with_a_sentence(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "catalogue.json"
    path.write_text(text)

    with pytest.raises(CatalogueUnreadable):
        load_catalogue(path)


def test_a_new_catalogue_is_seen_and_a_broken_one_leaves_the_last(
    tmp_path: Path,
) -> None:
    path = a_published_site(tmp_path) / "catalogue.json"
    published = PublishedCatalogue(path)
    assert published.current().site.name == "家门口"

    data = a_catalogue()
    data["site"]["name"] = "新名字"
    path.write_text(json.dumps(data))
    os.utime(path, ns=(2, 2))
    assert published.current().site.name == "新名字"

    path.write_text("{")
    os.utime(path, ns=(3, 3))
    assert published.current().site.name == "新名字"
    path.unlink()
    assert published.current().site.name == "新名字"


def test_without_any_catalogue_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(CatalogueUnreadable, match="doorstep build"):
        PublishedCatalogue(tmp_path / "catalogue.json").current()


def test_an_unreadable_file_is_read_and_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = a_published_site(tmp_path) / "catalogue.json"
    published = PublishedCatalogue(path)
    published.current()
    for number, text in enumerate(("{", "[]"), start=1):
        path.write_text(text)
        os.utime(path, ns=(number, number))
        for _ in range(3):
            assert published.current().site.name == "家门口"

    assert len(caplog.records) == 2
    path.write_text(json.dumps(a_catalogue() | {"hotlines": []}))
    assert published.current().hotlines == ()
