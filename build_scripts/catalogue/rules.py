"""Which rules there are, in the order of their codes."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from typing import Any

from build_scripts.catalogue import (
    rules_alerts,
    rules_codes,
    rules_community,
    rules_dates,
    rules_events,
    rules_facts,
    rules_forms,
    rules_inspection,
    rules_languages,
    rules_links,
    rules_moves,
    rules_papers,
    rules_pictures,
    rules_places,
    rules_points,
    rules_policy,
    rules_quizzes,
    rules_renditions,
    rules_search,
    rules_translations,
    rules_trees,
    rules_triage,
    rules_words,
)
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.names import Names
from build_scripts.catalogue.watch import Key
from build_scripts.problems import Problem
from build_scripts.shared.frozen import Frozen

NEEDS_ALL_OF = {
    rules_facts.a_guide_says_where_to_go: ("stations",),
    rules_facts.bookable_means_bookable: ("stations",),
    rules_papers.demo_phones_cannot_be_dialled: ("hotlines",),
    rules_dates.this_year_and_next_are_entered: ("calendar",),
    rules_moves.given_codes_never_die: ("codes", "quizzes"),
}
"""Rules that would blame others for a file that could not be read."""

_LINK_RULES: tuple[Any, ...] = (
    *rules_links.RULES,
    *rules_codes.LINK_RULES,
    *rules_moves.LINK_RULES,
    *rules_pictures.LINK_RULES,
    *rules_trees.RULES,
)
_MODULES: tuple[Any, ...] = (
    rules_facts,
    rules_papers,
    rules_pictures,
    rules_places,
    rules_points,
    rules_policy,
    rules_dates,
    rules_alerts,
    rules_quizzes,
    rules_renditions,
    rules_events,
    rules_community,
    rules_codes,
    rules_inspection,
    rules_forms,
    rules_search,
    rules_triage,
    rules_translations,
    rules_moves,
    rules_languages,
)
ABOUT_SETTINGS: frozenset[Any] = frozenset(
    {
        rules_links.problem_targets_exist,
        rules_policy.policy_numbers_are_sensible,
        rules_languages.chinese_comes_first,
        rules_codes.sheets_can_be_scanned,
        rules_dates.this_year_and_next_are_entered,
    }
)
"""Rules whose subject is site_config.yml or the calendar, never a record."""

EMPTY_TABLE = {
    "K201": "agencies",
    "K202": "areas",
    "K203": "stations",
    "K204": "services",
    "K205": "materials",
    "K206": "laws",
    "K208": "articles",
    "K209": "topics",
    "K215": "agencies",
}
"""Codes of which one problem is enough while the table has no record at all."""


class Idle(Frozen):
    """Rules that never look at the records of a table, and what they ask all the same."""

    rules: frozenset[Any] = frozenset()
    read: frozenset[Key] = frozenset()


WIDE_AWAKE = Idle()
"""Every rule is asked."""


def idle_rules(catalogue: Catalogue, inventory: Inventory, today: date) -> Idle:
    """Found out with the record in focus; it holds for its whole table.

    Until a rule meets the record it sees nothing that another record would change:
    so one that has not met this record will meet no other.
    """
    focus, rules, read = catalogue.focus, set[Any](), set[Key]()
    assert focus is not None  # noqa: S101 - whoever asks about a record has turned to it
    for rule, needed in _OF_RECORDS[1]:
        met = focus.met
        with catalogue.watch.noting() as asked:
            may_ask = not needed or _may_ask(needed, catalogue, inventory)
            found = may_ask and any(True for _ in rule(catalogue, today))
        if focus.met == met and not found:
            rules.add(rule)
            read.update(asked)
    return Idle(frozenset(rules), frozenset(read))


def all_rules(
    catalogue: Catalogue,
    names: Names,
    inventory: Inventory,
    today: date,
    idle: Idle = WIDE_AWAKE,
) -> Iterator[Problem]:
    """Every problem of what the records in focus say, links first."""
    for key in idle.read:
        catalogue.watch.note(key)
    about_settings = catalogue.settings_too
    link_rules, rules = _ALL if about_settings else _OF_RECORDS
    for link_rule in link_rules:
        yield from link_rule(catalogue, names)
    for rule, needed in rules:
        if rule in idle.rules:
            continue
        if not needed or _may_ask(needed, catalogue, inventory):
            yield from rule(catalogue, today)
    for word_rule in rules_words.RULES:
        yield from word_rule(catalogue)


def _may_ask(
    needed: tuple[str, ...], catalogue: Catalogue, inventory: Inventory
) -> bool:
    for table in needed:
        catalogue.watch.note(("whole", table))
    return all(inventory.is_whole(table) for table in needed)


def _without(left_out: Container[Any]) -> tuple[tuple[Any, ...], ...]:
    """Rules about links, and the others with the tables they need."""
    rules = (rule for module in _MODULES for rule in module.RULES)
    return (
        tuple(rule for rule in _LINK_RULES if rule not in left_out),
        tuple((r, NEEDS_ALL_OF.get(r, ())) for r in rules if r not in left_out),
    )


_ALL, _OF_RECORDS = _without(()), _without(ABOUT_SETTINGS)
