"""The villages and communities of the county, as a form offers them."""

from __future__ import annotations

from forms_app.catalogue.entries import Catalogue


def villages(catalogue: Catalogue) -> dict[str, list[tuple[str, str]]]:
    """Township → its villages and communities as (id, name), for a choice in groups."""
    found: dict[str, list[tuple[str, str]]] = {}
    for area in catalogue.areas.values():
        parent = catalogue.areas.get(area.parent)
        if area.level in ("village", "community") and parent is not None:
            found.setdefault(parent.name, []).append((area.id, area.name))
    return found
