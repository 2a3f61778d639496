"""Open data: every file can be read back by somebody else's library or schema."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date

import feedparser
import jsonschema
import pytest
from msgspec.structs import replace

from build_scripts.artefacts.open_data import hsds
from build_scripts.artefacts.open_data.csv_text import csv_line
from build_scripts.artefacts.open_data.files import data_files
from build_scripts.artefacts.open_data.tables import CSV
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.loader import load_catalogue
from build_scripts.catalogue.public import public_catalogue
from tests.record_builders import T, a_config, a_service, a_station, an_article
from tests.site.hsds_schemas import HSDS, JSON_FEED
from tests.site_builders import ROOT, TODAY, a_catalogue, by_id

Files = Mapping[str, bytes]


def files_of(catalogue: Catalogue) -> Files:
    return dict(data_files(catalogue))


@pytest.fixture(scope="module")
def own() -> Files:
    catalogue, problems = load_catalogue(ROOT)
    assert catalogue is not None, problems
    return files_of(public_catalogue(catalogue, TODAY))


def rows(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_every_file_for_spreadsheets_has_a_mark_a_head_and_whole_rows(
    own: Files,
) -> None:
    for table, spec in CSV.items():
        content = own[f"data/{table}.csv"]
        found = rows(content)

        assert content.startswith(b"\xef\xbb\xbf")
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert found, table
        for row in found:
            assert list(row) == [column.name for column in spec.columns]
            assert None not in row.values()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+8613", "'+8613"),
        ("-x", "'-x"),
        ("\t=1", "'\t=1"),
        ("-12.5", "-12.5"),
        ("0000-0000001", "0000-0000001"),
        ('甲,"乙"', '"甲,""乙"""'),
        ("两\n行", '"两\n行"'),
    ],
)
def test_no_cell_is_a_formula_and_every_cell_comes_back(
    cell: str, written: str
) -> None:
    line = csv_line([cell, "x"])

    assert line == f"{written},x\r\n"
    (read,) = csv.reader(io.StringIO(line, newline=""), strict=True)
    assert read == [written if cell != written and written[0] == "'" else cell, "x"]


def test_only_what_is_published_is_given_away() -> None:
    hidden = a_service(id="hidden", status="withdrawn")
    found = files_of(a_catalogue(services=by_id(a_service(), hidden)))

    assert "hidden" not in found["data/services.csv"].decode()
    assert hsds.uuid_of("service/hidden") not in str(found["data/hsds/services.csv"])
    assert "service/hidden" in found["data/changes.jsonl"].decode()


def test_the_hsds_tables_are_what_the_standard_asks_for(own: Files) -> None:
    for table, schema in HSDS.items():
        found = rows(own[f"data/hsds/{table}.csv"])

        assert found, table
        for row in found:
            jsonschema.validate(row, schema)
        assert len({row["id"] for row in found}) == len(found)


def test_what_the_hsds_tables_name_is_in_them(own: Files) -> None:
    tables = {table: rows(own[f"data/hsds/{table}.csv"]) for table in HSDS}
    owners = {"organization_id": "organizations", "service_id": "services"}
    owners |= {"location_id": "locations", "parent_organization_id": "organizations"}
    known = {table: {row["id"] for row in found} for table, found in tables.items()}

    for found in tables.values():
        for row in found:
            for field, table in owners.items():
                assert row.get(field, "") in known[table] | {""}


def test_the_datapackages_describe_the_files_beside_them(own: Files) -> None:
    for folder in ("data/", "data/hsds/"):
        told = json.loads(own[f"{folder}datapackage.json"])
        for resource in told["resources"]:
            found = rows(own[f"{folder}{resource['path']}"])
            names = [field["name"] for field in resource["schema"]["fields"]]
            assert list(found[0]) == names


def test_a_suspended_service_is_temporarily_closed() -> None:
    paused = a_service(status="suspended", status_note=T("系统升级。"))
    found = files_of(a_catalogue(services=by_id(paused)))

    (row,) = rows(found["data/hsds/services.csv"])
    assert (row["status"], row["alert"]) == ("temporarily closed", "系统升级。")


