"""The names of the tables of records."""

from __future__ import annotations

RECORD_TABLES = (
    "agencies",
    "areas",
    "stations",
    "services",
    "materials",
    "laws",
    "life_events",
    "articles",
    "dispute_types",
    "hotlines",
    "pages",
    "alerts",
    "quizzes",
    "events",
    "notices",
    "volunteers",
    "lost_found",
    "terms",
    "codes",
    "codes_given",
    "redirects",
    "forms",
    "search_words",
    "pictures",
    "trail_heads",
    "figures",
    "triage",
)
"""The tables whose records are Records; pages and exports are made from them."""
