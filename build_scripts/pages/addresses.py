"""Where each record's page is: one rule a type, relative to the site's root."""

from __future__ import annotations

from build_scripts.catalogue.model import (
    Agency,
    Alert,
    Area,
    Article,
    DisputeType,
    Form,
    Law,
    LegalEvent,
    LifeEvent,
    Material,
    Notice,
    Page,
    Quiz,
    Record,
    Service,
    SiteConfig,
    Station,
    VolunteerGroup,
)

FOLDER = {
    "agencies": "agencies",
    "alerts": "alerts",
    "areas": "areas",
    "articles": "articles",
    "codes": "v",
    "dispute_types": "disputes",
    "events": "events",
    "forms": "sheets",
    "laws": "laws",
    "life_events": "life-events",
    "materials": "materials",
    "notices": "notices",
    "pages": "pages",
    "quizzes": "quizzes",
    "services": "services",
    "stations": "stations",
    "volunteers": "volunteers",
}
"""Table → the folder its records' pages lie in."""

_TABLE: dict[type[Record], str] = {
    Agency: "agencies",
    Alert: "alerts",
    Area: "areas",
    Article: "articles",
    DisputeType: "dispute_types",
    Form: "forms",
    Law: "laws",
    LegalEvent: "events",
    LifeEvent: "life_events",
    Material: "materials",
    Notice: "notices",
    Page: "pages",
    Quiz: "quizzes",
    Service: "services",
    Station: "stations",
    VolunteerGroup: "volunteers",
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


def home_address(config: SiteConfig, service: str) -> str:
    """The forms' page where a visit at home or a delivery is asked for."""
    return f"{config.forms_path}/home-visit/{service}"


def letter_address(config: SiteConfig, kind: str, area: str = "") -> str:
    """The forms' page where one writes a 'question' or a 'wish' to a station."""
    query = f"?area={area}" if area else ""
    return f"{config.forms_path}/letter/{kind}{query}"


def mistake_address(forms_path: str, page: str) -> str:
    """The forms' page where one says what is wrong on a page."""
    return f"{forms_path}/letter/mistake?page={page}"


def dispute_address(config: SiteConfig, dispute_type: str = "") -> str:
    """The forms' first question about danger; the type is chosen beforehand."""
    query = f"?type={dispute_type}" if dispute_type else ""
    return f"{config.forms_path}/dispute/start{query}"