def test_a_season_is_told_with_the_dates_it_has_next() -> None:
    found = files_of(replace(a_catalogue(), today=TODAY))

    seasons = [r for r in rows(found["data/hsds/schedules.csv"]) if r["valid_from"]]
    for row in seasons:
        assert row["valid_from"] <= row["valid_to"]
        assert date.fromisoformat(row["valid_to"]) >= TODAY


def test_every_atom_feed_is_read_by_a_feed_reader(own: Files) -> None:
    feeds = [url for url in own if url.startswith("data/feeds/") and url[-3:] == "xml"]
    assert {"data/feeds/all.xml", "data/feeds/area-qiaodong.xml"} <= {*feeds}
    for url in feeds:
        told = feedparser.parse(own[url])

        assert not told.bozo, url
        assert told.version == "atom10"
        assert told.feed.id.startswith("urn:uuid:")
        assert told.feed.updated_parsed
        assert len({entry.id for entry in told.entries}) == len(told.entries)
        for entry in told.entries:
            assert entry.title
            assert entry.link
            assert entry.updated_parsed


def test_every_json_feed_keeps_to_its_schema_and_tells_the_same(own: Files) -> None:
    for url in own:
        if url.startswith("data/feeds/") and url.endswith(".json"):
            told = json.loads(own[url])
            jsonschema.validate(told, JSON_FEED)
            atom = feedparser.parse(own[url.replace(".json", ".xml")])
            assert [i["id"] for i in told["items"]] == [e.id for e in atom.entries]


def test_a_township_s_feed_tells_what_is_for_its_villages() -> None:
    catalogue = a_catalogue(
        articles=by_id(
            an_article(id="village", areas=("huanxi",)),
            an_article(id="county", areas=("hechuan",)),
            an_article(id="everybody", areas=()),
        )
    )
    found = files_of(catalogue)

    def told(feed: str) -> set[str]:
        items = json.loads(found[f"data/feeds/{feed}.json"])["items"]
        return {item["url"].rpartition("/")[2].removesuffix(".html") for item in items}

    assert {"village"} <= told("area-qiaodong")
    assert not {"county", "everybody"} & told("area-qiaodong")
    assert {"village", "county", "everybody"} <= told("all")


def test_the_newest_comes_first_and_a_feed_does_not_grow_for_ever() -> None:
    many = [
        an_article(id=f"a{n:02d}", published_on=date(2026, 1, 1 + n % 28))
        for n in range(70)
    ]
    found = files_of(a_catalogue(articles=by_id(*many)))

    items = json.loads(found["data/feeds/topic-id-card.json"])["items"]
    dates = [item["date_published"] for item in items]
    assert len(items) == 50
    assert dates == sorted(dates, reverse=True)


def test_where_the_site_s_address_is_known_links_are_whole() -> None:
    config = a_config(site_url="https://example.gov.cn/jmk/")
    found = files_of(a_catalogue(config=config))

    (row,) = rows(found["data/services.csv"])
    assert row["网页"] == "https://example.gov.cn/jmk/services/id-card-renewal.html"
    entry = feedparser.parse(found["data/feeds/all.xml"]).entries[0]
    assert entry.link.startswith("https://example.gov.cn/jmk/")


def test_changes_are_told_from_dates_in_the_records() -> None:
    station = a_station(opened_on=date(2026, 3, 1), reviewed_on=date(2026, 11, 2))
    found = files_of(a_catalogue(stations=by_id(station)))
    lines = [json.loads(line) for line in found["data/changes.jsonl"].splitlines()]

    about = [(x["date"], x["change"]) for x in lines if station.id in x["record"]]
    assert about == [("2026-11-02", "checked"), ("2026-03-01", "appeared")]
    assert [x["date"] for x in lines] == sorted(
        (x["date"] for x in lines), reverse=True
    )


def test_what_was_taken_down_is_told_when() -> None:
    gone = a_service(status="withdrawn", reviewed_on=date(2026, 11, 3))
    found = files_of(a_catalogue(services=by_id(gone)))
    lines = map(json.loads, found["data/changes.jsonl"].splitlines())

    (about,) = [line for line in lines if line["record"] == f"service/{gone.id}"]
    assert (about["date"], about["change"]) == ("2026-11-03", "withdrawn")


def test_the_same_catalogue_gives_the_same_files() -> None:
    assert files_of(a_catalogue()) == files_of(a_catalogue())
