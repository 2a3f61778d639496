"""Which pages there are in which language, from the settings and the plan."""

from __future__ import annotations

from collections.abc import Iterable

from build_scripts.catalogue.model import SiteConfig
from build_scripts.languages.editions import Editions
from build_scripts.languages.tongues import HANS
from build_scripts.pages.context import Planned


def editions_of(config: SiteConfig, plan: Iterable[Planned]) -> Editions:
    """`plan` is the whole plan; a site of one language does not look into it."""
    translated: dict[str, set[str]] = {}
    if len(config.languages) > 1:
        for planned in plan:
            if planned.language != HANS:
                translated.setdefault(planned.language, set()).add(planned.url)
    return Editions(
        languages=config.languages,
        translated={tag: frozenset(urls) for tag, urls in translated.items()},
        forms_path=config.forms_path,
        site_url=config.site_url,
    )
