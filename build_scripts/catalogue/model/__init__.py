"""Every type of the catalogue: plain frozen dataclasses, no library, no file access."""

from build_scripts.catalogue.model.common import (
    Citation,
    Limit,
    Link,
    Phone,
    Record,
    Text,
)
from build_scripts.catalogue.model.learning import Article, Page
from build_scripts.catalogue.model.papers import (
    Law,
    Material,
    NeededMaterial,
)
from build_scripts.catalogue.model.places import (
    Agency,
    Area,
    Offering,
    Post,
    Schedule,
    Station,
)
from build_scripts.catalogue.model.registers import (
    CalendarYear,
    DisputeType,
    Hotline,
    SearchWord,
    Way,
)
from build_scripts.catalogue.model.services import (
    ApplicantVariant,
    Fee,
    LifeEvent,
    Service,
)
from build_scripts.catalogue.model.site import SiteConfig

__all__ = [
    "Agency",
    "ApplicantVariant",
    "Area",
    "Article",
    "CalendarYear",
    "Citation",
    "DisputeType",
    "Fee",
    "Hotline",
    "Law",
    "LifeEvent",
    "Limit",
    "Link",
    "Material",
    "NeededMaterial",
    "Offering",
    "Page",
    "Phone",
    "Post",
    "Record",
    "Schedule",
    "SearchWord",
    "Service",
    "SiteConfig",
    "Station",
    "Text",
    "Way",
]
