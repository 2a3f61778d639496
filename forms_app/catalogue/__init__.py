"""What the forms know of the catalogue: the compiled `catalogue.json`, nothing else."""

from forms_app.catalogue.entries import (
    AreaEntry,
    Catalogue,
    Checklist,
    ChecklistItem,
    DisputeTypeEntry,
    LifeEventEntry,
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
    "Checklist",
    "ChecklistItem",
    "DisputeTypeEntry",
    "LifeEventEntry",
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
