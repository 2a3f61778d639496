"""The parts of HSDS 3.0's schemas that our tables use, written from the published ones.

https://github.com/openreferral/specification, schema/*.json of version 3.0: names,
required ones (`tabular_required` included), enumerations and the datapackage types.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

UUID = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
WORDS = {"type": "string", "minLength": 1}
TEXT = {"type": "string"}
NUMBER = {"type": "string", "pattern": r"^(-?\d+(\.\d+)?)?$"}
DAY = {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2})?$"}
TIME = {"type": "string", "pattern": r"^\d{2}:\d{2}\+08:00$"}


def _table(required: tuple[str, ...], **properties: object) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


HSDS: Mapping[str, dict[str, Any]] = {
    "organizations": _table(
        ("id", "name", "description"),
        id=UUID,
        name=WORDS,
        alternate_name=TEXT,
        description=WORDS,
        parent_organization_id={"anyOf": [UUID, {"const": ""}]},
    ),
    "services": _table(
        ("id", "name", "status", "organization_id"),
        id=UUID,
        organization_id=UUID,
        name=WORDS,
        alternate_name=TEXT,
        description=TEXT,
        url=TEXT,
        status={"enum": ["active", "inactive", "defunct", "temporarily closed"]},
        application_process=TEXT,
        fees_description=TEXT,
        eligibility_description=TEXT,
        assured_date=DAY,
        alert=TEXT,
    ),
    "locations": _table(
        ("id", "location_type"),
        id=UUID,
        location_type={"enum": ["physical", "postal", "virtual"]},
        organization_id=UUID,
        name=TEXT,
        description=TEXT,
        transportation=TEXT,
        latitude=NUMBER,
        longitude=NUMBER,
    ),
    "service_at_location": _table(
        ("id", "service_id", "location_id"), id=UUID, service_id=UUID, location_id=UUID
    ),
    "phones": _table(
        ("id", "number"),
        id=UUID,
        location_id=TEXT,
        service_id=TEXT,
        organization_id=TEXT,
        number=WORDS,
        type={"enum": ["text", "voice", "fax", "cell", "video", "pager", "textphone"]},
        description=TEXT,
    ),
    "schedules": _table(
        ("id",),
        id=UUID,
        location_id=UUID,
        valid_from=DAY,
        valid_to=DAY,
        timezone=NUMBER,
        freq={"enum": ["WEEKLY", "MONTHLY"]},
        byday={"type": "string", "pattern": "^(MO|TU|WE|TH|FR|SA|SU)(,[A-Z]{2})*$"},
        description=TEXT,
        opens_at=TIME,
        closes_at=TIME,
        notes=TEXT,
    ),
}
"""Table → the schema of one row, whose cells are text."""

JSON_FEED: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$comment": "https://www.jsonfeed.org/version/1.1/",
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": WORDS,
        "home_page_url": WORDS,
        "feed_url": WORDS,
        "language": TEXT,
        "authors": {
            "type": "array",
            "items": {"type": "object", "anyOf": [{"required": ["name"]}]},
        },
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "properties": {
                    "id": WORDS,
                    "url": WORDS,
                    "title": TEXT,
                    "content_text": TEXT,
                    "date_published": {"type": "string", "format": "date-time"},
                },
            },
        },
    },
}
