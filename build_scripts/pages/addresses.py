"""Where each record's page is: one rule a type, relative to the site's root."""

from __future__ import annotations

from build_scripts.catalogue.model import (
    Agency,
    Area,
    Article,
    DisputeType,
    Law,
    LifeEvent,
    Material,
    Page,
    Record,
    Service,
    SiteConfig,
    Station,
)

FOLDER = {
    "agencies": "agencies",
    "areas": "areas",
    "articles": "articles",
    "dispute_types": "disputes",
    "laws": "laws",
    "life_events": "life-events",
    "materials": "materials",
    "pages": "pages",
    "services": "services",
    "stations": "stations",
}
"""Table → the folder its records' pages lie in."""

_TABLE: dict[type[Record], str] = {
    Agency: "agencies",
    Area: "areas",
    Article: "articles",
    DisputeType: "dispute_types",
    Law: "laws",
    LifeEvent: "life_events",
    Material: "materials",
    Page: "pages",
    Service: "services",
    Station: "stations",
}


def address(record: Record, config: SiteConfig | None = None) -> str:
    """'services/id-card-renewal.html'; the county itself is 'areas/index.html'."""
    if config is not None and isinstance(record, Area):
        return area_address(record.id, config)
    return f"{FOLDER[_TABLE[type(record)]]}/{record.id}.html"


def area_address(area_id: str, config: SiteConfig) -> str:
    return f"areas/{'index' if area_id == config.county else area_id}.html"


def offering_address(service: str, station: str) -> str:
    """The page of a service as this station does it."""
    return f"stations/{station}/{service}.html"


def booking_address(config: SiteConfig, service: str, station: str = "") -> str:
    """The forms' page where a time for a service is chosen."""
    tail = f"/{station}" if station else ""
    return f"{config.forms_path}/book/{service}{tail}"


def dispute_address(config: SiteConfig, dispute_type: str = "") -> str:
    """The forms' first question about danger; the type is chosen beforehand."""
    query = f"?type={dispute_type}" if dispute_type else ""
    return f"{config.forms_path}/dispute/start{query}"
