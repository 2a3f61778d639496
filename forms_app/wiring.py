"""What a request may reach for: engine, vault, catalogue, shells of this app."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy import Engine

from forms_app.catalogue import Catalogue, PublishedCatalogue
from forms_app.database import connect
from forms_app.settings import Settings
from forms_app.shell import Shells
from forms_app.vault import Vault, load_vault

EXTENSION = "doorstep"


@dataclass(frozen=True, slots=True)
class Wiring:
    """Everything that lives as long as the process."""

    settings: Settings
    engine: Engine
    vault: Vault
    published: PublishedCatalogue
    shells: Shells


def wire(app: Flask, settings: Settings) -> Wiring:
    """Connect an app to its database, keys and published site."""
    wiring = Wiring(
        settings=settings,
        engine=connect(settings.database_url),
        vault=load_vault(settings.instance / "keys"),
        published=PublishedCatalogue(settings.site / "catalogue.json"),
        shells=Shells(settings.site),
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


def the_catalogue() -> Catalogue:
    return wiring().published.current()
