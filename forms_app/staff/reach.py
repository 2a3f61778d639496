"""How far an account manager's arm reaches: only over their own places (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from forms_app.access import ANYWHERE, ROLE_PERMISSIONS, Actor, Grant, Permission
from forms_app.catalogue import Catalogue


def reaches(manager: Actor, scope: str, catalogue: Catalogue) -> bool:
    """Whether the manager's own scope covers `scope`.

    Everywhere covers all; a body covers itself and its stations; a station itself.
    """
    own = {
        grant.scope
        for grant in manager.grants
        if Permission.MANAGE_STAFF in ROLE_PERMISSIONS[grant.role]
    }
    if ANYWHERE in own or scope in own:
        return True
    kind, _, station = scope.partition(":")
    return kind == "station" and any(
        f"agency:{agency}" in own for agency in catalogue.agencies_of(station)
    )


def may_manage(manager: Actor, held: Iterable[Grant], catalogue: Catalogue) -> bool:
    """Whether an account with these roles is the manager's to change.

    One role outside is enough to say no: resetting a password hands over them all.
    """
    return all(reaches(manager, grant.scope, catalogue) for grant in held)


def scope_choices(manager: Actor, catalogue: Catalogue) -> dict[str, str]:
    """The places the manager may give roles for: scope -> words, widest first."""
    every = [(ANYWHERE, "全县各站点")]
    every += [
        (f"agency:{agency}", f"{name}的各站点")
        for agency, name in catalogue.agency_names.items()
    ]
    every += [
        (f"station:{station.id}", station.name)
        for station in catalogue.stations.values()
    ]
    return {
        scope: words for scope, words in every if reaches(manager, scope, catalogue)
    }
