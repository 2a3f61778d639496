"""Which rules there are, in the order of their codes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue import (
    rules_alerts,
    rules_dates,
    rules_facts,
    rules_links,
    rules_papers,
    rules_places,
    rules_trees,
    rules_words,
)
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.loader import Reading
from build_scripts.catalogue.names import names_in
from build_scripts.problems import Problem

_NEEDS_ALL_OF = {
    rules_facts.a_guide_says_where_to_go: "stations",
    rules_facts.bookable_means_bookable: "stations",
    rules_papers.demo_phones_cannot_be_dialled: "hotlines",
    rules_dates.this_year_and_next_are_entered: "calendar",
}
"""Rules that would blame others for a file that could not be read."""


def all_rules(catalogue: Catalogue, reading: Reading, today: date) -> Iterator[Problem]:
    """Every problem of what the records say, links first."""
    names = names_in(reading, catalogue)
    for link_rule in (*rules_links.RULES, *rules_trees.RULES):
        yield from link_rule(catalogue, names)
    for module in (
        rules_facts,
        rules_papers,
        rules_places,
        rules_dates,
        rules_alerts,
    ):
        for rule in module.RULES:
            if reading.is_whole(_NEEDS_ALL_OF.get(rule, "")):
                yield from rule(catalogue, today)
    for word_rule in rules_words.RULES:
        yield from word_rule(catalogue)
    yield from rules_words.check_texts(reading.texts)
