"""Every type of the catalogue: frozen records, no file access.

Here annotations are types and no strings (no `from __future__ import annotations`):
reading, checking and the handbook go by them, so every build would compile them all.
"""

from build_scripts.catalogue.model.alerts import Alert, Source
from build_scripts.catalogue.model.common import (
    Citation,
    Limit,
    Link,
    Phone,
    Record,
    Text,
    Translation,
)
from build_scripts.catalogue.model.community import (
    LostFound,
    Notice,
    VolunteerGroup,
)
from build_scripts.catalogue.model.events import LegalEvent, VanStop
from build_scripts.catalogue.model.forms import Form, FormField, FormPart
from build_scripts.catalogue.model.learning import (
    Article,
    LawyerAnswer,
    Page,
    TranslatedBody,
)
from build_scripts.catalogue.model.ledger import Figure, TrailHead
from build_scripts.catalogue.model.moves import GivenCode, Redirect
from build_scripts.catalogue.model.papers import (
    Law,
    Material,
    NeededMaterial,
)
from build_scripts.catalogue.model.pictures import Image, Picture
from build_scripts.catalogue.model.places import (
    Agency,
    Area,
    Offering,
    Post,
    Schedule,
    Station,
)
from build_scripts.catalogue.model.quizzes import Option, Question, Quiz, Stop
from build_scripts.catalogue.model.registers import (
    CalendarYear,
    DisputeType,
    Hotline,
    SearchWord,
    Way,
)
from build_scripts.catalogue.model.renditions import Poster, Renditions
from build_scripts.catalogue.model.services import (
    ApplicantVariant,
    Fee,
    LifeEvent,
    Service,
)
from build_scripts.catalogue.model.site import SiteConfig
from build_scripts.catalogue.model.triage import (
    Triage,
    TriageCondition,
    TriageOption,
    TriageQuestion,
    TriageRule,
)
from build_scripts.catalogue.model.words import Code, Term

__all__ = [
    "Agency",
    "Alert",
    "ApplicantVariant",
    "Area",
    "Article",
    "CalendarYear",
    "Citation",
    "Code",
    "DisputeType",
    "Fee",
    "Figure",
    "Form",
    "FormField",
    "FormPart",
    "GivenCode",
    "Hotline",
    "Image",
    "Law",
    "LawyerAnswer",
    "LegalEvent",
    "LifeEvent",
    "Limit",
    "Link",
    "LostFound",
    "Material",
    "NeededMaterial",
    "Notice",
    "Offering",
    "Option",
    "Page",
    "Phone",
    "Picture",
    "Post",
    "Poster",
    "Question",
    "Quiz",
    "Record",
    "Redirect",
    "Renditions",
    "Schedule",
    "SearchWord",
    "Service",
    "SiteConfig",
    "Source",
    "Station",
    "Stop",
    "Term",
    "Text",
    "TrailHead",
    "TranslatedBody",
    "Translation",
    "Triage",
    "TriageCondition",
    "TriageOption",
    "TriageQuestion",
    "TriageRule",
    "VanStop",
    "VolunteerGroup",
    "Way",
]
