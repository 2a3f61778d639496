"""What the application server starts: `granian --interface wsgi --factory …:public`."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

from forms_app.apps import create_desk_app, create_public_app
from forms_app.settings import Settings


def public() -> Flask:
    """The residents' app, as the environment says."""
    return create_public_app(_settings())


def desk() -> Flask:
    """The staff's app, as the environment says."""
    return create_desk_app(_settings())


def _settings() -> Settings:
    return Settings.from_environment(os.environ, Path.cwd())
