"""What a request may reach for: engine, vault, catalogue, shells of this app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask, current_app, g, has_request_context
from markupsafe import escape
from sqlalchemy import Engine

from forms_app.catalogue import Catalogue, CatalogueUnreadable, PublishedCatalogue
from forms_app.database import connect
from forms_app.puzzle import Puzzle
from forms_app.settings import Settings
from forms_app.shell import PublishedShells, Shells
from forms_app.vault import Vault, load_vault

EXTENSION = "doorstep"


@dataclass(frozen=True, slots=True)
class Wiring:
    """Everything that lives as long as the process."""

    settings: Settings
    engine: Engine
    vault: Vault
    published: PublishedCatalogue
    shells: PublishedShells
    spoken: Mapping[str, PublishedCatalogue]
    """Language → the catalogue in it, of those the site had when the app started."""


def wire(app: Flask, settings: Settings) -> Wiring:
    """Connect an app to its database, keys and published site."""
    wiring = Wiring(
        settings=settings,
        engine=connect(settings.database_url),
        vault=load_vault(settings.instance / "keys"),
        published=PublishedCatalogue(settings.site / "catalogue.json"),
        shells=PublishedShells(settings.site),
        spoken={
            path.suffixes[0].removeprefix("."): PublishedCatalogue(path)
            for path in sorted(settings.site.glob("catalogue.*.json"))
        },
    )
    app.extensions[EXTENSION] = wiring
    return wiring


def wiring() -> Wiring:
    found: Wiring = current_app.extensions[EXTENSION]
    return found


def the_engine() -> Engine:
    return wiring().engine


def the_vault() -> Vault:
    return wiring().vault


def the_puzzle() -> Puzzle:
    """The sum this installation asks of browsers that send something in."""
    found: Puzzle | None = g.get("puzzle")
    if found is None:
        policy = the_catalogue().appointments
        wait = timedelta(seconds=policy.puzzle_wait_seconds)
        found = g.puzzle = Puzzle(the_vault(), policy.puzzle_bits, wait)
    return found


def the_catalogue() -> Catalogue:
    """In the language of the page that is being made, as far as it is translated.

    Looked up once for a page, which so tells of one catalogue from top to bottom.
    """
    if not has_request_context():
        return wiring().published.current()
    found: Catalogue | None = g.get("catalogue")
    if found is None:
        found = g.catalogue = _spoken(g.get("language", ""))
    return found


def _spoken(language: str) -> Catalogue:
    found = wiring()
    try:
        return found.spoken.get(language, found.published).current()
    except CatalogueUnreadable:
        return found.published.current()


def the_shells() -> Shells:
    """Looked up once for a page, too; ShellMissing."""
    found: Shells | None = g.get("shells")
    if found is None:
        found = g.shells = wiring().shells.current()
    return found


def site_folder() -> Path:
    """Where the built site lies."""
    return wiring().settings.site


def catalogue_names(language: str) -> Mapping[str, str]:
    """Chinese names of services and stations → those in a language, as in HTML."""
    spoken = wiring().spoken.get(language)
    if spoken is None:
        return {}
    chinese, other = wiring().published.current(), spoken.current()
    return {
        str(escape(entry.name)): str(escape(translated.name))
        for mine, theirs in (
            (chinese.services, other.services),
            (chinese.stations, other.stations),
        )
        for key, entry in mine.items()
        if (translated := theirs.get(key)) and translated.name != entry.name
    }
