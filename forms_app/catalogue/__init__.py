"""What the forms know of the catalogue: the compiled `catalogue.json`, nothing else."""

from forms_app.catalogue.entries import (
    AreaEntry,
    Catalogue,
    DisputeTypeEntry,
    ScheduleEntry,
    ServiceEntry,
    StationEntry,
    TriageEntry,
    TriageQuestionEntry,
    TriageRuleEntry,
    WayEntry,
)
from forms_app.catalogue.published import PublishedCatalogue
from forms_app.catalogue.reader import CatalogueUnreadable, load_catalogue

__all__ = [
    "AreaEntry",
    "Catalogue",
    "CatalogueUnreadable",
    "DisputeTypeEntry",
    "PublishedCatalogue",
    "ScheduleEntry",
    "ServiceEntry",
    "StationEntry",
    "TriageEntry",
    "TriageQuestionEntry",
    "TriageRuleEntry",
    "WayEntry",
    "load_catalogue",
]
