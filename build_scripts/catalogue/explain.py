"""What a code of `doorstep check` means: the docstring of the function behind it."""

from __future__ import annotations

import inspect
import re
from functools import cache

from build_scripts.catalogue import (
    folder_problems,
    pictures,
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
    rules_policy,
    rules_quizzes,
    rules_renditions,
    rules_search,
    rules_translations,
    rules_trees,
    rules_triage,
    rules_words,
    shape_problems,
    source_problems,
)

_MODULES = (
    source_problems,
    folder_problems,
    shape_problems,
    rules_links,
    rules_trees,
    rules_facts,
    rules_papers,
    rules_places,
    rules_policy,
    rules_search,
    rules_dates,
    rules_alerts,
    rules_quizzes,
    rules_renditions,
    rules_pictures,
    pictures,
    rules_events,
    rules_community,
    rules_codes,
    rules_inspection,
    rules_languages,
    rules_forms,
    rules_triage,
    rules_translations,
    rules_moves,
    rules_words,
)
_CODE = re.compile(r"(K\d{3}): ")


def explanation(code: str) -> str:
    """The English sentence and the Chinese advice, or "" for an unknown code."""
    return explanations().get(code.upper(), "")


@cache
def explanations() -> dict[str, str]:
    """Code → words, for every code there is."""
    found: dict[str, str] = {}
    for module in _MODULES:
        for function in vars(module).values():
            words = inspect.getdoc(function) if inspect.isfunction(function) else None
            if words and (match := _CODE.match(words)):
                found.setdefault(match[1], words)
    return dict(sorted(found.items()))
