"""What the application server starts: `granian --interface wsgi --factory …:public`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from forms_app.apps import create_desk_app, create_public_app
from forms_app.settings import Settings, SettingsError
from forms_app.vault import KeysMissing


def public() -> Flask:
    """The residents' app, as the environment says."""
    return _started(create_public_app)


def desk() -> Flask:
    """The staff's app, as the environment says."""
    return _started(create_desk_app)


def _started(create: Callable[[Settings], Flask]) -> Flask:
    """The app, or one sentence on the log why it cannot start."""
    try:
        return create(Settings.from_environment(os.environ, Path.cwd()))
    except (SettingsError, KeysMissing) as problem:
        sys.exit(str(problem))
